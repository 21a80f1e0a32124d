"""Policy documents in every spelling that IAM takes."""

from __future__ import annotations

import json

import pytest

from rolec.ir.document import (
    Condition,
    Document,
    Effect,
    Patterns,
    Principal,
    PrincipalType,
    Statement,
)
from rolec.ir.text import Reference, Text, text
from rolec.read.hcl.parse import read_hcl
from rolec.read.policy_argument import read_policy
from rolec.read.policy_document import read_json_document
from rolec.source.file import SourceFile

ANY = Patterns((text("*"),))


def from_json(policy):
    written = policy if isinstance(policy, str) else json.dumps(policy)
    return read_json_document(SourceFile("p.json", written))


def policy(**elements):
    statement = {"Effect": "Allow", "Action": "*", "Resource": "*"} | elements
    kept = {key: value for key, value in statement.items() if value is not None}
    return {"Version": "2012-10-17", "Statement": kept}


def statement_of(found):
    outcome = from_json(found)
    assert outcome.diagnostics == ()
    (statement,) = outcome.value.statements
    return statement


def test_a_scalar_is_a_list_of_one_and_a_statement_too():
    many = policy(Action=["*"], Resource=["*"])
    many["Statement"] = [many["Statement"]]
    assert from_json(many).value == from_json(policy()).value


def test_lists_are_sets():
    assert statement_of(policy(Action=["b:X", "a:X", "b:X"])).actions == Patterns(
        (text("a:X"), text("b:X"))
    )


def test_every_element_is_kept():
    written = policy(
        Sid="A",
        Effect="Deny",
        Action=None,
        NotAction=["a:X"],
        Resource=None,
        NotResource="arn:${aws:username}",
        Condition={"Bool": {"aws:MultiFactorAuthPresent": True}, "NumericEquals": {"k": [2, "1"]}},
    )
    assert from_json(written | {"Id": "me"}).value == Document(
        (
            Statement(
                effect=Effect.DENY,
                actions=Patterns((text("a:X"),), inverted=True),
                resources=Patterns((text("arn:${aws:username}"),), inverted=True),
                conditions=(
                    Condition("Bool", text("aws:MultiFactorAuthPresent"), (text("true"),)),
                    Condition("NumericEquals", text("k"), (text("1"), text("2"))),
                ),
                sid="A",
            ),
        ),
        id="me",
    )


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("*", [("AWS", "*")]),
        ({"AWS": "*"}, [("AWS", "*")]),
        ({"Service": ["b", "a"], "AWS": "1"}, [("AWS", "1"), ("Service", "a"), ("Service", "b")]),
        ({"Federated": "x"}, [("Federated", "x")]),
    ],
)
def test_principals_have_their_type(written, expected):
    statement = statement_of(policy(Resource=None, Principal=written))
    assert statement.principals == tuple(
        Principal(PrincipalType(kind), text(value)) for kind, value in expected
    )
    assert statement.resources is None


@pytest.mark.parametrize(
    ("written", "code", "underlined"),
    [
        ("[]", "E0607", "[]"),
        ('{"Version": "2012-10-17"}', "E0607", '{"Version": "2012-10-17"}'),
        ('{"Version": "2012-10-17", "Statement": []}', "E0607", None),
        ('{"Version": "2012-10-17", "Statement": ["x"]}', "E0607", '"x"'),
        (policy(Effect="allow"), "E0607", '"allow"'),
        (policy(Effect=None), "E0607", None),
        (policy(Action=None), "E0607", None),
        (policy(Action=[]), "E0607", "[]"),
        (policy(Action={"a": "b"}), "E0607", '{"a": "b"}'),
        (policy(NotAction="*"), "E0607", None),
        (policy(NotResource="*"), "E0607", '"*"'),
        (policy(Resource=None), "E0607", None),
        (policy(Principal="*"), "E0607", None),
        (policy(Actions="*"), "E0607", '"Actions"'),
        (policy(Sid={"a": 1}), "E0610", '{"a": 1}'),
        (policy(Condition="x"), "E0607", '"x"'),
        (policy(Condition={"Bool": "x"}), "E0607", '"x"'),
        (policy(Condition={"Bool": {"x": []}}), "E0607", "[]"),
        (policy(Condition={"Bool": {"x": [["y"]]}}), "E0607", '["y"]'),
        (policy(Resource=None, Principal={"Canonical": "x"}), "E0608", '"Canonical"'),
        (policy(Resource=None, Principal={"AWS": "x"}, NotPrincipal="y"), "E0608", '"y"'),
        ('{"Statement": [], "Statement": []}', "E0606", '"Statement"'),
        ("{", "E0605", None),
    ],
)
def test_what_is_no_policy_is_an_error_with_a_place(written, code, underlined):
    outcome = from_json(written)
    source = written if isinstance(written, str) else json.dumps(written)
    found = {d.code.id: d for d in outcome.diagnostics}
    assert outcome.value is None
    assert code in found
    if underlined is not None:
        assert SourceFile("", source).slice(found[code].primary.span) == underlined


@pytest.mark.parametrize("version", ["2012-10-17", "2008-10-17", None])
def test_the_version_is_kept(version):
    written = {"Statement": policy()["Statement"]}
    outcome = from_json(written | ({"Version": version} if version else {}))
    assert (outcome.value.version, outcome.diagnostics) == (version, ())


