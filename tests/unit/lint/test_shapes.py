"""JSON of any shape: what is found is the mistake, once, and nothing that only follows from it."""

from __future__ import annotations

import pytest

from rolec.discover import discover
from rolec.lint import shapes
from rolec.lint.lint import Family
from rolec.policy.policy_text import Kind
from rolec.read.codes import JSON_DUPLICATE_KEY, JSON_SYNTAX
from rolec.read.json_text import read_json
from rolec.source.file import SourceFile
from support.lint import found_in

READ = '"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"'
USE = '"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole"'


SHAPES = {lint.name for family in discover(shapes, "FAMILY", Family) for lint in family.lints}


def names(text: str, kind: Kind | None = None) -> list[str]:
    found = (diagnostic.code.name for diagnostic in found_in(text, kind=kind))
    return [name for name in found if name in SHAPES]


def policy(statements: str) -> str:
    return f'{{"Version": "2012-10-17", "Statement": {statements}}}'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[]", ["wrong-json-type"]),
        ("{}", ["no-statement", "no-version-in-identity-policy"]),
        (policy('"all"'), ["wrong-json-type"]),
        (policy("null"), ["wrong-json-type"]),
        (policy('["all", 3]'), ["wrong-json-type"] * 2),
        (policy("{" + READ + "}"), []),
        (policy("[{" + READ + ', "Sid": 1}]'), ["wrong-json-type"]),
        (policy("[{" + READ + ', "Condition": []}]'), ["wrong-json-type"]),
        (policy("[{" + READ + ', "Condition": {"Bool": "true"}}]'), ["wrong-json-type"]),
        (policy("[{" + READ.replace('"*"', '["*", 1, null]') + "}]"), ["wrong-json-type"] * 2),
        (policy("[{" + READ.replace('"Allow"', "true") + "}]"), ["wrong-json-type"]),
        (policy("[{" + READ.replace('"Action"', '"Actions"') + "}]"), None),
        ('{"Version": 2012, "Statement": {' + READ + "}}", ["wrong-json-type"]),
        ('{"Version": "2012-10-17", "statement": {' + READ + "}}", None),
    ],
)
def test_what_has_the_wrong_shape_is_found_once(text, expected):
    if expected is None:
        assert "element-unknown-to-iam" in names(text)
    else:
        assert names(text) == expected


def test_case_of_an_element_is_the_nearest_name():
    (found,) = (
        each
        for each in found_in(policy("[{" + READ.replace("Action", "action") + "}]"))
        if each.code.name == "element-unknown-to-iam"
    )
    assert found.help == "did you mean `Action`?"


@pytest.mark.parametrize(
    ("principal", "expected"),
    [
        ('"*"', []),
        ('{"AWS": "*"}', []),
        ('{"Service": "ec2.amazonaws.com", "CanonicalUser": "79a5"}', []),
        ('"111122223333"', ["principal-without-its-type"]),
        ("111122223333", ["principal-without-its-type"]),
        ("null", ["principal-without-its-type"]),
        ('{"AWS": null}', ["principal-that-is-no-text"]),
        ('{"AWS": {}}', ["principal-that-is-no-text"]),
        ('{"AWS": [], "Service": []}', ["empty-principal-list"] * 2),
        ('{"AWS": [["111122223333"]]}', ["principal-that-is-no-text"]),
        ('{"User": "alice"}', ["unknown-principal-type"]),
    ],
)
def test_shapes_of_principals(principal, expected):
    text = policy("[{" + USE.replace('{"AWS": "111122223333"}', principal) + "}]")
    found = [n for n in names(text, Kind.TRUST) if "principal" in n]
    assert found == expected


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ('{"Bool": {"aws:SecureTransport": true}}', []),
        ('{"NumericLessThan": {"s3:max-keys": [1, 2]}}', []),
        ('{"Bool": {"aws:SecureTransport": null}}', ["condition-value-type"]),
        ('{"Bool": {"aws:SecureTransport": {"a": 1}}}', ["condition-value-type"]),
        ('{"Bool": {"aws:SecureTransport": [true, "true", 1]}}', ["condition-value-type"]),
        ('{"StringEquals": {"aws:RequestedRegion": [["eu-west-1"]]}}', ["condition-value-type"]),
        ('{"Bool": {}}', ["empty-condition-block"]),
        ('{"ForAllValues:StringEqualsIfExists": {"aws:TagKeys": []}}', ["for-all-values-of-none"]),
        ('{"ForAnyValue:StringEqualsIfExists": {"aws:TagKeys": []}}', ["if-exists-of-none"]),
        ('{"Like": {"aws:RequestedRegion": []}}', ["condition-without-values"]),
    ],
)
def test_shapes_of_conditions(condition, expected):
    found = names(policy("[{" + READ + ', "Condition": ' + condition + "}]"))
    assert found == expected


