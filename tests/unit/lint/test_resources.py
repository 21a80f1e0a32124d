"""Resources and actions: the edges of the lints, and what they must not find."""

from __future__ import annotations

import json

import pytest

from rolec.lint.covering import resource_covers
from rolec.lint.example import on, policy, under
from support.lint import found_in


def _names(text: str) -> list[str]:
    # Families of other subjects may find more in the same document.
    return sorted(each.code.name for each in found_in(text) if "L0250" <= each.code.id < "L0300")


RESOURCES = [
    ("photos", ["resource-without-arn"]),
    ("ARN:aws:s3:::photos", ["resource-without-arn"]),
    ("${aws:PrincipalTag/arn}", ["resource-without-arn"]),
    ("arn:aws:s3", ["unfinished-arn"]),
    ("arn:*", ["unfinished-arn"]),
    ("arn::s3:::photos", ["unknown-partition"]),
    ("arn:aws-us:S3:::photos", ["service-not-lower-case", "unknown-partition"]),
    ("arn:aws:sqs:cn-north-1:*:jobs", ["unknown-region-in-arn"]),
    ("arn:aws:sqs:us-east-1a:*:jobs", ["unknown-region-in-arn"]),
    ("arn:aws:sqs:eu-west-1:11112222333:jobs", ["account-not-an-id"]),
    ("arn:aws:iam::root:role/x", ["account-not-an-id"]),
    ("*", []),
    ("arn:aws:s3:::photos", []),
    ("arn:*:sqs:*:*:jobs", []),
    ("arn:*:sqs:eu-*:1111*:jobs", []),
    ("arn:aws*:sqs:eu-*:1111*:jobs", ["unknown-partition"]),
    ("arn:aw?:sqs:*:*:jobs", ["unknown-partition"]),
    ("arn:aws:s*s:*:*:jobs", ["wildcard-in-arn-service"]),
    ("arn:aws:*:*:*:*", ["wildcard-in-arn-service"]),
    ("arn:*:*:*:*:*", ["wildcard-in-arn-service"]),
    ("arn:aws:*", ["unfinished-arn"]),
    ("arn:aws:sqs:*", []),
    ("arn:aws-cn:sqs:cn-north-1:111122223333:jobs", []),
    ("arn:aws:iam::aws:policy/ReadOnlyAccess", []),
    ("arn:aws:ssm:*::document/x", []),
    ("arn:aws:s3:::photos/${aws:username}/a:b:c", []),
    ("arn:aws:sqs:${aws:RequestedRegion}:${aws:PrincipalAccount}:jobs", []),
]


@pytest.mark.parametrize(("resource", "expected"), RESOURCES, ids=[r for r, _ in RESOURCES])
def test_fields_of_an_arn(resource, expected):
    assert _names(on(json.dumps(resource), '"sqs:SendMessage"')) == expected


REGIONS = [
    ("arn:aws:sqs:eu-wset-1:*:jobs", ["unlisted-region"]),
    ("arn:aws:sqs:eu-west-9:*:jobs", ["unlisted-region"]),
    ("arn:aws:sqs:eu-wset-*:*:jobs", ["unlisted-region"]),
    ("arn:aws:sqs:cn-*:*:jobs", ["unlisted-region"]),
    ("arn:aws-cn:sqs:cn-*:*:jobs", []),
    ("arn:*:sqs:??-*-1:*:jobs", []),
    ("arn:aws:sqs:eu-west-1:*:eu-wset-1", []),
    ("arn:aws:sqs:eu-west-${aws:PrincipalTag/region}:*:jobs", []),
]


@pytest.mark.parametrize(("resource", "expected"), REGIONS, ids=[r for r, _ in REGIONS])
def test_regions_that_nobody_has_heard_of(resource, expected):
    assert _names(on(json.dumps(resource), '"sqs:SendMessage"')) == expected
    under_arn = under(f'"ArnLike": {{"aws:SourceArn": {json.dumps(resource)}}}')
    assert _names(under_arn) == expected


@pytest.mark.parametrize(
    ("operator", "key", "value", "helped"),
    [
        ("StringEquals", "aws:RequestedRegion", "eu-wset-1", ["did you mean `eu-west-1`?"]),
        ("StringNotEquals", "ec2:Region", "us-esat-2", ["did you mean `us-east-2`?"]),
        ("StringLike", "aws:RequestedRegion", "eu-wset-*", ["did you mean `eu-west-*`?"]),
        ("StringLike", "aws:RequestedRegion", "eu-*", []),
        ("StringEqualsIgnoreCase", "aws:RequestedRegion", "EU-West-1", []),
        ("StringEquals", "aws:RequestedRegion", "eu-west-1a", []),
        ("StringEquals", "aws:PrincipalTag/region", "eu-wset-1", []),
        (
            "StringEquals",
            "aws:RequestedRegion",
            "ca-newfoundland-1",
            ["see AWS's list of regions"],
        ),
    ],
)
def test_regions_of_conditions(operator, key, value, helped):
    spec = under(f'"{operator}": {{"{key}": "{value}"}}')
    assert [d.help for d in found_in(spec) if d.code.name == "unlisted-region"] == helped


