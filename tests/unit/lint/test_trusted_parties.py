"""Trust in services, accounts and sessions: edges, and what must not alarm."""

from __future__ import annotations

import json

import pytest

from rolec.ir.module import Account
from rolec.lint.facts import Facts
from rolec.lint.policies import account_trust, service_trust, stored_principal
from rolec.policy.policy_text import Kind
from support.lint import found_in

MODULES = (account_trust, service_trust, stored_principal)
NAMES = {lint.name for module in MODULES for lint in module.FAMILY.lints}
STRANGERS = {"222233334444": Account(id="222233334444")}
DEPUTY = "service-for-any-account"
STRANGER = "stranger-without-external-id"
OPTIONAL_ID = "external-id-only-if-passed"
PROJECT = Facts(
    account=Account(id="111122223333"),
    accounts={
        "111122223333": Account(id="111122223333"),
        "222233334444": Account(id="222233334444", nickname="tools"),
        "777788889999": Account(id="777788889999", nickname="vendor", owned=False),
        "888899990000": Account(id="888899990000", owned=False),
    },
)


def found(principal, condition=None, *, effect="Allow", facts=None):
    statement = {
        "Effect": effect,
        "Principal": principal,
        "Action": "sts:AssumeRole",
        "Condition": condition or {"Bool": {"aws:SecureTransport": "true"}},
    }
    text = json.dumps({"Version": "2012-10-17", "Statement": statement})
    return [d for d in found_in(text, facts, Kind.TRUST) if d.code.name in NAMES]


def names(*args, **kwargs):
    return [d.code.name for d in found(*args, **kwargs)]


def service(*services):
    return {"Service": [f"{name}.amazonaws.com" for name in services]}


