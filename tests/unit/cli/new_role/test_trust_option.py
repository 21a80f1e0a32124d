"""`--trust` spells every entry that a spec can have."""

from __future__ import annotations

import pytest

from rolec.cli.new_role.trust_option import TrustOptionError, trust_entry

KINDS = {
    "aws_service": {"aws_service": {"many": {}}, "source_arn": {}, "when": {"type": ("dict",)}},
    "aws_account": {"aws_account": {}, "roles": {}, "mfa": {"type": ("flag", "dict")}},
    "github_actions": {
        "github_actions": {},
        "branches": {},
        "any_job": {"type": ("boolean",)},
        "claims": {"type": ("dict",)},
    },
    "statement": {"statement": {"type": ("dict",)}},
}


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("aws_service=ec2", {"aws_service": "ec2"}),
        ("aws_service=ec2,lambda", {"aws_service": ("ec2", "lambda")}),
        ("aws_service=ec2,aws_service=lambda", {"aws_service": ("ec2", "lambda")}),
        (
            "github_actions=acme/web,branches=main,release/*",
            {"github_actions": "acme/web", "branches": ("main", "release/*")},
        ),
        (
            "github_actions=acme/web,any_job=true",
            {"github_actions": "acme/web", "any_job": True},
        ),
        ("github_actions=a/true,branches=true", {"github_actions": "a/true", "branches": "true"}),
        (
            "aws_account=111122223333,mfa.max_age=1h,roles=deployer",
            {"aws_account": "111122223333", "mfa": {"max_age": "1h"}, "roles": "deployer"},
        ),
        ("aws_account=self,mfa=true", {"aws_account": "self", "mfa": True}),
        (
            "github_actions=a/b,claims.x=1,claims.y=2,3",
            {"github_actions": "a/b", "claims": {"x": "1", "y": ("2", "3")}},
        ),
        (
            'aws_service=ec2,when={"StringEquals":{"a:b":["c",1]}},source_arn=x',
            {
                "aws_service": "ec2",
                "when": {"StringEquals": {"a:b": ("c", "1")}},
                "source_arn": "x",
            },
        ),
        (
            'github_actions={"repository":"a/b","owner_id":12}',
            {"github_actions": {"repository": "a/b", "owner_id": "12"}},
        ),
        ('aws_service=["ec2","lambda"]', {"aws_service": ("ec2", "lambda")}),
        ('statement={"Effect":"Allow"}', {"statement": {"Effect": "Allow"}}),
        (r"aws_account=self,roles=a\,b", {"aws_account": "self", "roles": "a,b"}),
        (r"aws_account=self,roles=a\\b\c", {"aws_account": "self", "roles": r"a\b\c"}),
        ("aws_account=self,roles=a=b", {"aws_account": "self", "roles": "a=b"}),
    ],
)
def test_entry(text, entry):
    assert trust_entry(text, KINDS) == entry


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "does not begin with a kind"),
        ("aws_servic", "did you mean `aws_service`?"),
        ("statement", "`statement` has no value: write `statement=VALUE`"),
        ("aws_servise=ec2", "did you mean `aws_service`?"),
        ("xyz=ec2", "the kinds are"),
        ("github_actions=a/b,branch=main", "did you mean `branches`?"),
        ("aws_service=", "an empty value"),
        ("aws_service=ec2,", "an empty value"),
        ("aws_service=ec2,,x", "an empty value"),
        ("statement={", "is not JSON"),
        ('statement={"a":null}', "`null`"),
        ('statement={"a":"b"}x', "without a comma"),
        ("aws_account=self,mfa=true,mfa.max_age=1h", "a value and fields"),
    ],
)
def test_wrong_use(text, said):
    with pytest.raises(TrustOptionError, match=said.replace("?", r"\?")):
        trust_entry(text, KINDS)
