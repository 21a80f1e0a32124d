"""What a list of managed policies allows nobody knows, and a change of it is never taken for none."""

from __future__ import annotations

import json

import pytest

from rolec.cli import main
from rolec.cli.exit_code import ExitCode

SPEC = "role: web\ntrust: [{aws_service: ec2}]\npermissions:\n  - managed_policy: AmazonS3ReadOnlyAccess\n"
LIST = "  - managed_policy: ${var.arns[*]}\n"
ON = "    enabled: ${var.on}\n"


@pytest.mark.parametrize("command", ["diff", "review"])
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("", LIST),
        (LIST, ""),
        (LIST, LIST + ON),
        (LIST + ON, LIST),
        (LIST, LIST.replace("arns", "b")),
    ],
)
def test_a_change_of_it_cannot_be_told(command, old, new, tmp_path, capsys):
    for name, more in (("old", old), ("new", new)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "web.yaml").write_text(SPEC + more)
    given = [command, str(tmp_path / "old"), str(tmp_path / "new"), "--format", "json"]
    assert main.main(given) == ExitCode.NO
    found = json.loads(capsys.readouterr().out)
    assert [each["verdict"] for each in found["roles"]] == ["unknown"]
    assert any("${var." in each for each in found["roles"][0]["assumptions"])


def test_it_stays_the_same_where_it_is_on_both_sides(tmp_path, capsys):
    for name, more in (("old", ""), ("new", "description: x\n")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "web.yaml").write_text(SPEC + LIST + more)
    assert main.main(["diff", str(tmp_path / "old"), str(tmp_path / "new")]) == 0
    assert "no change in access" in capsys.readouterr().out.lower()


def test_a_request_depends_on_it(tmp_path, capsys):
    (tmp_path / "web.yaml").write_text(SPEC + LIST)
    spec = str(tmp_path / "web.yaml")
    assert main.main(["can", spec, "iam:CreateUser", "arn:aws:iam::111122223333:user/a"]) != 0
    assert "depends on what `${var.arns[*]}` allows and denies\n" in capsys.readouterr().out


def test_a_page_says_that_there_may_be_any_number(tmp_path, capsys):
    (tmp_path / "web.yaml").write_text(SPEC + LIST)
    assert main.main(["show", str(tmp_path / "web.yaml")]) == 0
    page = capsys.readouterr().out
    assert "Every managed policy of the list ${var.arns[*]}" in page
    assert "at least 1 " in page


def test_what_is_known_to_be_attached_counts(tmp_path, capsys):
    listed = "".join(f"  - managed_policy: ${{var.a{n}[*]}}\n" for n in range(20))
    (tmp_path / "web.yaml").write_text(SPEC + listed)
    assert main.main(["check", str(tmp_path / "web.yaml")]) == 0
    assert capsys.readouterr().out == "1 document checked: nothing is wrong\n"