@pytest.mark.parametrize(
    ("services", "condition", "expected"),
    [
        (("ec2",), None, []),
        (("lambda", "edgelambda"), None, []),
        (("glue",), None, []),
        (("ecs-tasks",), None, [DEPUTY]),
        (("states", "scheduler", "ec2"), None, [DEPUTY, DEPUTY]),
        (("states",), {"ArnLike": {"AWS:sourceArn": "arn:aws:states:*"}}, []),
        (("states",), {"StringEquals": {"aws:SourceOrgID": "o-a"}}, []),
        (("states",), {"NoSuchOperator": {"aws:SourceOrgID": "o-a"}}, []),
        (("states",), {"ForAnyValue:StringLike": {"aws:SourceOrgPaths": "o-a/*"}}, []),
        (("states",), {"StringNotEquals": {"aws:SourceAccount": "1"}}, [DEPUTY]),
        (
            ("firehose",),
            {"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}},
            ["service-without-source-key"],
        ),
        (("glue",), {"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}, []),
        (("ec2",), {"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}, []),
    ],
)
def test_in_whose_name_a_service_comes(services, condition, expected):
    assert names(service(*services), condition) == expected


def test_the_message_has_the_confidence_and_the_help_what_the_service_sends():
    (codebuild,) = found(service("codebuild"))
    (machine,) = found(service("states", "ec2"))
    assert "is documented (CodeBuild user guide)" in codebuild.notes[0]
    assert "aws:SourceAccount" not in (codebuild.help or "")
    assert "aws:SourceAccount" in (machine.help or "")
    assert "in a statement of its own" in (machine.help or "")


@pytest.mark.parametrize(
    ("operator", "key", "value", "expected"),
    [
        ("StringEquals", "aws:PrincipalTag/team", "shop", 1),
        ("Bool", "aws:MultiFactorAuthPresent", "true", 1),
        ("Null", "aws:username", "false", 1),
        ("Null", "aws:username", "true", 0),
        ("StringEqualsIfExists", "aws:PrincipalOrgID", "o-a", 0),
        ("StringNotEquals", "aws:PrincipalTag/team", "shop", 0),
        ("StringEquals", "aws:PrincipalAccount", "111122223333", 0),
    ],
)
def test_keys_that_no_service_has(operator, key, value, expected):
    assert (
        names(service("ec2"), {operator: {key: value}}) == ["key-that-no-service-has"] * expected
    )


def test_certificates_are_tags_of_roles_anywhere():
    condition = {
        "StringEquals": {"aws:PrincipalTag/x509Subject/CN": "a", "aws:SourceAccount": "1"}
    }
    assert names(service("rolesanywhere"), condition) == []


def test_a_deny_is_not_judged():
    condition = {"BoolIfExists": {"aws:MultiFactorAuthPresent": "true"}}
    assert names(service("states"), condition, effect="Deny") == []
    assert names({"AWS": "777788889999"}, condition, effect="Deny", facts=PROJECT) == []


@pytest.mark.parametrize(
    ("principal", "expected"),
    [
        ("111122223333", []),
        ("arn:aws:iam::222233334444:role/deploy", []),
        ("777788889999", ["vendor"]),
        ("888899990000", ["888899990000"]),
        ("arn:aws:iam::777788889999:root", ["vendor"]),
        ("arn:aws:sts::777788889999:assumed-role/a/b", ["vendor"]),
        ("arn:aws:iam::999900001111:user/x", ["999900001111"]),
        ("*", []),
        ("AROAEXAMPLEID12345678", []),
    ],
)
def test_strangers(principal, expected):
    told = [d for d in found({"AWS": principal}, facts=PROJECT) if d.code.name == STRANGER]
    assert len(told) == len(expected)
    assert all(f"`{name}`" in d.message for d, name in zip(told, expected, strict=True))


@pytest.mark.parametrize(
    ("operator", "key", "value", "expected"),
    [
        ("StringEquals", "sts:ExternalId", "x", []),
        ("StringLike", "STS:externalid", "acme-*", []),
        ("StringLike", "sts:ExternalId", "*", [STRANGER]),
        ("StringNotEquals", "sts:ExternalId", "x", [OPTIONAL_ID]),
        ("StringEqualsIfExists", "sts:ExternalId", "x", [OPTIONAL_ID]),
        ("Bool", "aws:MultiFactorAuthPresent", "true", []),
        ("StringEquals", "aws:PrincipalOrgID", "o-a", []),
        ("ArnLike", "aws:PrincipalArn", "arn:aws:iam::*:role/*/AWSReservedSSO_Dev_*", []),
        ("ArnLike", "aws:PrincipalArn", "arn:aws:iam::777788889999:role/x", [STRANGER]),
    ],
)
def test_what_makes_a_stranger_known(operator, key, value, expected):
    condition = {operator: {key: value}}
    assert names({"AWS": "777788889999"}, condition, facts=PROJECT) == expected


def test_an_id_that_nobody_has_to_pass_is_told_of_any_account():
    condition = {"StringLikeIfExists": {"sts:externalid": "acme-*"}}
    assert names({"AWS": "111122223333"}, condition) == [OPTIONAL_ID]
    both = {**condition, "StringEquals": {"sts:ExternalId": "acme-1"}}
    assert names({"AWS": "111122223333"}, both) == []


def test_an_account_where_ones_people_sign_in_is_no_stranger():
    own = {
        "Effect": "Allow",
        "Principal": {"AWS": "arn:aws:iam::777788889999:root"},
        "Action": "sts:AssumeRole",
        "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}},
    }
    other = {**own, "Principal": {"AWS": ["777788889999", "999900001111"]}, "Condition": {}}
    text = json.dumps({"Version": "2012-10-17", "Statement": [other, own]})
    told = [d for d in found_in(text, PROJECT, Kind.TRUST) if d.code.name == STRANGER]
    assert len(told) == 1
    assert "`999900001111`" in told[0].message


def test_without_a_project_nobody_is_a_stranger():
    assert names({"AWS": "777788889999"}) == []


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ({"BoolIfExists": {"aws:multifactorauthpresent": ["true"]}}, 1),
        ({"NumericLessThanIfExists": {"aws:MultiFactorAuthAge": "3600"}}, 1),
        ({"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}}, 0),
        ({"ForAllValues:Bool": {"aws:MultiFactorAuthPresent": "true"}}, 0),
        ({"NumericNotEqualsIfExists": {"aws:MultiFactorAuthAge": "0"}}, 0),
        ({"BooleanIfExists": {"aws:MultiFactorAuthPresent": "true"}}, 0),
        (
            {
                "Bool": {"aws:MultiFactorAuthPresent": "true"},
                "NumericLessThanIfExists": {"aws:MultiFactorAuthAge": "3600"},
            },
            0,
        ),
    ],
)
def test_mfa_that_may_be_absent(condition, expected):
    assert names({"AWS": "111122223333"}, condition) == ["mfa-only-if-known"] * expected


def test_a_session_is_of_its_own_role():
    session = "arn:aws:sts::111122223333:assumed-role/deploy/x"

    def beside(role: str) -> list[str]:
        return names({"AWS": [session, role]})

    assert beside("arn:aws:iam::111122223333:role/deploy") == ["session-beside-its-role"]
    assert beside("arn:aws:iam::111122223333:role/a/b/deploy") == ["session-beside-its-role"]
    assert beside("arn:aws:iam::222233334444:role/deploy") == []
    assert beside("arn:aws:iam::111122223333:role/Deploy") == []
    assert beside("arn:aws:iam::111122223333:root") == []


def test_the_own_account_is_no_stranger_even_if_it_is_not_listed():
    facts = Facts(account=Account(id="111122223333"), accounts={"1": Account(id="1")})
    assert names({"AWS": "111122223333"}, facts=facts) == []


def test_what_only_terraform_knows_is_no_session_of_a_role():
    spec = """
role: writer
trust:
  - statement:
      Effect: Allow
      Principal:
        AWS:
          - arn:aws:iam::111122223333:role/${var.role}
          - arn:aws:sts::111122223333:assumed-role/${var.other}/nightly
          - arn:aws:iam::111122223333:root
      Action: sts:AssumeRole
permissions: [{managed_policy: ReadOnlyAccess}]
"""
    assert [d.code.name for d in found_in(spec) if d.code.name in NAMES] == []


def test_a_principal_of_another_form_is_the_session_of_no_role():
    principals = ["arn:aws:iam::111122223333:user/a", "arn:aws:iam::111122223333:role/a"]
    assert names({"AWS": principals}) == []


def test_sessions_of_identity_center_are_replaced_too():
    session = "arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Dev_0123456789abcdef/ann"
    assert names({"AWS": session}) == ["identity-center-role-as-principal"]


VENDOR_ROLE = "arn:aws:iam::777788889999:role/scanner"
SERVICE_ROLE = "arn:aws:iam::111122223333:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling"


@pytest.mark.parametrize(
    ("principal", "facts", "owner"),
    [
        (VENDOR_ROLE, PROJECT, "account `vendor`"),
        ("arn:aws:iam::888899990000:user/a/b", PROJECT, "account `888899990000`"),
        ("arn:aws:iam::999900001111:role/x", PROJECT, "account `999900001111`"),
        ("arn:aws:iam::222233334444:role/x", PROJECT, None),
        ("arn:aws:iam::111122223333:role/x", PROJECT, None),
        (VENDOR_ROLE, None, None),
        (VENDOR_ROLE, Facts(account=Account(id="777788889999"), accounts=STRANGERS), None),
        ("arn:aws:iam::777788889999:root", PROJECT, None),
        ("777788889999", PROJECT, None),
        ("arn:aws:sts::777788889999:assumed-role/scanner/nightly", PROJECT, None),
        ("arn:aws:iam::777788889999:role/scan-*", PROJECT, None),
        ("arn:aws:iam::777788889999:group/scanners", PROJECT, None),
        (SERVICE_ROLE, None, "its service"),
        (SERVICE_ROLE, PROJECT, "its service"),
        (SERVICE_ROLE.replace("role/", "user/", 1), None, None),
    ],
)
def test_whose_principals_others_replace(principal, facts, owner):
    condition = {"StringEquals": {"sts:ExternalId": "7f3a9c41"}}
    diagnostics = found({"AWS": principal}, condition, facts=facts)
    replaced = [d for d in diagnostics if d.code is stored_principal.REPLACED_BY_OTHERS]
    assert [f"when {owner} makes it anew" in d.message for d in replaced] == [True] * bool(owner)


@pytest.mark.parametrize(
    ("principal", "type_"),
    [
        ("arn:aws:iam::111122223333:role/ci/deploy", "role"),
        ("arn:aws:iam::111122223333:user/alice", "user"),
        (SERVICE_ROLE, "role"),
        (
            "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_A_1",
            "role",
        ),
        ("*", None),
        ("111122223333", None),
        ("AROAEXAMPLEID12345678", None),
        ("arn:aws:iam::111122223333:role/${aws:username}", None),
    ],
)
def test_a_deny_of_one_principal_ends_with_it(principal, type_):
    diagnostics = found({"AWS": principal}, effect="Deny", facts=PROJECT)
    assert [d.code.name for d in diagnostics] == ["deny-of-principal-by-id"] * bool(type_)
    assert all(f"when the {type_} " in d.message for d in diagnostics)


def test_an_effect_that_is_none_says_nothing_of_ids():
    assert names({"AWS": VENDOR_ROLE}, effect="Permit", facts=PROJECT) == []


def test_what_only_terraform_knows_is_not_said_to_be_stored():
    spec = """
role: a
trust:
  - statement: {Effect: Allow, Principal: {AWS: "*"}, Action: sts:AssumeRole,
      Condition: {StringEquals: {aws:PrincipalOrgID: o-a1b2c3d4e5}}}
  - statement: {Effect: Deny, Principal: {AWS: "arn:aws:iam::111122223333:role/${var.name}"},
      Action: sts:AssumeRole}
"""
    assert [d.code.name for d in found_in(spec) if d.code.name in NAMES] == []


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ('aws_service: "${var.s}.amazonaws.com"', []),
        ('aws_service: ["scheduler.${var.s}", "states.${var.s}.amazonaws.com"]', []),
        ('aws_service: ["${var.s}", states]', [DEPUTY]),
        (
            'aws_service: "rolesanywhere.${var.s}"\n    when: {Null: {"aws:PrincipalTag/a": false}}',
            [],
        ),
        (
            'aws_service: "${var.s}"\n    when: {StringEquals: {"aws:PrincipalOrgID": o-a1b2c3d4e5}}',
            ["key-that-no-service-has"],
        ),
    ],
)
def test_a_service_that_terraform_knows_is_none_of_those_that_are_known(entry, expected):
    found_ = found_in(f"role: web\ntrust:\n  - {entry}\n")
    assert [each.code.name for each in found_ if each.code.name in NAMES] == expected


VENDOR, ANYBODY = {"AWS": "777788889999"}, {"AWS": "*"}
OTHER_ID = {"StringNotEquals": {"sts:ExternalId": "7f3a"}}


def beside(principal, deny, condition, **more):
    allow = {"Effect": "Allow", "Principal": principal, "Action": "sts:AssumeRole"}
    denied = {
        "Effect": "Deny",
        "Principal": deny,
        "Action": "sts:AssumeRole",
        "Condition": condition,
        **more,
    }
    text = json.dumps({"Version": "2012-10-17", "Statement": [allow, denied]})
    return [d.code.name for d in found_in(text, PROJECT, Kind.TRUST) if d.code.name in NAMES]


@pytest.mark.parametrize(
    ("deny", "condition", "more", "expected"),
    [
        (VENDOR, OTHER_ID, {}, []),
        (ANYBODY, OTHER_ID, {"Action": "sts:*"}, []),
        ("*", {"StringNotLikeIfExists": {"sts:ExternalId": "7f3a*"}}, {}, []),
        ({"AWS": "888899990000"}, OTHER_ID, {}, [STRANGER]),
        (VENDOR, OTHER_ID, {"Action": "sts:TagSession"}, [STRANGER]),
        (VENDOR, {**OTHER_ID, "Bool": {"aws:SecureTransport": "true"}}, {}, [STRANGER]),
        (VENDOR, {"StringEquals": {"sts:ExternalId": "7f3a"}}, {}, [STRANGER]),
        (VENDOR, {"StringNotLike": {"sts:ExternalId": "*"}}, {}, [STRANGER]),
        (VENDOR, {"ForAnyValue:StringNotEquals": {"sts:ExternalId": "7f3a"}}, {}, [STRANGER]),
        (VENDOR, {"Null": {"sts:ExternalId": "true"}}, {}, [STRANGER]),
    ],
)
def test_a_deny_of_other_external_ids(deny, condition, more, expected):
    assert beside(VENDOR, deny, condition, **more) == expected


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ({"StringNotEquals": {"aws:SourceAccount": "111122223333"}}, []),
        ({"ArnNotLike": {"aws:SourceArn": "arn:aws:states:*:111122223333:*"}}, []),
        ({"StringNotEquals": {"aws:PrincipalAccount": "111122223333"}}, [DEPUTY]),
    ],
)
def test_a_deny_of_other_sources(condition, expected):
    assert beside(service("states"), "*", condition) == expected
    assert beside(service("states"), service("states"), condition) == expected
    assert beside(service("states"), service("ecs-tasks"), condition) == [DEPUTY]


@pytest.mark.parametrize(
    ("operator", "key", "expected"),
    [
        ("StringEqualsIfExists", "aws:MultiFactorAuthPresent", "write `Bool`"),
        ("BoolIfExists", "aws:MultiFactorAuthPresent", "write `Bool`"),
        ("NumericLessThanIfExists", "aws:MultiFactorAuthAge", "write `NumericLessThan`"),
    ],
)
def test_the_help_about_mfa_is_no_other_mistake(operator, key, expected):
    value = "3600" if "Numeric" in operator else "true"
    (only,) = found({"AWS": "111122223333"}, {operator: {key: value}})
    assert only.help == expected


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("sts:ExternalId", "write the values that are meant"),
        ("token.actions.githubusercontent.com:sub", "write the values that are meant"),
        ("aws:PrincipalTag/team", 'write `"Null": {"aws:PrincipalTag/team": "false"}`'),
    ],
)
def test_the_help_about_a_star_that_says_not_who(key, expected):
    statement = {
        "Effect": "Allow",
        "Principal": {"AWS": "111122223333"},
        "Action": "sts:AssumeRole",
        "Condition": {"StringLike": {key: "*"}},
    }
    text = json.dumps({"Version": "2012-10-17", "Statement": statement})
    helps = [d.help for d in found_in(text, kind=Kind.TRUST) if d.code.name == "star-for-present"]
    assert helps == [expected]


