"""Principals and actions of trust policies: edges, and what must not alarm."""

from __future__ import annotations

import json

import pytest

from rolec.lint.policies import principal, trust_action
from rolec.policy.policy_text import Kind
from support.lint import found_in

NAMES = {lint.name for module in (principal, trust_action) for lint in module.FAMILY.lints}
OIDC = "arn:aws:iam::111122223333:oidc-provider/idp.example.com"
SAML = "arn:aws:iam::111122223333:saml-provider/Okta"
ASSUME = "sts:AssumeRole"
SAML_ACTION = "sts:AssumeRoleWithSAML"
WEB = "sts:AssumeRoleWithWebIdentity"


def statement(principal, action=ASSUME, *, effect="Allow", condition=None):
    return {
        "Effect": effect,
        "Principal": principal,
        "Action": action,
        "Condition": condition or {"Bool": {"aws:SecureTransport": "true"}},
    }


def names(*statements, kind=Kind.TRUST):
    text = json.dumps({"Version": "2012-10-17", "Statement": statements})
    return [d.code.name for d in found_in(text, kind=kind) if d.code.name in NAMES]


@pytest.mark.parametrize(
    ("principal", "expected"),
    [
        ({"AWS": "arn:aws:iam::111122223333:root"}, []),
        ({"AWS": "arn:aws:sts::111122223333:assumed-role/deploy/AROA1"}, []),
        ({"AWS": "arn:aws:iam::*:root"}, ["wildcard-in-principal"]),
        ({"AWS": "arn:aws:iam::111122223333:user/?"}, ["wildcard-in-principal"]),
        ({"AWS": "AROAEXAMPLEID12345678:session"}, ["role-id-as-principal"]),
        ({"AWS": "AROA"}, ["aws-principal-in-wrong-form"]),
        ({"AWS": "arn:aws:iam::111122223333:group/ops"}, ["aws-principal-in-wrong-form"]),
        ({"AWS": "arn:aws:iam::1234:root"}, ["aws-principal-in-wrong-form"]),
        ({"AWS": "arn:aws:s3:::photos"}, ["aws-principal-in-wrong-form"]),
        ({"AWS": "arn:aws-cn:iam::111122223333:role/a/b"}, []),
        ({"AWS": "arn:aws:sts::111122223333:federated-user/ann"}, []),
        ({"AWS": "${aws_iam_role.web.arn}"}, []),
        ({"Service": "*"}, ["wildcard-in-principal"]),
        ({"Service": "*.amazonaws.com"}, ["wildcard-in-principal"]),
        ({"Service": "ec2"}, ["service-name-in-wrong-form"]),
        ({"Service": "EC2.amazonaws.com"}, ["service-name-in-wrong-form"]),
        ({"Service": "ec2.amazonaws.com\n"}, ["service-name-in-wrong-form"]),
        ({"Service": ["ec2.amazonaws.com.cn", "logs.eu-west-1.amazonaws.com"]}, []),
        ({"Service": "malware-protection-plan.guardduty.amazonaws.com"}, []),
    ],
)
def test_forms_of_principals(principal, expected):
    assert names(statement(principal)) == expected


@pytest.mark.parametrize(
    ("federated", "expected"),
    [
        ("www.amazon.com", []),
        (OIDC, []),
        ("arn:aws-us-gov:iam::111122223333:oidc-provider/a/b", []),
        ("arn:aws:iam::1234:oidc-provider/a.example", ["federated-principal-in-wrong-form"]),
        ("arn:aws:iam::111122223333:role/okta", ["federated-principal-in-wrong-form"]),
        ("Okta", ["federated-principal-in-wrong-form"]),
    ],
)
def test_forms_of_federated_principals(federated, expected):
    action = [WEB, SAML_ACTION]
    found = names(statement({"Federated": federated}, action))
    assert [name for name in found if name != "action-for-other-principals"] == expected


@pytest.mark.parametrize(
    ("operator", "value", "found"),
    [
        ("StringEquals", "o-a1b2c3d4e5", False),
        ("StringLike", "o-a1b2c3d4e5", False),
        ("ForAnyValue:StringEquals", ["o-a1b2c3d4e5", "o-f6g7h8i9j0"], False),
        ("StringLike", "o-*", True),
        ("StringEquals", "o-*", False),
        ("NoSuchOperator", "o-a1b2c3d4e5", True),
        ("StringNotEquals", "o-a1b2c3d4e5", True),
        ("StringEqualsIfExists", "o-a1b2c3d4e5", True),
        ("ForAllValues:StringEquals", "o-a1b2c3d4e5", True),
        ("Null", "false", True),
    ],
)
@pytest.mark.parametrize("everybody", ["*", {"AWS": "*"}, {"AWS": ["111122223333", "*"]}])
def test_everybody_may_be_an_organization(everybody, operator, value, found):
    condition = {operator: {"aws:principalorgid": value}}
    expected = ["anyone-in-trust"] if found else []
    assert names(statement(everybody, condition=condition)) == expected


