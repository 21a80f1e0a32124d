"""What condition keys hold, and which operators compare it."""

from __future__ import annotations

import pytest

from rolec.catalog.condition_key import KeyType
from rolec.catalog.key_type import TAG_KEYS, aws_keys, families, key_type
from rolec.catalog.vpc_endpoint import OWNER_KEYS
from rolec.ir.operator import Family


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("AWS:sourceip", (KeyType.IP_ADDRESS, False)),
        ("aws:TagKeys", (KeyType.STRING, True)),
        ("aws:ResourceTag/aws:cloudformation:stack-name", (KeyType.STRING, False)),
        ("aws:SourceVpcArn", (KeyType.ARN, False)),
        ("ec2:RoleDelivery", (KeyType.NUMERIC, False)),
        ("S3:Prefix", (KeyType.STRING, False)),
        ("s3:signatureAge", (KeyType.NUMERIC, False)),
        ("dynamodb:LeadingKeys", (KeyType.STRING, True)),
        ("saml:commonname", (KeyType.STRING, True)),
        ("SAML:iss", (KeyType.STRING, False)),
        ("cognito-identity.amazonaws.com:amr", (KeyType.STRING, True)),
        ("token.actions.githubusercontent.com:Sub", (KeyType.STRING, False)),
        ("token.actions.githubusercontent.com/acme:repository_id", (KeyType.STRING, False)),
        ("accounts.google.com:google/organization_number", (KeyType.NUMERIC, False)),
        ("oidc.circleci.com/org/1:oidc.circleci.com/project-id", (KeyType.STRING, False)),
    ],
)
def test_type_of_a_key(key, expected):
    found = key_type(key)
    assert (found.type, found.multivalued) == expected


@pytest.mark.parametrize(
    "key",
    [
        "aws:RequestTag",
        "aws:RequestTag/",
        "aws:SourceIp2",
        "s3:prefixx",
        "nobody:key",
        "idp.example.com:sub",
        "saml:role",
    ],
)
def test_a_key_that_is_not_known(key):
    assert key_type(key) is None


def test_operators_of_a_key():
    assert families(key_type("aws:PrincipalArn")) == (Family.ARN, Family.STRING)
    assert families(key_type("aws:EpochTime")) == (Family.DATE, Family.NUMERIC)


def test_keys_of_other_tables_are_global_keys():
    assert set(OWNER_KEYS) <= set(aws_keys())
    assert all(key_type(f"{key}team") for key in TAG_KEYS)