UNSENT = "source-key-that-service-lacks"


@pytest.mark.parametrize(
    ("services", "condition", "expected"),
    [
        ("lambda", {"StringEquals": {"aws:SourceAccount": "111122223333"}}, [UNSENT]),
        ("glue", {"ArnLike": {"aws:SourceArn": "arn:aws:glue:*:111122223333:*"}}, [UNSENT]),
        ("lambda", {"StringEqualsIfExists": {"aws:SourceAccount": "111122223333"}}, []),
        ("lambda", {"Null": {"aws:SourceArn": "true"}}, []),
        ("lambda", {"Null": {"aws:SourceArn": "false"}}, [UNSENT]),
        ("acm", {"StringEquals": {"aws:SourceAccount": "111122223333"}}, []),
        ("states", {"StringEquals": {"aws:SourceAccount": "111122223333"}}, []),
        (("lambda", "states"), {"StringEquals": {"aws:SourceAccount": "111122223333"}}, []),
        (("lambda", "ec2"), {"StringEquals": {"aws:SourceAccount": "1" * 12}}, [UNSENT] * 2),
    ],
)
def test_a_service_that_sends_no_source_keys_is_shut_out_by_them(services, condition, expected):
    given = (services,) if isinstance(services, str) else services
    principal = {"Service": [f"{each}.amazonaws.com" for each in given]}
    assert names(principal, condition) == expected


