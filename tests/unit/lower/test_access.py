"""`{service, access}` in statements: what it becomes, and where that is said."""

from __future__ import annotations

import json
import subprocess
import sys
from textwrap import indent

import pytest

from rolec.emit.emit import emit
from support.project import compiled, modules

ROLE = """\
role: web
trust: [{aws_service: ec2}]
permissions:
  - inline_policy: main
    statements:
"""
BUCKET = "arn:aws:s3:::photos"
QUEUE = "arn:aws:sqs:eu-west-1:111122223333:jobs"


def spec(statement: str) -> str:
    return ROLE + indent(statement, "      ")


def statements(module) -> list[dict[str, object]]:
    text = emit(module).files["json/role/web/inline/main.json"].text
    return json.loads(text)["Statement"]


def actions(folder, statement: str) -> list[str]:
    (module,) = modules(folder, {"web.yaml": spec(statement)}).values()
    (written,) = statements(module)
    return written["Action"]


def test_actions_are_explicit_and_sorted(tmp_path):
    found = actions(tmp_path, f"- allow: {{service: sqs, access: [read, list]}}\n  on: {QUEUE}\n")
    assert found == sorted(found)
    assert {"sqs:GetQueueAttributes", "sqs:ListQueueTags"} <= set(found)
    assert {"sqs:ListQueues", "sqs:SendMessage"}.isdisjoint(found)


def test_they_stand_beside_actions_that_are_named(tmp_path):
    both = f"- allow: ['sqs:SendMessage', {{service: sqs, access: read}}]\n  on: {QUEUE}\n"
    found = actions(tmp_path, both)
    assert {"sqs:GetQueueUrl", "sqs:SendMessage"} <= set(found)


def test_a_deny_expands_too(tmp_path):
    found = actions(tmp_path, f"- deny: {{service: sqs, access: write}}\n  on: {QUEUE}\n")
    assert "sqs:SendMessage" in found
    assert "sqs:GetQueueUrl" not in found


@pytest.mark.parametrize("on", ['on: "*"', f"on_all_except: {BUCKET}"])
def test_everything_or_all_but_something_leaves_nothing_out(tmp_path, on):
    files = {"web.yaml": spec(f"- allow: {{service: s3, access: list}}\n  {on}\n")}
    found = compiled(tmp_path, files)
    assert found.diagnostics == ()
    (statement,) = statements(found.modules[0])
    assert {"s3:ListAllMyBuckets", "s3:ListBucket"} <= set(statement["Action"])


def test_what_is_left_out_is_noted_once_for_all_accounts(tmp_path):
    files = {
        "rolec.yaml": """
            language: 1
            accounts: {a: {id: '111122223333'}, b: {id: '444455556666'}}
        """,
        "roles/web.yaml": spec(f"- allow: {{service: s3, access: list}}\n  on: {BUCKET}\n"),
    }
    found = compiled(tmp_path, files)
    assert [d.code.id for d in found.diagnostics] == ["E0340"]
    assert "`s3:ListAccessGrants`" in (found.diagnostics[0].help or "")


def test_each_account_has_the_actions_for_what_is_named_there(tmp_path):
    resource = "arn:aws:${variables.what}:eu-west-1:${account.id}:jobs"
    found = modules(
        tmp_path,
        {
            "rolec.yaml": """
                language: 1
                accounts:
                  a: {id: '111122223333', values: {what: sqs}}
                  b: {id: '444455556666', values: {what: sns}}
            """,
            "roles/web.yaml": spec(
                "- allow: [{service: sqs, access: read}, 'sts:GetCallerIdentity']\n"
                "  accounts: [a]\n"
                f"  on: {resource}\n"
                "- allow: {service: sns, access: list}\n"
                "  accounts: [b]\n"
                f"  on: {resource}\n"
            ),
        },
    )
    (first,), (second,) = statements(found["a"]), statements(found["b"])
    assert first["Resource"] == ["arn:aws:sqs:eu-west-1:111122223333:jobs"]
    assert "sqs:ListQueueTags" in first["Action"]
    assert second["Resource"] == ["arn:aws:sns:eu-west-1:444455556666:jobs"]
    assert "sns:ListSubscriptionsByTopic" in second["Action"]


def test_each_action_stands_where_the_mapping_is(tmp_path):
    text = spec(f"- allow: {{service: sqs, access: read}}\n  on: {QUEUE}\n")
    (module,) = modules(tmp_path, {"web.yaml": text}).values()
    (statement,) = module.roles[0].inline_policies[0].document.statements
    spans = {action.span for action in statement.actions.items}
    assert {text[span.start : span.end] for span in spans} == {"{service: sqs, access: read}"}


def test_what_is_no_arn_is_said_once(tmp_path):
    files = {"web.yaml": spec("- allow: {service: s3, access: list}\n  on: arn:aws:S3:::photos\n")}
    assert [d.code.id for d in compiled(tmp_path, files).diagnostics] == ["E0309"]


@pytest.mark.parametrize(
    ("access", "is_read"), [("'sqs:SendMessage'", False), ("{service: sqs, access: read}", True)]
)
def test_only_specs_with_access_levels_read_the_catalogue(tmp_path, access, is_read):
    path = tmp_path / "web.yaml"
    path.write_text(spec(f"- allow: {access}\n  on: {QUEUE}\n"), "utf-8")
    program = (
        "import sys; from pathlib import Path; from rolec.driver.compile.compile import compile_paths;"
        "compile_paths((Path(sys.argv[1]),)); print('rolec.catalog.service' in sys.modules)"
    )
    said = subprocess.run(
        [sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=True
    )
    assert said.stdout.strip() == str(is_read)