def test_a_version_that_the_language_does_not_have_is_an_error():
    outcome = from_json(policy() | {"Version": "2026-10-17"})
    assert outcome.value is None
    assert [d.code.id for d in outcome.diagnostics] == ["E0607"]


def test_empty_elements_are_none():
    assert statement_of(policy(Sid="", Condition={})) == statement_of(policy())
    assert statement_of(policy(Condition={"Bool": {}})) == statement_of(policy())


def hcl(argument, texts=None):
    outcome = read_hcl(SourceFile("main.tf", f"x = {argument}\n"))
    assert outcome.diagnostics == ()
    return read_policy(outcome.value.arguments[0].value, texts or {})


OBJECT = """{
  Version = "2012-10-17"
  Statement = {
    Effect = "Allow"
    "Action" = "*"
    Resource = [aws_s3_bucket.a.arn, "${aws_s3_bucket.a.arn}/$${aws:username}"]
    Condition = { StringEquals = { "${var.issuer}:sub" = true, (var.key) = 1 } }
  }
}"""


def test_references_stay_typed_in_an_object():
    outcome = hcl(f"jsonencode({OBJECT})")
    assert outcome.diagnostics == ()
    (statement,) = outcome.value.statements
    bucket = Reference("aws_s3_bucket.a.arn")
    assert statement.resources == Patterns((Text((bucket,)), Text((bucket, "/${aws:username}"))))
    assert statement.conditions == (
        Condition("StringEquals", Text((Reference("var.issuer"), ":sub")), (text("true"),)),
        Condition("StringEquals", Text((Reference("var.key"),)), (text("1"),)),
    )


def test_references_stay_typed_in_a_heredoc():
    written = json.dumps(policy(Resource=["${aws_s3_bucket.a.arn}/*", "$${aws:x}"]), indent=1)
    outcome = hcl(f"<<EOF\n{written}\nEOF")
    assert outcome.diagnostics == ()
    (statement,) = outcome.value.statements
    assert statement.resources == Patterns(
        (text("${aws:x}"), Text((Reference("aws_s3_bucket.a.arn"), "/*")))
    )


def test_json_in_a_quoted_string_is_read():
    assert hcl(json.dumps(json.dumps(policy()))).value == from_json(policy()).value


@pytest.mark.parametrize("path", ["${path.module}/p.json", "./p.json", "p.json"])
def test_a_policy_of_a_file_is_that_of_the_file(path):
    outcome = hcl(f'file("{path}")', {"p.json": json.dumps(policy())})
    assert outcome.value == from_json(policy()).value
    assert outcome.value.span.path == "p.json"


@pytest.mark.parametrize(
    ("argument", "code"),
    [
        ('file("other.json")', "E0612"),
        ("file(var.a)", "E0612"),
        ('file("${path.root}/p.json")', "E0612"),
        ("data.aws_iam_policy_document.a.json", "E0609"),
        ("jsonencode(local.a)", "E0609"),
        ("jsonencode(merge({}, {}))", "E0609"),
        ("a ? b : c", "E0609"),
        ('"{"', "E0605"),
        ('"${a}"', "E0605"),
        ("{}", "E0607"),
        ("1", "E0607"),
    ],
)
def test_what_only_terraform_knows_is_said(argument, code):
    outcome = hcl(argument)
    assert outcome.value is None
    assert [d.code.id for d in outcome.diagnostics] == [code]


def test_an_expression_that_is_more_than_a_reference_is_kept_with_a_warning():
    outcome = hcl(
        'jsonencode({ Version = "2012-10-17", Statement = '
        '{ Effect = "Allow", Action = "*", Resource = lower(var.a) } })'
    )
    assert [d.code.id for d in outcome.diagnostics] == ["E0609"]
    assert outcome.value.statements[0].resources == Patterns((Text((Reference("lower(var.a)"),)),))
    assert outcome.value.statements[0].actions == ANY


def of_hcl(statement):
    written = f'x = jsonencode({{ Version = "2012-10-17", Statement = [{{ {statement} }}] }})\n'
    return read_policy(read_hcl(SourceFile("a.tf", written)).value.arguments[0].value, {})


LIST = Text((Reference("var.arns[*]"),))


@pytest.mark.parametrize(
    ("written", "items"),
    [
        ("var.arns[*]", (LIST,)),
        ('"${var.arns[*]}"', (LIST,)),
        ('flatten(["arn:b", var.arns[*]])', (LIST, text("arn:b"))),
        ('flatten(["arn:b"])', (text("arn:b"),)),
    ],
)
def test_a_reference_to_a_list_is_one_of_the_items(written, items):
    outcome = of_hcl(f'Effect = "Allow", Action = "*", Resource = {written}')
    assert outcome.diagnostics == ()
    assert outcome.value.statements[0].resources.items == items


@pytest.mark.parametrize(
    "elements",
    [
        'Action = "*", Resource = [var.arns[*]]',
        'Action = "*", Resource = "arn:${var.arns[*]}"',
        'Action = "*", Resource = ["${var.arns[*]}", "a"]',
        'Action = "*", Resource = flatten(["arn:${var.arns[*]}"])',
        'Action = "*", Resource = "*", Sid = var.arns[*]',
    ],
)
def test_a_list_is_no_text(elements):
    outcome = of_hcl(f'Effect = "Allow", {elements}')
    assert outcome.value is None
    assert outcome.diagnostics
