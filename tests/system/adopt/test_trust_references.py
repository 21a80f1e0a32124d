"""Whom only Terraform knows is named by the kind that fits, and what is built is what was there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rolec.cli import main
from rolec.cli.exit_code import ExitCode

ROLE = """\
resource "aws_iam_role" "web" {
  name               = "web"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { %s } }] })
}
"""
CALLER = "data.aws_caller_identity.current.account_id"


@pytest.mark.parametrize(
    ("principal", "entry", "built"),
    [
        (
            'Service = "states.${data.aws_region.current.name}.amazonaws.com"',
            'aws_service: "states.${data.aws_region.current.name}.amazonaws.com"',
            '"states.${data.aws_region.current.name}.amazonaws.com"',
        ),
        (
            'Service = "ec2.${data.aws_partition.current.dns_suffix}"',
            'aws_service: "ec2.${data.aws_partition.current.dns_suffix}"',
            '"ec2.${data.aws_partition.current.dns_suffix}"',
        ),
        ("Service = var.service", 'aws_service: "${var.service}"', "var.service"),
        (
            'AWS = "arn:aws:iam::${var.account_id}:root"',
            'aws_account: "${var.account_id}"',
            '"arn:aws:iam::${var.account_id}:root"',
        ),
        (
            f"AWS = {CALLER}",
            f'aws_account: "${{{CALLER}}}"',
            f'"arn:aws:iam::${{{CALLER}}}:root"',
        ),
    ],
)
def test_a_principal_with_a_reference_has_its_kind(adopt, principal, entry, built):
    Path("main.tf").write_text(ROLE % principal, encoding="utf-8")
    code, out, _ = adopt("main.tf")
    assert code == ExitCode.OK, out
    (role,) = json.loads(Path("report.json").read_text(encoding="utf-8"))["roles"]
    assert (role["status"], role["reason"]) == ("equal", None)
    text = Path("specs/roles/web.yaml").read_text(encoding="utf-8")
    assert text == f"role: web\ntrust:\n  - {entry}\n"
    assert main.main(["build", "specs", "-o", "out"]) == ExitCode.OK
    assert f"= {built}\n" in Path("out/role.web.tf").read_text(encoding="utf-8")


def test_a_variable_alone_may_be_an_account_or_its_arn(adopt):
    Path("main.tf").write_text(ROLE % "AWS = var.who", encoding="utf-8")
    adopt("main.tf")
    text = Path("specs/roles/web.yaml").read_text(encoding="utf-8")
    assert text == 'role: web\ntrust:\n  - aws_principal: "${var.who[*]}"\n'


def test_principals_of_several_accounts_are_told_by_their_arns(adopt):
    several = ["arn:aws:iam::111122223333:role/ci", "arn:aws:iam::444455556666:user/ann"]
    Path("main.tf").write_text(ROLE % f"AWS = {json.dumps(several)}", encoding="utf-8")
    assert adopt("main.tf")[0] == ExitCode.OK
    text = Path("specs/roles/web.yaml").read_text(encoding="utf-8")
    assert "  - aws_principal:\n      - arn:aws:iam::111122223333:role/ci\n" in text
    assert "statement" not in text