def test_only_a_list_that_nothing_equals_may_be_written_as_null():
    def help_of(operator: str) -> str | None:
        condition = f'{{"{operator}": {{"aws:TagKeys": []}}}}'
        text = policy("[{" + READ + f', "Condition": {condition}' + "}]")
        return next(d.help for d in found_in(text) if "no value" in d.message)

    assert "Null" in (help_of("ForAllValues:StringEquals") or "")
    assert "Null" not in (help_of("ForAllValues:StringNotEquals") or "")
    assert "Null" not in (help_of("ForAnyValue:StringEquals") or "")


@pytest.mark.parametrize(
    ("kind", "statement", "expected"),
    [
        (Kind.IDENTITY, READ + ', "NotPrincipal": "*"', ["principal-in-identity-policy"]),
        (Kind.TRUST, USE + ', "NotResource": "*"', ["resource-in-trust"]),
        (Kind.TRUST, USE + ', "NotPrincipal": "*"', None),
        (Kind.TRUST, "", ["no-effect", "no-action", "no-principal"]),
        (Kind.IDENTITY, "", ["no-effect", "no-action", "no-resource"]),
        (Kind.IDENTITY, '"Effect": "Permit", "NotAction": "s3:*", "NotResource": "*"', None),
    ],
)
def test_what_a_kind_of_policy_must_and_cannot_have(kind, statement, expected):
    found = names(policy("[{" + statement + "}]"), kind)
    if expected is not None:
        assert found == expected
    elif kind is Kind.TRUST:
        assert "element-with-its-opposite" in found
        assert "not-principal-in-trust" in found
    else:
        assert "invalid-effect" in found
        assert not {"no-action", "no-resource"} & set(found)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", JSON_SYNTAX),
        (" \n", JSON_SYNTAX),
        ('{"Statement": [],}', JSON_SYNTAX),
        ('{"Version": "2012-10-17", "Version": "2008-10-17"}', JSON_DUPLICATE_KEY),
    ],
)
def test_text_that_is_not_json_is_a_finding_of_access_analyzer_too(text, code):
    (found,) = read_json(SourceFile("policy.json", text)).diagnostics
    assert found.code is code
    assert code.access_analyzer == "JSON_SYNTAX_ERROR"
    assert ("it is empty" in found.message) == (not text.strip())


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("team", r"Anna\u2019s", "`\u2019` (U+2019) cannot stand in a policy"),
        ("team", "Anna\u2019s", "`\u2019` (U+2019) cannot stand in a policy"),
        ("te\u2013am", "x", "`\u2013` (U+2013) cannot stand in a policy"),
        ("team", r"a\u0007b", "`U+0007` cannot stand in a policy"),
        ("team", r"a\u0085\n\t\r\u00ffé", None),
    ],
)
def test_characters(key, value, expected):
    text = policy(
        f'{{{READ}, "Condition": {{"StringEquals": {{"aws:PrincipalTag/{key}": "{value}"}}}}}}'
    )
    found = [d.message for d in found_in(text) if d.code.name == "character-not-in-policies"]
    assert found == ([expected] if expected else [])


def test_a_canonical_user_is_in_no_trust_policy():
    text = policy(f"{{{USE}}}".replace("AWS", "CanonicalUser"))
    assert "canonical-user-in-trust" in names(text, Kind.TRUST)


@pytest.mark.parametrize(
    ("service", "expected"),
    [
        ("ec3.amazonaws.com", "check the name in the service's own guide"),
        ("lamda.amazonaws.com", "did you mean `lambda.amazonaws.com`?"),
        ("ec2.amazonaws.com", None),
        ("ec2.amazonaws.com.cn", None),
        ("monitoring.rds.amazonaws.com", None),
        ("logs.eu-west-1.amazonaws.com", None),
        ("ec3.example.com", None),
    ],
)
def test_services_that_nobody_knows(service, expected):
    text = policy(f"{{{USE}}}".replace('"AWS": "111122223333"', f'"Service": "{service}"'))
    found = [d.help for d in found_in(text) if d.code.name == "unknown-service-principal"]
    assert found == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("actions", "of_resource"),
    [
        ('"s3:GetObject"', True),
        ('["S3:GetObject", "s3:PutObject"]', True),
        ('"sts:AssumeRole"', False),
        ('["s3:GetObject", "STS:AssumeRole"]', False),
        ('"*"', False),
    ],
)
def test_the_policy_of_a_resource_is_told_as_that(actions, of_resource):
    statement = f'{{"Effect": "Allow", "Principal": "*", "Action": {actions}, "Resource": "*"}}'
    found = found_in(f'{{"Version": "2012-10-17", "Statement": {statement}}}')
    (only,) = [d for d in found if d.code.name == "resource-in-trust"]
    assert ("the policy of a resource" in only.help) is of_resource