@pytest.mark.parametrize(
    ("operator", "value", "found"),
    [
        ("ForAnyValue:StringLike", "o-a1b2c3d4e5/*", False),
        ("ForAnyValue:StringLike", ["o-a1b2c3d4e5/r-ab12/*", "o-*/r-ab12/*"], True),
        ("ForAllValues:StringLike", "o-a1b2c3d4e5/*", True),
        ("StringLike", "o-a1b2c3d4e5/*", True),
        ("ForAnyValue:StringNotLike", "o-a1b2c3d4e5/*", True),
        ("ForAnyValue:StringLikeIfExists", "o-a1b2c3d4e5/*", True),
    ],
)
def test_everybody_may_be_a_part_of_an_organization(operator, value, found):
    told = names(statement("*", condition={operator: {"aws:PrincipalOrgPaths": value}}))
    assert ("anyone-in-trust" in told) is found


@pytest.mark.parametrize(
    ("operator", "key", "value", "found"),
    [
        ("StringEquals", "aws:PrincipalAccount", "111122223333", False),
        ("StringLike", "aws:PrincipalAccount", "*", True),
        ("StringNotEquals", "aws:PrincipalAccount", "111122223333", True),
        ("ArnLike", "aws:PrincipalArn", "arn:aws:iam::111122223333:role/ci-*", False),
        ("StringLike", "aws:PrincipalArn", "arn:aws:iam::111122223333:role/ci-*", False),
        ("ArnLike", "aws:PrincipalArn", "arn:aws:iam::*:role/ci", True),
        ("ArnLike", "aws:PrincipalArn", "arn:aws:iam::${aws:PrincipalAccount}:role/ci", True),
        ("StringEquals", "aws:PrincipalAccount", "${aws:PrincipalAccount}", True),
        (
            "StringEquals",
            "aws:PrincipalAccount",
            ["111122223333", "${aws:PrincipalAccount}"],
            True,
        ),
        ("StringEquals", "aws:PrincipalAccount", ["111122223333", "${var.partner}"], False),
        ("NumericLessThan", "aws:PrincipalAccount", "999999999999", True),
        ("StringEquals", "aws:PrincipalOrgID", "${aws:PrincipalOrgID}", True),
        ("StringLike", "aws:PrincipalOrgID", "o-a1b2c3d4e5", False),
        ("StringLike", "aws:PrincipalOrgID", "o-*", True),
        ("StringLike", "aws:PrincipalArn", "arn:*:iam::111122223333:*", True),
        ("ArnLike", "aws:PrincipalArn", "arn:*:iam::111122223333:*", False),
        ("ForAnyValue:StringEquals", "aws:PrincipalOrgPaths", "${aws:PrincipalOrgPaths}", True),
        ("ArnLikeIfExists", "aws:PrincipalArn", "arn:aws:iam::111122223333:role/ci", True),
    ],
)
def test_everybody_may_be_some_of_an_account(operator, key, value, found):
    told = names(statement("*", condition={operator: {key: value}}))
    assert ("anyone-in-trust" in told) is found


def test_a_deny_may_be_for_everybody():
    assert names(statement({"AWS": "111122223333"}), statement("*", effect="Deny")) == []


def test_services_in_conditions_have_a_form_in_every_policy():
    wrong = {"StringEquals": {"kms:ViaService": ["s3.eu-west-1.amazonaws.com", "s3"]}}
    right = {"StringLike": {"kms:ViaService": "s3.*.amazonaws.com"}}
    called = {"ForAnyValue:StringEquals": {"aws:CalledVia": "athena"}}
    unknown = {"NoSuchOperator": {"kms:ViaService": "s3"}}
    variable = {"StringEquals": {"kms:ViaService": "${aws:PrincipalTag/service}"}}
    there = {"Null": {"kms:ViaService": "false"}}
    expected = ["service-name-in-wrong-form"]
    for condition, found in (
        (wrong, expected),
        (right, []),
        (there, []),
        (unknown, []),
        (variable, []),
        (called, expected),
    ):
        plain = {"Effect": "Allow", "Action": "kms:Decrypt", "Resource": "*"}
        assert names({**plain, "Condition": condition}, kind=Kind.IDENTITY) == found


def test_an_identity_policy_has_no_trust_actions_to_judge():
    plain = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}
    assert names(plain, kind=Kind.IDENTITY) == []


@pytest.mark.parametrize(
    ("principal", "action", "expected"),
    [
        ({"AWS": "111122223333"}, "STS:assumerole", []),
        ({"AWS": "111122223333"}, "sts:*", []),
        ({"AWS": "111122223333"}, [ASSUME, SAML_ACTION], ["action-for-other-principals"]),
        ({"AWS": "111122223333", "Federated": SAML}, [ASSUME, SAML_ACTION], []),
        (
            {"AWS": "111122223333", "Federated": SAML},
            [SAML_ACTION],
            ["action-for-other-principals"],
        ),
        ({"Federated": [SAML, OIDC]}, [WEB], ["action-for-other-principals"]),
        ({"Federated": SAML}, "sts:TagSession", []),
        ({"Federated": OIDC}, SAML_ACTION, ["action-for-other-principals"]),
        ({"Federated": "idp.example.com"}, ASSUME, []),
    ],
)
def test_each_principal_has_its_action(principal, action, expected):
    assert names(statement(principal, action)) == expected


