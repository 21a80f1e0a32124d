"""Web identities, Kubernetes service accounts and SAML."""

from __future__ import annotations

import json

import pytest

from rolec.ir.module import Account
from rolec.ir.text import Entity, Link, Reference

EKS = "oidc.eks.us-east-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE"
DOCUMENTS = {
    "Cognito": (
        """
        - web_identity: cognito
          audience: us-east-2:12345678-abcd-abcd-abcd-123456
          claims: {amr: authenticated}
        """,
        """[{"Effect": "Allow", "Principal": {"Federated": "cognito-identity.amazonaws.com"},
             "Action": ["sts:AssumeRoleWithWebIdentity"],
             "Condition": {
               "ForAnyValue:StringEquals": {"cognito-identity.amazonaws.com:amr": "authenticated"},
               "StringEquals": {"cognito-identity.amazonaws.com:aud":
                                "us-east-2:12345678-abcd-abcd-abcd-123456"}}}]""",
    ),
    "Google": (
        """
        - web_identity: accounts.google.com
          audience: 66677788899900pro0
          subject: ["110248495921238986420", "110248495921238986421"]
          claims: {google/organization_number: "123"}
        """,
        """[{"Effect": "Allow", "Principal": {"Federated": "accounts.google.com"},
             "Action": ["sts:AssumeRoleWithWebIdentity"],
             "Condition": {
               "NumericEquals": {"accounts.google.com:google/organization_number": "123"},
               "StringEquals": {
                 "accounts.google.com:aud": "66677788899900pro0",
                 "accounts.google.com:sub": ["110248495921238986420",
                                             "110248495921238986421"]}}}]""",
    ),
    "Amazon": (
        """
        - web_identity: amazon
          audience: amzn1.application-oa2-123456
          subject: amzn1.account.ABC
        """,
        """[{"Effect": "Allow", "Principal": {"Federated": "www.amazon.com"},
             "Action": ["sts:AssumeRoleWithWebIdentity"],
             "Condition": {"StringEquals": {
               "www.amazon.com:app_id": "amzn1.application-oa2-123456",
               "www.amazon.com:user_id": "amzn1.account.ABC"}}}]""",
    ),
    "Facebook": (
        """
        - web_identity: facebook
          audience: "111222333444555"
        """,
        """[{"Effect": "Allow", "Principal": {"Federated": "graph.facebook.com"},
             "Action": ["sts:AssumeRoleWithWebIdentity"],
             "Condition": {"StringEquals": {"graph.facebook.com:app_id": "111222333444555"}}}]""",
    ),
    "an issuer by its host": (
        """
        - web_identity: https://idp.example.com/tenant
          audience: my-app-id
          subject: team-*
        """,
        """[{"Effect": "Allow", "Principal": {"Federated":
               "arn:aws:iam::111122223333:oidc-provider/idp.example.com/tenant"},
             "Action": ["sts:AssumeRoleWithWebIdentity"],
             "Condition": {
               "StringEquals": {"idp.example.com/tenant:aud": "my-app-id"},
               "StringLike": {"idp.example.com/tenant:sub": "team-*"}}}]""",
    ),
    "an issuer by the ARN of its provider": (
        """
        - web_identity: arn:aws:iam::111122223333:oidc-provider/idp.example.com
          audience: my-app-id
        """,
        """[{"Effect": "Allow", "Principal": {"Federated":
               "arn:aws:iam::111122223333:oidc-provider/idp.example.com"},
             "Action": ["sts:AssumeRoleWithWebIdentity"],
             "Condition": {"StringEquals": {"idp.example.com:aud": "my-app-id"}}}]""",
    ),
    "an issuer whose usual audience is known": (
        """
        - web_identity: app.terraform.io
          subject: organization:acme:*
        """,
        """[{"Effect": "Allow", "Principal": {"Federated":
               "arn:aws:iam::111122223333:oidc-provider/app.terraform.io"},
             "Action": ["sts:AssumeRoleWithWebIdentity"],
             "Condition": {
               "StringEquals": {"app.terraform.io:aud": "aws.workload.identity"},
               "StringLike": {"app.terraform.io:sub": "organization:acme:*"}}}]""",
    ),
    "a Terraform reference, and the issuer": (
        """
        - web_identity: ${aws_iam_openid_connect_provider.idp.arn}
          issuer: https://${var.idp}/tenant
          audience: my-app-id
        """,
        """[{"Effect": "Allow",
             "Principal": {"Federated": "${aws_iam_openid_connect_provider.idp.arn}"},
             "Action": ["sts:AssumeRoleWithWebIdentity"],
             "Condition": {"StringEquals": {"${var.idp}/tenant:aud": "my-app-id"}}}]""",
    ),
    "a service account of EKS": (
        f"""
        - kubernetes_service_account: payments/api
          provider: {EKS}
        """,
        f"""[{{"Effect": "Allow",
              "Principal": {{"Federated": "arn:aws:iam::111122223333:oidc-provider/{EKS}"}},
              "Action": ["sts:AssumeRoleWithWebIdentity"],
              "Condition": {{"StringEquals": {{
                "{EKS}:aud": "sts.amazonaws.com",
                "{EKS}:sub": "system:serviceaccount:payments:api"}}}}}}]""",
    ),
    "a whole namespace": (
        f"""
        - kubernetes_service_account: [payments/*, billing/api]
          provider: {EKS}
        """,
        f"""[{{"Effect": "Allow",
              "Principal": {{"Federated": "arn:aws:iam::111122223333:oidc-provider/{EKS}"}},
              "Action": ["sts:AssumeRoleWithWebIdentity"],
              "Condition": {{
                "StringEquals": {{"{EKS}:aud": "sts.amazonaws.com"}},
                "StringLike": {{"{EKS}:sub": ["system:serviceaccount:billing:api",
                                              "system:serviceaccount:payments:*"]}}}}}}]""",
    ),
    "SAML for the console": (
        """
        - saml: arn:aws:iam::111122223333:saml-provider/Okta
          regions: [us-west-2]
          session_tags: true
        """,
        """[{"Effect": "Allow",
             "Principal": {"Federated": "arn:aws:iam::111122223333:saml-provider/Okta"},
             "Action": ["sts:AssumeRoleWithSAML", "sts:TagSession"],
             "Condition": {"StringEquals": {"SAML:aud": [
               "https://signin.aws.amazon.com/saml",
               "https://us-west-2.signin.aws.amazon.com/saml"]}}}]""",
    ),
    "SAML for programs": (
        """
        - saml: ADFS
          access: programmatic
          attributes: {iss: https://idp.example.com, eduPersonAffiliation: [staff, "student-*"]}
        """,
        """[{"Effect": "Allow",
             "Principal": {"Federated": "arn:aws:iam::111122223333:saml-provider/ADFS"},
             "Action": ["sts:AssumeRoleWithSAML"],
             "Condition": {
               "ForAnyValue:StringLike": {"SAML:eduPersonAffiliation": ["staff", "student-*"]},
               "StringEquals": {"SAML:iss": "https://idp.example.com"}}}]""",
    ),
}