@pytest.mark.parametrize(
    ("service", "count"),
    [("logs.us-esat-1", 1), ("logs.us-east-1", 0), ("license-manager-linux-subscriptions", 0)],
)
def test_the_region_of_a_service_principal(service, count):
    principal = f'{{"Service": "{service}.amazonaws.com"}}'
    spec = policy(f'{{"Effect": "Allow", "Principal": {principal}, "Action": "sts:AssumeRole"}}')
    assert [d.code.name for d in found_in(spec)].count("unlisted-region") == count


def test_before_a_reference_the_region_is_known():
    spec = """
role: worker
trust: [{aws_service: ec2}]
permissions:
  - inline_policy: work
    statements:
      - {allow: "sqs:SendMessage", on: "arn:aws:sqs:%s:jobs"}
"""
    for region, count in (("eu-wset-1:${var.account}", 1), ("eu-${var.region}:111122223333", 0)):
        told = [d.code.name for d in found_in(spec % region)]
        assert told.count("unlisted-region") == count


SECRET = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:"


@pytest.mark.parametrize(
    ("name", "actions", "count"),
    [
        ("shop", ["secretsmanager:GetSecretValue"], 1),
        ("shop-Ab12c", ["secretsmanager:GetSecretValue"], 1),
        ("shop-Ab12cD", ["secretsmanager:GetSecretValue"], 0),
        ("shop-??????", ["secretsmanager:GetSecretValue"], 0),
        ("shop*", ["secretsmanager:GetSecretValue"], 0),
        ("${aws:PrincipalTag/secret}", ["secretsmanager:GetSecretValue"], 0),
        ("shop", ["secretsmanager:GetSecretValue", "secretsmanager:CreateSecret"], 0),
        ("shop", ["secretsmanager:*"], 0),
    ],
)
def test_the_arn_of_a_secret_has_six_characters_more(name, actions, count):
    spec = on(json.dumps(SECRET + name), json.dumps(actions))
    assert _names(spec).count("secret-without-its-suffix") == count


LISTS = [
    (["s3:*", "S3:GetObject"], ["redundant-action"]),
    (["s3:GetObject", "S3:getobject"], ["redundant-action"]),
    (["s3:GetObject", "s3:GetObject", "s3:GetObject"], ["redundant-action"] * 2),
    (["s3:Get*", "s3:Get?*", "s3:*Object"], ["redundant-action"]),
    (["s3:Get**", "s3:Get*"], ["redundant-action"]),
    (["*", "s3:*", "iam:PassRole"], ["redundant-action"] * 2),
    (["s3:Get*", "s3:*Object", "s3:Put*", "sqs:Get*"], []),
]


@pytest.mark.parametrize(("actions", "expected"), LISTS, ids=[str(a) for a, _ in LISTS])
def test_actions_that_others_cover(actions, expected):
    assert _names(on('"arn:aws:s3:::photos/*"', json.dumps(actions))) == expected


def test_of_patterns_that_say_the_same_the_first_stays():
    found = found_in(on('"arn:aws:s3:::photos/*"', '["s3:Get**", "s3:Get*"]'))
    assert [d.help for d in found] == ["delete `s3:Get*`"]


COVERING = [
    ("arn:aws:s3:::b/*", "arn:aws:s3:::b/${aws:username}/*", True),
    ("arn:aws:s3:::b/${aws:username}/*", "arn:aws:s3:::b/${aws:username}/x", True),
    ("arn:aws:s3:::b/${aws:username}/*", "arn:aws:s3:::b/${AWS:UserName}/x", True),
    ("arn:aws:s3:::b/${aws:username}/*", "arn:aws:s3:::b/${aws:userid}/x", False),
    ("arn:aws:s3:::b/${aws:username}/*", "arn:aws:s3:::b/x/y", False),
    ("arn:aws:s3:::b/?", "arn:aws:s3:::b/${aws:username}", False),
    ("arn:aws:s3:::b/?${aws:username}", "arn:aws:s3:::b/${aws:username}${aws:username}", False),
    ("arn:aws:s3:::b/*x", "arn:aws:s3:::b/${aws:username}x", True),
    ("arn:aws:s3:::b/${*}*", "arn:aws:s3:::b/${*}x", True),
    ("arn:aws:s3:::b/${*}*", "arn:aws:s3:::b/x", False),
    ("arn:aws:s3:::b/*", "arn:aws:s3:::B/x", False),
    ("arn:aws:s3:::b*", "arn:aws:s3:::b/c/d:e", True),
]


@pytest.mark.parametrize(("general", "special", "answer"), COVERING)
def test_resources_with_variables(general, special, answer):
    assert resource_covers(general, special) is answer


STATEMENT = '{"Effect": "Allow", "Action": "s3:getobject", "Resource": "arn:aws:s3:::a"%s}'


