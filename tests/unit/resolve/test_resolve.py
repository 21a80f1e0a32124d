"""What a document is in one account: values put in, entries selected, fields overridden."""

from __future__ import annotations

import pytest

from rolec.ir.module import Account
from rolec.load.load import load
from rolec.load.node import Node, plain
from rolec.resolve import codes
from rolec.resolve.resolve import Scope, needs_resolving, resolve
from rolec.source.file import SourceFile

PRODUCTION = Account(nickname="production", id="444455556666", region="eu-west-1")


def node(text: str) -> Node:
    outcome = load(SourceFile("spec.yaml", text))
    assert outcome.value is not None, outcome.diagnostics
    return outcome.value[0]


def scope(account: Account = PRODUCTION, **variables: str) -> Scope:
    return Scope(
        account=account,
        nicknames=("development", "production"),
        variables={name: node(text) for name, text in variables.items()},
    )


def resolved(text: str, where: Scope) -> object:
    outcome = resolve(node(text), where)
    assert outcome.value is not None, outcome.diagnostics
    return plain(outcome.value.root) if outcome.value.root else None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("${account.id}", "444455556666"),
        ("arn:${account.partition}:x:${account.region}:", "arn:aws:x:eu-west-1:"),
        ("${account.name}-${role.name}", "production-web"),
        ("${variables.bucket}/*", "photos/*"),
        ("${aws:username} ${var.x} ${roles.a.arn}", "${aws:username} ${var.x} ${roles.a.arn}"),
    ],
)
def test_values_of_rolec_are_put_in_and_others_stay(text, value):
    assert resolved(f"role: web\nx: '{text}'\n", scope(bucket="photos")) == {
        "role": "web",
        "x": value,
    }


def test_a_variable_alone_is_taken_as_it_is():
    where = scope(regions="[eu-west-1, eu-central-1]")
    assert resolved("role: web\nx: ${variables.regions}\n", where) == {
        "role": "web",
        "x": ["eu-west-1", "eu-central-1"],
    }


def test_a_key_is_resolved_too():
    assert resolved(
        "role: web\nx: {'${variables.issuer}:sub': y}\n", scope(issuer="i.example")
    ) == {
        "role": "web",
        "x": {"i.example:sub": "y"},
    }


def test_what_is_for_another_account_is_left_out():
    text = """
        role: web
        trust: [{aws_service: ec2}, {aws_service: lambda, accounts: development}]
        permissions:
          - inline_policy: a
            statements: [{allow: x:Y, on: z, accounts: [development]}]
          - {managed_policy: ReadOnlyAccess, accounts: [development, production]}
    """
    assert resolved(text, scope()) == {
        "role": "web",
        "trust": [{"aws_service": "ec2"}],
        "permissions": [
            {"managed_policy": "ReadOnlyAccess", "accounts": ["development", "production"]}
        ],
    }


def test_a_role_of_another_account_is_not_there():
    assert resolved("role: web\naccounts: [development]\n", scope()) is None


def test_overrides_replace_fields_whole():
    text = (
        "role: web\ntags: {a: b}\noverrides: {production: {tags: {c: d}}, development: {x: y}}\n"
    )
    assert resolved(text, scope()) == {"role": "web", "tags": {"c": "d"}}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("role: web\naccounts: [prodution]\n", codes.UNKNOWN_NICKNAME),
        ("role: web\noverrides: {prod: {x: y}}\n", codes.UNKNOWN_NICKNAME),
        ("role: web\nx: ${variables.nothing}\n", codes.UNKNOWN_VALUE),
        ("role: web\nx: ${account.nothing}\n", codes.UNKNOWN_VALUE),
        ("policy: web\nx: ${role.name}\n", codes.UNKNOWN_VALUE),
        ("role: web\nx: a${variables.list}\n", codes.NOT_A_TEXT),
        ("role: web\ntrust: [{aws_service: ec2, accounts: development}]\n", codes.NO_TRUST),
    ],
)
def test_mistakes_are_reported(text, code):
    outcome = resolve(node(text), scope(list="[a, b]"))
    assert [d.code for d in outcome.diagnostics] == [code]


@pytest.mark.parametrize("attribute", ["id", "name", "region"])
def test_a_value_that_is_not_known_says_what_to_add(attribute):
    outcome = resolve(node(f"role: web\nx: ${{account.{attribute}}}\n"), scope(Account()))
    assert [d.code for d in outcome.diagnostics] == [codes.NO_ACCOUNT]
    assert "rolec.yaml" in (outcome.diagnostics[0].help or "")


def test_nothing_to_resolve_is_the_same_tree():
    file = SourceFile("spec.yaml", "role: web\nx: [a, {b: '${aws:username}'}]\n")
    assert not needs_resolving(file)
    root = node(file.text)
    outcome = resolve(root, scope())
    assert outcome.value is not None
    assert plain(outcome.value.root) == plain(root)