@pytest.mark.parametrize(("entries", "expected"), DOCUMENTS.values(), ids=DOCUMENTS)
def test_document(entries, expected, statements):
    assert statements(entries) == json.loads(expected)


FINDINGS = {
    "a pattern for Google": (
        "- {web_identity: google, audience: 666*}",
        ("E0320", "error", "audience"),
    ),
    "a pattern for Facebook in `when`": (
        """
        - web_identity: facebook
          audience: "111222333444555"
          when: {StringLike: {graph.facebook.com:id: "1*"}}
        """,
        ("E0320", "error", "graph.facebook.com:id"),
    ),
    "no audience": (
        "- {web_identity: idp.example.com, subject: me}",
        ("E0317", "error", "web_identity"),
    ),
    "a provider that is not there": (
        "- {web_identity: vercell, audience: a}",
        ("E0331", "error", "vercell"),
    ),
    "a reference without its issuer": (
        "- {web_identity: '${var.provider}', audience: a}",
        ("E0316", "error", "'${var.provider}'"),
    ),
    "the ARN of another kind of provider": (
        "- {web_identity: 'arn:aws:iam::111122223333:saml-provider/Okta', audience: a}",
        ("E0316", "error", "'arn:aws:iam::111122223333:saml-provider/Okta'"),
    ),
    "an ARN and another issuer": (
        """
        - web_identity: arn:aws:iam::111122223333:oidc-provider/idp.example.com
          issuer: idp.example.org
          audience: a
        """,
        ("E0316", "error", "idp.example.org"),
    ),
    "an ARN of another partition": (
        "- {web_identity: 'arn:aws-cn:iam::111122223333:oidc-provider/a.b', audience: a}",
        ("E0327", "error", "'arn:aws-cn:iam::111122223333:oidc-provider/a.b'"),
    ),
    "a claim that IAM does not read": (
        "- {web_identity: idp.example.com, audience: a, claims: {groups: admins}}",
        ("E0319", "warning", "groups"),
    ),
    "no subject for a shared issuer": (
        "- {web_identity: gitlab.com, claims: {namespace_id: '12'}}",
        ("E0318", "error", ""),
    ),
    "a subject that is only a wildcard": (
        "- {web_identity: app.terraform.io, subject: '*'}",
        ("E0318", "error", ""),
    ),
    "no audience for a shared issuer": (
        "- {web_identity: oidc.vercel.com, claims: {aud: '*'}}",
        ("E0318", "error", ""),
    ),
    "a SAML provider of another partition": (
        "- saml: arn:aws-us-gov:iam::111122223333:saml-provider/Okta",
        ("E0327", "error", "arn:aws-us-gov:iam::111122223333:saml-provider/Okta"),
    ),
    "programs without an attribute": (
        "- {saml: Okta, access: programmatic}",
        ("E0318", "error", "saml"),
    ),
    "an attribute that IAM does not read": (
        "- {saml: Okta, attributes: {groups: admins}}",
        ("E0330", "error", "groups"),
    ),
}