def test_what_a_service_lacks_is_not_replaced_by_what_it_does_not_send():
    (only,) = found(
        {"Service": "lambda.amazonaws.com"},
        {"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}},
    )
    assert "aws:Source" not in only.help


@pytest.mark.parametrize(
    ("operator", "key", "value", "expected"),
    [
        ("StringEquals", "aws:PrincipalAccount", "777788889999", [STRANGER]),
        ("StringEquals", "aws:PrincipalAccount", ["111122223333", "222233334444"], []),
        ("ArnLike", "aws:PrincipalArn", "arn:aws:iam::777788889999:*", [STRANGER]),
        ("ArnLike", "aws:PrincipalArn", "arn:aws:iam::777788889999:role/AWSReservedSSO_A_*", []),
        ("StringEquals", "aws:PrincipalOrgID", "o-a1b2c3d4e5", []),
    ],
)
def test_everybody_of_an_account_is_that_account(operator, key, value, expected):
    assert names({"AWS": "*"}, {operator: {key: value}}, facts=PROJECT) == expected


def test_of_an_account_that_is_listed_nobody_is_told_to_list_it():
    (told,) = found({"AWS": "777788889999"}, facts=PROJECT)
    assert "`vendor` is not owned (`owned: false`)" in told.message
    assert "rolec.yaml" not in told.help
    (told,) = found({"AWS": "999988887777"}, facts=PROJECT)
    assert "rolec.yaml" in told.help


@pytest.mark.parametrize(
    ("operator", "value", "expected"),
    [
        ("StringLikeIfExists", "acme-*", "write `StringLike`"),
        ("Null", "true", "compare `sts:ExternalId` by `StringEquals` with the id that they pass"),
    ],
)
def test_how_an_id_is_asked_for(operator, value, expected):
    (told,) = found({"AWS": "111122223333"}, {operator: {"sts:ExternalId": value}})
    assert told.help == expected
