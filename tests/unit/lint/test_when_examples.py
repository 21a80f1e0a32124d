"""The example of `when` of each kind of trust is a condition that those whom the kind trusts can meet."""

from __future__ import annotations

import json

import pytest

from rolec.diagnostics.level import Level
from rolec.policy.policy_text import Kind
from rolec.schema.store import kinds, schema
from support.lint import found_in

ACCOUNT = {"AWS": "111122223333"}, "sts:AssumeRole"
SAML = {"Federated": "arn:aws:iam::111122223333:saml-provider/Okta"}, "sts:AssumeRoleWithSAML"
OIDC = (
    {"Federated": "arn:aws:iam::111122223333:oidc-provider/idp.acme.example"},
    "sts:AssumeRoleWithWebIdentity",
)
SERVICE = {"Service": "codebuild.amazonaws.com"}, "sts:AssumeRole"
TRUSTS = {
    **dict.fromkeys(
        ("aws_account", "aws_principal", "organization", "role", "statement"), (ACCOUNT,)
    ),
    **dict.fromkeys(("aws_service", "eks_pod_identity", "roles_anywhere"), (SERVICE,)),
    "saml": (SAML,),
    "trusted_entities": (ACCOUNT, SAML, OIDC),
}


@pytest.mark.parametrize("kind", kinds("trust"))
def test_the_example_can_be_met(kind):
    example = schema(f"trust/{kind}").fields["when"]["meta"]["example"]
    for principal, action in TRUSTS.get(kind, (OIDC,)):
        statement = {
            "Effect": "Allow",
            "Principal": principal,
            "Action": action,
            "Condition": example,
        }
        text = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
        found = found_in(text, kind=Kind.TRUST)
        assert [each.code.id for each in found if each.level is Level.ERROR] == []
