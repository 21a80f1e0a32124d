"""What is made only where something is true, and what refers to it."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from rolec.cli.command_group import COMMANDS

POLICY = """\
policy: logs
enabled: ${var.logs}
statements:
  - allow: logs:PutLogEvents
    on: "arn:aws:logs:eu-west-1:111122223333:log-group:web:*"
---
"""
ATTACHED = "trust: [{aws_service: ec2}]\npermissions:\n  - policy: logs\n"
TRUSTED = """\
role: caller
enabled: ["${var.logs}", "${var.calls}"]
trust: [{aws_service: ec2}]
---
"""


def check(tmp_path, text):
    path = tmp_path / "specs.yaml"
    path.write_text(text, encoding="utf-8")
    return CliRunner().invoke(COMMANDS, ["check", str(path)], catch_exceptions=False)


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        (f"{POLICY}role: web\n{ATTACHED}", "`logs` is made only where `${var.logs}` is true"),
        (f"{POLICY}role: web\nenabled: ${{var.other}}\n{ATTACHED}", "`${var.logs}`"),
        (f"{POLICY}role: web\nenabled: ${{var.logs}}\n{ATTACHED}", None),
        (f"{POLICY}role: web\n{ATTACHED}    enabled: ${{var.logs}}\n", None),
        (
            f"{POLICY}role: web\ntrust: [{{aws_service: ec2}}]\npermissions_boundary: {{policy: logs}}\n",
            "`${var.logs}`",
        ),
        (
            f"{TRUSTED}role: web\nenabled: ${{var.logs}}\ntrust: [{{role: caller}}]\n",
            "`${var.calls}`",
        ),
        (
            f'{TRUSTED}role: web\nenabled: ["${{var.calls}}", "${{var.logs}}"]\ntrust: [{{role: caller}}]\n',
            None,
        ),
    ],
)
def test_what_refers_to_it_is_there_only_where_it_is(tmp_path, text, missing):
    result = check(tmp_path, text)
    if missing is None:
        assert "error" not in result.stderr
    else:
        assert result.stderr.count("[E0412]") == 1
        assert missing in result.stderr


@pytest.mark.parametrize(
    ("more", "entry", "missing"),
    [
        ("", "role: caller, account: one", "`${var.logs}`"),
        ("enabled: ${var.logs}\n", "role: caller, account: one", None),
        ("", "aws_account: one, roles: [caller], match: arn", None),
        ("", "role: caller", "`${var.logs}`"),
    ],
)
def test_a_role_of_another_account_that_may_be_missing_is_not_trusted(
    tmp_path, more, entry, missing
):
    accounts = "{one: {id: '111122223333'}, two: {id: '444455556666'}}"
    (tmp_path / "rolec.yaml").write_text(f"language: 1\naccounts: {accounts}\nspecs: '*.yaml'\n")
    caller = "role: caller\nenabled: ${var.logs}\ntrust: [{aws_service: ec2}]\n---\n"
    web = f"role: web\naccounts: [two]\n{more}trust: [{{{entry}}}]\n"
    result = check(tmp_path, caller + web)
    assert result.stderr.count("[E0412]") == (missing is not None)
    assert missing is None or missing in result.stderr
    if "account: one" in entry and missing:
        assert "`roles: [caller]` and `match: arn`" in result.stderr