@pytest.mark.parametrize(
    ("more", "same"),
    [
        (', "Sid": "Again"', True),
        (', "Condition": {"Bool": {"aws:SecureTransport": "true"}}', False),
    ],
)
def test_statements_that_say_the_same(more, same):
    first = '{"Effect": "Allow", "Action": ["s3:GetObject"], "Resource": ["arn:aws:s3:::a"]}'
    names = _names(policy(first, STATEMENT % more))
    assert names == (["redundant-statement"] if same else [])


def test_an_allow_and_a_deny_do_not_say_the_same():
    allow = STATEMENT % ""
    assert _names(policy(allow, allow.replace("Allow", "Deny"))) == []


@pytest.mark.parametrize("action", ["*", "s3:*", "s3:Get?bject"])
def test_a_wildcard_behind_the_service_is_none_in_it(action):
    assert _names(on('"arn:aws:s3:::photos/*"', json.dumps(action))) == []


SPEC = """
role: reader
trust: [{aws_service: lambda}]
permissions:
  - inline_policy: read
    statements:
      - allow: [s3:GetObject, s3:PutObject]
        on: ["${var.bucket}/*", "${var.bucket}*", "${var.other}/*", "arn:aws:s3:::p-${var.a}/*", "arn:aws:s3:::p-${var.b}/*"]
      - allow: [s3:ListBucket]
        on: ["arn:aws:sqs:${var.region}:${var.account}:jobs", "arn:aws:sqs:eu-${var.region}:111122223333:jobs"]
      - allow: [sqs:SendMessage]
        on: "arn:aws:sqs:eu-west-1:111122223333:${var.a}"
      - allow: [sqs:SendMessage]
        on: "arn:aws:sqs:eu-west-1:111122223333:${var.b}"
"""


def _in_spec(text: str) -> list[str]:
    return [d.message for d in found_in(text) if "L0250" <= d.code.id < "L0300"]


def test_nothing_is_said_of_what_only_terraform_knows():
    assert _in_spec(SPEC) == []


def test_what_stands_before_a_reference_is_known():
    wrong = SPEC.replace("${var.region}:${var.account}", "eu-west:${var.account}")
    assert _in_spec(wrong) == ["there is no region `eu-west`"]


def test_a_reference_is_covered_by_what_covers_all_it_may_be():
    wide = SPEC.replace('"${var.other}/*"', '"arn:aws:s3:::p-*"')
    assert len(_in_spec(wide)) == 2


ALIAS, KEY = (f"arn:aws:kms:eu-west-1:111122223333:{each}" for each in ("alias/app", "key/app"))


@pytest.mark.parametrize(
    ("action", "resources", "expected"),
    [
        ("kms:*", [ALIAS], ["alias-in-place-of-key"]),
        ("kms:*Alias", [ALIAS], []),
        ("kms:*", [ALIAS, KEY], []),
        ("kms:*", [KEY], []),
        ("kms:Decrypt", [ALIAS], ["action-on-other-resources"]),
        ("kms:Decrypt*", [ALIAS], ["action-on-other-resources"]),
        ("kms:CreateAlias", [ALIAS], []),
    ],
)
def test_an_alias_stands_for_no_key(action, resources, expected):
    found = found_in(on(json.dumps(resources), json.dumps(action)))
    wanted = {"alias-in-place-of-key", "action-on-other-resources"}
    told = [d for d in found if d.code.name in wanted]
    assert [d.code.name for d in told] == expected
    assert all("`kms:ResourceAliases`" in d.help for d in told)


@pytest.mark.parametrize(
    ("actions", "resources", "expected"),
    [
        (["s3:GetObject"], ["a", "b/*"], ["a/*"]),
        (["s3:GetObject", "s3:ListBucket"], ["a", "b/*"], []),
        (["s3:GetObject"], ["a", "a/*"], []),
        (["s3:GetObject"], ["a", "a/x/*"], []),
        (["s3:ListBucket"], ["a", "b/*"], ["b"]),
        (["s3:ListBucket"], ["b", "b/*"], []),
        (["s3:GetObject"], ["a", "b"], []),  # told of the action
        (["s3:GetObject", "nosuch:Action"], ["a", "b/*"], []),
        (["s3:*"], ["a", "b/*"], []),
    ],
)
def test_what_no_action_acts_on(actions, resources, expected):
    arns = [f"arn:aws:s3:::{each}" for each in resources]
    found = found_in(on(json.dumps(arns), json.dumps(actions)))
    told = [d.help for d in found if d.code.name == "resource-of-no-action"]
    assert told == [f"did you mean `arn:aws:s3:::{each}`?" for each in expected]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("https://sqs.eu-west-1.amazonaws.com/111122223333/jobs", "arn:aws:sqs:eu-west-1:111122223333:jobs"),
        ("s3://photos/*", "arn:aws:s3:::photos/*"),
        ("https://photos.s3.amazonaws.com/", None),
    ],
)  # fmt: skip
def test_a_url_in_place_of_an_arn(text, meant):
    (only,) = found_in(on(json.dumps(text), '"sqs:SendMessage"'))
    wanted = f"did you mean `{meant}`?" if meant else "write `arn:` and all six fields, or `*`"
    assert only.help == wanted