def test_other_actions_than_some_are_not_judged():
    other = {"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "NotAction": "s3:GetObject"}
    assert names(other) == []


def test_what_only_terraform_knows_is_not_judged():
    spec = """
role: writer
trust:
  - statement:
      Effect: Allow
      Principal: {AWS: "arn:aws:iam::111122223333:role/${var.role}"}
      Action: sts:AssumeRole
permissions: [{managed_policy: ReadOnlyAccess}]
"""
    assert [d.code.name for d in found_in(spec) if d.code.name in NAMES] == []


def test_a_variable_is_told_as_one():
    assert names(statement({"AWS": "${aws:username}*"})) == []
    assert names(statement({"Service": "${aws:PrincipalTag/service}"})) == []


def test_the_name_of_a_service_under_another_type_is_no_service():
    federated = {"Federated": "rolesanywhere.amazonaws.com"}
    assert "roles-anywhere-without-its-actions" not in names(statement(federated, WEB))


def test_the_nearest_action_is_told():
    text = json.dumps(
        {"Version": "2012-10-17", "Statement": statement({"AWS": "111122223333"}, "sts:AsumeRole")}
    )
    (found,) = (d for d in found_in(text) if d.code.name == "foreign-action-in-trust")
    assert found.help == "did you mean `sts:AssumeRole`?"


def test_an_action_without_principals_is_another_mistake():
    assert names(statement({}, ASSUME)) == []


def test_a_deny_may_be_of_every_action():
    actions = [ASSUME, SAML_ACTION, WEB]
    allowed = statement({"AWS": "111122223333"})
    assert names(allowed, statement({"AWS": "111122223333"}, actions, effect="Deny")) == []


def test_roles_anywhere_may_have_its_actions_in_two_statements():
    anywhere = {"Service": "rolesanywhere.amazonaws.com"}
    more = statement(anywhere, ["sts:TagSession", "sts:SetSourceIdentity"])
    assert names(statement(anywhere), more) == []
    assert names(statement(anywhere), statement({"AWS": "111122223333"}, more["Action"])) == [
        "roles-anywhere-without-its-actions"
    ]


@pytest.mark.parametrize(
    ("operator", "key", "value", "expected"),
    [
        ("StringEquals", "sts:SourceIdentity", "alice", 1),
        ("StringLike", "AWS:RequestTag/Team", "a*", 1),
        ("Null", "aws:RequestTag/team", "false", 1),
        ("ForAnyValue:StringEquals", "sts:RequestContextProviders", "x", 1),
        ("Null", "aws:TagKeys", "true", 0),
        ("StringNotEquals", "sts:SourceIdentity", "root", 0),
        ("StringEqualsIfExists", "aws:RequestTag/team", "a", 0),
        ("ForAllValues:StringEquals", "aws:TagKeys", "team", 0),
        ("StringEquals", "sts:ExternalId", "x", 0),
    ],
)
def test_what_a_condition_asks_for_may_be_passed(operator, key, value, expected):
    asking = statement({"AWS": "111122223333"}, condition={operator: {key: value}})
    assert names(asking) == ["condition-without-its-action"] * expected
    passing = ["sts:TagSession", "sts:SetSourceIdentity", "sts:SetContext"]
    assert names(asking, statement({"AWS": "111122223333"}, passing)) == []


@pytest.mark.parametrize(
    ("action", "expected"),
    [
        ("sts:GetCallerIdentity", 1),
        ("s3:*", 0),
        ("s3:GetObjec?", 0),
        ("STS:tagsession", 0),
        ("", 1),
    ],
)
def test_actions_of_other_services(action, expected):
    found = names(statement({"AWS": "111122223333"}, [ASSUME, action]))
    assert found == ["foreign-action-in-trust"] * expected


@pytest.mark.parametrize(
    ("effects", "found"),
    [
        (["Deny"], True),
        (["Deny", "Deny"], True),
        (["Allow"], False),
        (["Deny", "Allow"], False),
        (["Deny", "allow"], False),
        ([], False),
    ],
)
def test_denies_alone_let_nobody_in(effects, found):
    statements = [statement({"AWS": "111122223333"}, effect=effect) for effect in effects]
    expected = ["trust-of-denies-alone"] if found else []
    assert names(*statements) == expected
    plain = {"Effect": "Deny", "Action": "s3:GetObject", "Resource": "*"}
    assert names(plain, kind=Kind.IDENTITY) == []


def test_a_spec_of_denies_alone_lets_nobody_in():
    spec = """
role: shut
trust:
  - statement:
      Effect: Deny
      Principal: {AWS: "*"}
      Action: sts:AssumeRole
"""
    assert [d.code.name for d in found_in(spec)] == ["trust-of-denies-alone"]
