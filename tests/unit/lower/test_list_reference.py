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