@pytest.mark.parametrize(("entries", "expected"), FINDINGS.values(), ids=FINDINGS)
def test_finding(entries, expected, findings):
    assert findings(entries) == [expected]


def test_shared_issuer_may_be_compared_in_when(statements):
    (statement,) = statements(
        """
        - web_identity: gitlab.com
          when: {StringEqualsIgnoreCase: {"gitlab.com:SUB": "project_path:acme/web:ref_type:x"}}
        """
    )
    assert statement["Condition"]["StringEqualsIgnoreCase"] == {
        "gitlab.com:SUB": "project_path:acme/web:ref_type:x"
    }


@pytest.mark.parametrize("name", ["vercel", "oidc.vercel.com/acme"])
def test_provider_of_the_project_is_a_link(name, lowered):
    trust, found = lowered(f"- {{web_identity: {name}, audience: https://vercel.com/acme}}")
    (statement,) = trust.document.statements
    assert statement.principals[0].value.parts == (Link(Entity.OIDC_PROVIDER, "vercel", "arn"),)
    assert statement.conditions[0].key.written == "oidc.vercel.com/acme:aud"
    assert found == []


def test_saml_provider_of_the_project_is_a_link(lowered):
    trust, _ = lowered("- saml: Okta")
    (statement,) = trust.document.statements
    assert statement.principals[0].value.parts == (Link(Entity.SAML_PROVIDER, "Okta", "arn"),)


def test_issuer_of_a_reference_is_judged_like_any_other(findings):
    entries = """
        - web_identity: ${data.aws_iam_openid_connect_provider.gitlab.arn}
          issuer: gitlab.com
        """
    assert [code for code, _, _ in findings(entries)] == ["E0318"]


def test_references_stay_references(lowered):
    trust, _ = lowered("- {web_identity: '${var.arn}', issuer: '${var.issuer}', audience: a}")
    (condition,) = trust.document.statements[0].conditions
    assert condition.key.parts == (Reference("var.issuer"), ":aud")


def test_cognito_of_govcloud_has_its_own_name(statements):
    govcloud = Account(id="1" * 12, partition="aws-us-gov")
    (statement,) = statements("- {web_identity: cognito, audience: a}", account=govcloud)
    assert statement["Principal"] == {"Federated": "cognito-identity-us-gov.amazonaws.com"}


def test_host_needs_an_account(findings):
    found = findings("- {web_identity: idp.example.com, audience: a}", account=Account())
    assert found == [("E0301", "error", "idp.example.com")]


@pytest.mark.parametrize(
    ("account", "regions", "endpoints"),
    [
        (Account(id="1" * 12, region="eu-west-1"), "",
         ["https://eu-west-1.signin.aws.amazon.com/saml", "https://signin.aws.amazon.com/saml"]),
        (Account(id="1" * 12, region="eu-west-1"), "regions: us-east-2",
         ["https://signin.aws.amazon.com/saml", "https://us-east-2.signin.aws.amazon.com/saml"]),
        (Account(id="1" * 12, partition="aws-us-gov"), "regions: [us-gov-west-1, us-gov-east-1]",
         ["https://signin.amazonaws-us-gov.com/saml",
          "https://us-gov-east-1.signin.amazonaws-us-gov.com/saml"]),
        (Account(id="1" * 12, partition="aws-cn", region="cn-north-1"), "",
         "https://signin.amazonaws.cn/saml"),
    ],
)  # fmt: skip
def test_endpoints_of_the_partition(account, regions, endpoints, statements):
    (statement,) = statements(f"- saml: Okta\n  {regions}\n", account=account)
    assert statement["Condition"] == {"StringEquals": {"SAML:aud": endpoints}}


@pytest.mark.parametrize(
    ("partition", "regions", "underlined"),
    [("aws-cn", "regions: cn-north-1", "cn-north-1"), ("aws-iso", "", "saml")],
)
def test_endpoints_that_are_not_documented(partition, regions, underlined, findings):
    account = Account(id="1" * 12, partition=partition)
    found = findings(f"- saml: Okta\n  {regions}\n", account=account)
    assert found == [("E0329", "error", underlined)]
