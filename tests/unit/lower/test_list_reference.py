"""A reference to a list stands alone, where any number of texts may."""

from __future__ import annotations

import pytest

from rolec.ir.text import Reference, Text
from support.project import compiled, modules

LIST = Text((Reference("var.x[*]"),))
SPEC = """\
role: web
trust: [{trust}]
permissions:
  - inline_policy: own
    statements: [{{allow: 's3:GetObject', {on}}}]
"""
EC2, ON = "{aws_service: ec2}", "on: '*'"


def first(folder, *, trust=EC2, on=ON):
    [role] = modules(folder, {"web.yaml": SPEC.format(trust=trust, on=on)})[""].roles
    return role.trust.statements[0], role.inline_policies[0].document.statements[0]


@pytest.mark.parametrize("word", ["on", "on_all_except"])
def test_among_resources(word, tmp_path):
    _, statement = first(tmp_path, on=f"{word}: ['${{var.x[*]}}', 'arn:aws:s3:::a']")
    assert LIST in statement.resources.items


def test_among_the_values_of_a_condition(tmp_path):
    _, statement = first(tmp_path, on=ON + ", when: {StringEquals: {'aws:userid': '${var.x[*]}'}}")
    assert statement.conditions[0].values == (LIST,)


@pytest.mark.parametrize("kind", ["AWS", "Service", "Federated"])
def test_among_principals(kind, tmp_path):
    trust = f"{{statement: {{Effect: Allow, Action: 'sts:AssumeRole', Principal: {{{kind}: '${{var.x[*]}}'}}}}}}"
    statement, _ = first(tmp_path, trust=trust)
    assert [principal.value for principal in statement.principals] == [LIST]


@pytest.mark.parametrize(
    "entry",
    [
        "{aws_account: '111122223333', external_id: '${var.x[*]}'}",
        "{aws_service: sns, source_arn: ['${var.x[*]}', 'arn:aws:sns:eu-west-1:111122223333:a']}",
        "{web_identity: google, audience: '${var.x[*]}'}",
        "{aws_account: '111122223333', session_tags: {require: {team: '${var.x[*]}'}}}",
    ],
)
def test_among_the_values_that_a_field_of_a_trust_entry_compares(entry, tmp_path):
    statement, _ = first(tmp_path, trust=entry)
    assert any(LIST in condition.values for condition in statement.conditions)


MANAGED = """\
role: web
trust: [{aws_service: ec2}]
permissions:
  - managed_policy: AmazonS3ReadOnlyAccess
  - {managed_policy: "${var.x[*]}", enabled: "${var.on}"}
  - managed_policy: ${var.m.x[*]}
"""


def test_among_managed_policies(tmp_path):
    [role] = modules(tmp_path, {"web.yaml": MANAGED})[""].roles
    found = {each.label: (each.policy_arn.written, each.is_list) for each in role.attachments}
    assert found == {
        "web__AmazonS3ReadOnlyAccess": ("arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess", False),
        "web__x": ("${var.x[*]}", True),
        "web____var_m_x_____39989b46": ("${var.m.x[*]}", True),
    }


@pytest.mark.parametrize(
    "entry", ["${var.x[*]}${var.y[*]}", "arn:aws:iam::aws:policy/${var.x[*]}"]
)
def test_no_part_of_the_arn_of_a_managed_policy(entry, tmp_path):
    text = MANAGED.replace("${var.m.x[*]}", entry)
    found = compiled(tmp_path, {"web.yaml": text}).diagnostics
    assert "list-not-alone" in {each.code.name for each in found}


def test_no_permissions_boundary(tmp_path):
    text = f"{MANAGED}permissions_boundary: ${{var.x[*]}}\n"
    found = compiled(tmp_path, {"web.yaml": text}).diagnostics
    assert "list-not-alone" in {each.code.name for each in found}


@pytest.mark.parametrize(
    "given",
    [
        {"trust": "{aws_account: '${var.x[*]}'}"},
        {"trust": "{aws_account: '111122223333', roles: '${var.x[*]}'}"},
        {"on": "on: 'arn:aws:s3:::${var.x[*]}'"},
        {"on": "on: '${var.x[*]}${var.y[*]}'"},
        {"on": "on: '*', when: {StringEquals: {'${var.x[*]}:sub': a}}"},
    ],
)
def test_nowhere_else(given, tmp_path):
    text = SPEC.format(**{"trust": EC2, "on": ON, **given})
    found = compiled(tmp_path, {"web.yaml": text}).diagnostics
    assert {each.code.name for each in found} == {"list-not-alone"}
