"""The labels of attachments: made of the name of the policy, and different on one role."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from rolec.cli import main
from rolec.cli.exit_code import ExitCode

PARTITION = "arn:${data.aws_partition.current.partition}:iam::aws:policy"


@pytest.fixture
def build(tmp_path, monkeypatch):
    """Builds a role with these managed policies: gives what Terraform reads."""
    monkeypatch.chdir(tmp_path)

    def build_(*arns, more="", as_="files"):
        Path("roles").mkdir(exist_ok=True)
        settings = f"language: 1\nterraform: {{as: {as_}}}\n"
        Path("rolec.yaml").write_text(settings, encoding="utf-8")
        entries = "".join(f"  - managed_policy: '{arn}'\n" for arn in arns)
        spec = f"role: web\n{more}trust: [{{aws_service: ec2}}]\npermissions:\n{entries}"
        Path("roles/web.yaml").write_text(spec, encoding="utf-8")
        assert main.main(["build", "-o", "out"]) == ExitCode.OK
        return Path("out/role.web.tf").read_text(encoding="utf-8")

    return build_


def labels(text):
    return re.findall(r'"aws_iam_role_policy_attachment" "([^"]*)"', text)


@pytest.mark.parametrize(
    ("arn", "label"),
    [
        ("ReadOnlyAccess", "web__ReadOnlyAccess"),
        (f"{PARTITION}/AmazonEKSClusterPolicy", "web__AmazonEKSClusterPolicy"),
        (f"{PARTITION}/service-role/AWSLambdaRole", "web__AWSLambdaRole"),
        ("${local.prefix}/AmazonEKS_CNI_Policy", "web__AmazonEKS_CNI_Policy"),
        ("${aws_iam_policy.build.arn}", "web__build"),
        ("${aws_iam_policy.build[0].arn}", "web__build"),
        ("${aws_iam_policy.build[1].arn}", "web__build-1"),
        ('${data.aws_iam_policy.build["x"].arn}', "web__build-x"),
    ],
)
def test_a_label_is_made_of_the_name(build, arn, label):
    assert labels(build(arn)) == [label]


def test_of_two_of_one_name_the_known_one_keeps_its_label(build):
    found = labels(build(f"{PARTITION}/ReadOnlyAccess", "ReadOnlyAccess"))
    assert len(set(found)) == 2
    (known,) = (each for each in found if each == "web__ReadOnlyAccess")
    assert known


def test_what_has_no_name_has_its_whole_text(build):
    (found,) = labels(build("${var.arn}"))
    assert found.startswith("web____var_arn__")


def test_they_move_with_the_label_of_the_role(build):
    arns = ("ReadOnlyAccess", f"{PARTITION}/ReadOnlyAccess", "${aws_iam_policy.build.arn}")
    text = build(*arns, more="moved_from: app\n")
    assert "aws_iam_role_policy_attachment.app__build\n" in text
    for each in labels(text):
        assert f"to   = aws_iam_role_policy_attachment.{each}\n" in text
