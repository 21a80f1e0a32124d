"""Pods, certificates, statements and lists; and what every entry takes."""

from __future__ import annotations

import json
from datetime import date

import pytest

from rolec.ir.role import PodIdentityAssociation
from rolec.ir.text import text

ANCHOR = "arn:aws:rolesanywhere:us-east-1:111122223333:trust-anchor/TA-1"
DOCUMENTS = {
    "EKS Pod Identity": (
        """
        - sid: AllowEksAuthToAssumeRoleForPodIdentity
          eks_pod_identity: [payments/api, payments/jobs]
          cluster: production
        """,
        """[{"Sid": "AllowEksAuthToAssumeRoleForPodIdentity", "Effect": "Allow",
             "Principal": {"Service": "pods.eks.amazonaws.com"},
             "Action": ["sts:AssumeRole", "sts:TagSession"],
             "Condition": {"StringEquals": {
               "aws:RequestTag/eks-cluster-name": "production",
               "aws:RequestTag/kubernetes-namespace": "payments",
               "aws:RequestTag/kubernetes-service-account": ["api", "jobs"]}}}]""",
    ),
    "EKS Pod Identity, a namespace of a cluster by its ARN": (
        """
        - eks_pod_identity: payments/*
          cluster: arn:aws:eks:eu-west-1:111122223333:cluster/production
        """,
        """[{"Effect": "Allow", "Principal": {"Service": "pods.eks.amazonaws.com"},
             "Action": ["sts:AssumeRole", "sts:TagSession"],
             "Condition": {
               "ArnLike": {"aws:RequestTag/eks-cluster-arn":
                 "arn:aws:eks:eu-west-1:111122223333:cluster/production"},
               "StringEquals": {"aws:RequestTag/kubernetes-namespace": "payments"}}}]""",
    ),
    "Roles Anywhere": (
        f"""
        - roles_anywhere: {ANCHOR}
          subject: {{CN: Alice, OU: [web, "api-*"]}}
          issuer: {{O: Acme}}
          san: {{DNS: alice.acme.example}}
        """,
        f"""[{{"Effect": "Allow", "Principal": {{"Service": "rolesanywhere.amazonaws.com"}},
              "Action": ["sts:AssumeRole", "sts:SetSourceIdentity", "sts:TagSession"],
              "Condition": {{
                "ArnLike": {{"aws:SourceArn": "{ANCHOR}"}},
                "StringEquals": {{
                  "aws:PrincipalTag/x509Issuer/O": "Acme",
                  "aws:PrincipalTag/x509SAN/DNS": "alice.acme.example",
                  "aws:PrincipalTag/x509Subject/CN": "Alice"}},
                "StringLike": {{
                  "aws:PrincipalTag/x509Subject/OU": ["api-*", "web"]}}}}}}]""",
    ),
    "a statement": (
        """
        - statement:
            Sid: Everybody
            Effect: Allow
            Principal: "*"
            Action: [sts:assumerole, sts:SetContext]
            Condition: {StringEquals: {aws:PrincipalOrgID: o-a1b2c3d4e5}}
          when: {Bool: {aws:SecureTransport: true}}
          until: 2027-01-31
        """,
        """[{"Sid": "Everybody", "Effect": "Allow", "Principal": {"AWS": "*"},
             "Action": ["sts:AssumeRole", "sts:SetContext"],
             "Condition": {
               "Bool": {"aws:SecureTransport": "true"},
               "DateLessThan": {"aws:CurrentTime": "2027-02-01T00:00:00Z"},
               "StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}}]""",
    ),
    "a statement for a part of an organization": (
        """
        - statement:
            Effect: Allow
            Principal: "*"
            Action: sts:AssumeRole
            Condition: {"ForAnyValue:StringLike": {aws:PrincipalOrgPaths: o-a1b2c3d4e5/*/ou-ab12-11111111/*}}
        """,
        """[{"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": ["sts:AssumeRole"],
             "Condition": {"ForAnyValue:StringLike": {
               "aws:PrincipalOrgPaths": "o-a1b2c3d4e5/*/ou-ab12-11111111/*"}}}]""",
    ),
    "a statement for some of an account": (
        """
        - statement:
            Effect: Allow
            Principal: "*"
            Action: sts:AssumeRole
            Condition: {ArnLike: {aws:PrincipalArn: "arn:aws:iam::${var.id}:role/ci-*"}}
        """,
        """[{"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": ["sts:AssumeRole"],
             "Condition": {"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::${var.id}:role/ci-*"}}}]""",
    ),
    "a statement for an account": (
        """
        - statement:
            Effect: Allow
            Principal: "*"
            Action: sts:AssumeRole
            Condition: {StringEquals: {aws:PrincipalAccount: "111122223333"}}
        """,
        """[{"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": ["sts:AssumeRole"],
             "Condition": {"StringEquals": {"aws:PrincipalAccount": "111122223333"}}}]""",
    ),
    "a statement that denies": (
        """
        - aws_account: self
        - statement:
            Effect: Deny
            Principal: {AWS: "*"}
            Action: sts:AssumeRole
            Condition: {Null: {aws:SourceIdentity: true}}
        """,
        """[{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:root"},
             "Action": ["sts:AssumeRole"]},
            {"Effect": "Deny", "Principal": {"AWS": "*"}, "Action": ["sts:AssumeRole"],
             "Condition": {"Null": {"aws:SourceIdentity": "true"}}}]""",
    ),
    "principals of every type": (
        """
        - statement:
            Effect: Allow
            Principal:
              Service: ec2.amazonaws.com
              AWS: ["111122223333", arn:aws:sts::111122223333:assumed-role/build/i-1]
            Action: sts:AssumeRole
        """,
        """[{"Effect": "Allow",
             "Principal": {
               "AWS": ["111122223333", "arn:aws:sts::111122223333:assumed-role/build/i-1"],
               "Service": "ec2.amazonaws.com"},
             "Action": ["sts:AssumeRole"]}]""",
    ),
    "session tags and source identity, whatever they are": (
        """
        - aws_account: identity
          session_tags: true
          source_identity: true
        """,
        """[{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::222233334444:root"},
             "Action": ["sts:AssumeRole", "sts:SetSourceIdentity", "sts:TagSession"]}]""",
    ),
    "session tags and source identity that are asked for": (
        """
        - aws_account: identity
          session_tags: {require: {team: [a, b], stage: "p*"}, only: [team, stage],
                         transitive: [team]}
          source_identity: "*@acme.example"
        """,
        """[{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::222233334444:root"},
             "Action": ["sts:AssumeRole", "sts:SetSourceIdentity", "sts:TagSession"],
             "Condition": {
               "ForAllValues:StringEquals": {"aws:TagKeys": ["stage", "team"]},
               "ForAnyValue:StringEquals": {"sts:TransitiveTagKeys": "team"},
               "StringEquals": {"aws:RequestTag/team": ["a", "b"]},
               "StringLike": {"aws:RequestTag/stage": "p*",
                              "sts:SourceIdentity": "*@acme.example"}}}]""",
    ),
}


@pytest.mark.parametrize(("entries", "expected"), DOCUMENTS.values(), ids=DOCUMENTS)
def test_document(entries, expected, statements):
    assert statements(entries) == json.loads(expected)


def statement(principal, action="sts:AssumeRole"):
    return f"- statement: {{Effect: Allow, Principal: {principal}, Action: {action}}}"


FINDINGS = {
    "one key set by a field and by `when`": (
        """
        - aws_account: vendor
          external_id: Vendor-1
          when: {StringEquals: {STS:ExternalID: Vendor-2}}
        """,
        ("E0302", "error", "STS:ExternalID"),
    ),
    "a day that is not": (
        "- {aws_account: vendor, until: 2027-02-30}",
        ("E0305", "error", "2027-02-30"),
    ),
    "a deny that ends": (
        """
        - statement: {Effect: Deny, Principal: {AWS: "*"}, Action: sts:AssumeRole}
          until: 2027-01-31
        """,
        ("E0307", "error", "until"),
    ),
    "session tags of a deny": (
        """
        - statement: {Effect: Deny, Principal: {AWS: "*"}, Action: sts:AssumeRole}
          session_tags: true
        """,
        ("E0315", "error", "session_tags"),
    ),
    "two Sids": (
        """
        - statement: {Sid: A, Effect: Allow, Principal: {AWS: "*"}, Action: sts:AssumeRole,
                      Condition: {StringEquals: {aws:PrincipalOrgID: o-a1b2c3d4e5}}}
          sid: B
        """,
        ("E0303", "error", "sid"),
    ),
    "one Sid twice": (
        """
        - {aws_account: vendor, sid: A}
        - {aws_account: self, sid: A}
        """,
        ("E0308", "error", ""),
    ),
    "everybody": (statement("'*'"), ("E0324", "error", "'*'")),
    "everybody among others": (
        statement("{AWS: ['*', '111122223333']}"),
        ("E0324", "error", "{AWS: ['*', '111122223333']}"),
    ),
    "everybody outside an organization": (
        """
        - statement: {Effect: Allow, Principal: "*", Action: sts:AssumeRole,
                      Condition: {StringNotEquals: {aws:PrincipalOrgID: o-a1b2c3d4e5}}}
        """,
        ("E0324", "error", '"*"'),
    ),
    "everybody in a part of any organization": (
        """
        - statement: {Effect: Allow, Principal: "*", Action: sts:AssumeRole,
                      Condition: {"ForAnyValue:StringLike": {aws:PrincipalOrgPaths: o-*/r-ab12/*}}}
        """,
        ("E0324", "error", '"*"'),
    ),
    "everybody who is in no organization": (
        """
        - statement: {Effect: Allow, Principal: "*", Action: sts:AssumeRole, Condition: {
                      "ForAllValues:StringLike": {aws:PrincipalOrgPaths: o-a1b2c3d4e5/*}}}
        """,
        ("E0324", "error", '"*"'),
    ),
    "everybody who has some other key": (
        """
        - statement: {Effect: Allow, Principal: "*", Action: sts:AssumeRole,
                      Condition: {StringEquals: {sts:ExternalId: abc}}}
        """,
        ("E0324", "error", '"*"'),
    ),
    "everybody of any account with a name": (
        """
        - statement: {Effect: Allow, Principal: "*", Action: sts:AssumeRole,
                      Condition: {ArnLike: {aws:PrincipalArn: "arn:aws:iam::*:role/ci"}}}
        """,
        ("E0324", "error", '"*"'),
    ),
    "everybody of one account or any": (
        """
        - statement: {Effect: Allow, Principal: "*", Action: sts:AssumeRole, Condition: {ArnLike:
            {aws:PrincipalArn: ["arn:aws:iam::111122223333:role/ci", "arn:aws:iam::*:role/ci"]}}}
        """,
        ("E0324", "error", '"*"'),
    ),
    "everybody of the account that they are of": (
        """
        - statement: {Effect: Allow, Principal: "*", Action: sts:AssumeRole, Condition:
            {ArnLike: {aws:PrincipalArn: "arn:aws:iam::${aws:PrincipalAccount}:role/ci"}}}
        """,
        ("E0324", "error", '"*"'),
    ),
    "everybody whose account is their account": (
        """
        - statement: {Effect: Allow, Principal: "*", Action: sts:AssumeRole, Condition: {StringEquals:
            {aws:PrincipalAccount: ["111122223333", "${aws:PrincipalAccount}"]}}}
        """,
        ("E0324", "error", '"*"'),
    ),
    "everybody whose organization is their organization": (
        """
        - statement: {Effect: Allow, Principal: "*", Action: sts:AssumeRole,
                      Condition: {StringEquals: {aws:PrincipalOrgID: "${aws:PrincipalOrgID}"}}}
        """,
        ("E0324", "error", '"*"'),
    ),
    "everybody whose name has an account in it": (
        """
        - statement: {Effect: Allow, Principal: "*", Action: sts:AssumeRole, Condition: {StringLike:
            {aws:PrincipalArn: "arn:*:iam::111122223333:*"}}}
        """,
        ("E0324", "error", '"*"'),
    ),
    "everybody of other accounts": (
        """
        - statement: {Effect: Allow, Principal: "*", Action: sts:AssumeRole,
                      Condition: {StringNotEquals: {aws:PrincipalAccount: "111122223333"}}}
        """,
        ("E0324", "error", '"*"'),
    ),
    "an action that is not about roles": (
        statement("{AWS: '111122223333'}", "sts:GetCallerIdentity"),
        ("E0323", "error", "sts:GetCallerIdentity"),
    ),
    "a wildcard in a principal": (
        statement("{AWS: 'arn:aws:iam::111122223333:role/ci-*'}"),
        ("E0325", "error", "'arn:aws:iam::111122223333:role/ci-*'"),
    ),
    "a group": (
        statement("{AWS: 'arn:aws:iam::111122223333:group/admins'}"),
        ("E0325", "error", "'arn:aws:iam::111122223333:group/admins'"),
    ),
    "a principal of another partition": (
        statement("{AWS: 'arn:aws-cn:iam::111122223333:root'}"),
        ("E0327", "error", "'arn:aws-cn:iam::111122223333:root'"),
    ),
    "a shared issuer without its claim": (
        statement(
            "{Federated: 'arn:aws:iam::111122223333:oidc-provider/app.terraform.io'}",
            "sts:AssumeRoleWithWebIdentity",
        ),
        ("E0318", "error", ""),
    ),
    "namespaces that would mix": (
        "- eks_pod_identity: [payments/api, billing/jobs]",
        ("E0303", "error", "[payments/api, billing/jobs]"),
    ),
    "an association without a cluster": (
        "- {eks_pod_identity: payments/api, association: true}",
        ("E0328", "error", "association"),
    ),
    "an association with many": (
        "- {eks_pod_identity: payments/*, cluster: production, association: true}",
        ("E0328", "error", "payments/*"),
    ),
    "a trust anchor of another partition": (
        f"- roles_anywhere: {ANCHOR.replace('aws', 'aws-cn', 1)}",
        ("E0327", "error", ANCHOR.replace("aws", "aws-cn", 1)),
    ),
    "a list that is not there": (
        "- trusted_entities: ci",
        ("E0331", "error", "ci"),
    ),
}


@pytest.mark.parametrize(("entries", "expected"), FINDINGS.values(), ids=FINDINGS)
def test_finding(entries, expected, findings):
    assert findings(entries) == [expected]


def test_association_is_made_beside_the_trust(lowered):
    trust, found = lowered(
        """
        - eks_pod_identity: [payments/api, payments/jobs]
          cluster: production
          association: true
        """
    )
    assert found == []
    assert trust.associations == tuple(
        PodIdentityAssociation(
            label=f"web__production_payments_{name}",
            cluster_name=text("production"),
            namespace="payments",
            service_account=name,
        )
        for name in ("api", "jobs")
    )


LISTS = {
    "ci": "- {aws_account: self, roles: build, sid: Build}\n- trusted_entities: people\n",
    "people": "- {aws_account: identity, when: {Bool: {aws:SecureTransport: true}}}\n",
}


def test_list_stands_for_its_entries(statements):
    assert statements("- trusted_entities: ci", lists=LISTS) == statements(
        LISTS["ci"].splitlines()[0] + "\n" + LISTS["people"]
    )


def test_what_stands_beside_a_list_is_added_to_each_entry(statements):
    found = statements(
        """
        - trusted_entities: ci
          until: 2027-01-31
          session_tags: true
        """,
        lists=LISTS,
    )
    assert [s["Action"] for s in found] == [["sts:AssumeRole", "sts:TagSession"]] * 2
    assert [s["Condition"]["DateLessThan"]["aws:CurrentTime"] for s in found] == [
        "2027-02-01T00:00:00Z"
    ] * 2


def test_list_in_itself(findings):
    lists = {"a": "- trusted_entities: b", "b": "- trusted_entities: a"}
    assert [code for code, _, _ in findings("- trusted_entities: a", lists=lists)] == ["E0326"]


def test_list_has_no_sid(findings):
    found = findings("- {trusted_entities: people, sid: People}", lists=LISTS)
    assert found == [("E0303", "error", "sid")]


def test_session_of_a_list_is_one_of_its_services(statements):
    lists = {"a": "- aws_service: ec2"}
    (found,) = statements("- {trusted_entities: a, session_tags: true}", lists=lists)
    assert found["Action"] == ["sts:AssumeRole", "sts:TagSession"]


def test_session_of_a_list_is_refused_for_a_deny(findings):
    deny = 'statement: {Effect: Deny, Principal: "*", Action: sts:AssumeRole}'
    lists = {"a": f"- aws_service: ec2\n- {deny}"}
    found = findings("- {trusted_entities: a, session_tags: true}", lists=lists)
    assert [code for code, _, _ in found] == ["E0315"]


def test_day_that_has_passed(findings):
    entry = "- {aws_account: vendor, until: 2027-01-31}"
    assert findings(entry, today=date(2027, 1, 31)) == []
    assert findings(entry, today=date(2027, 2, 1)) == [("E0306", "warning", "2027-01-31")]


def test_nobody_left(lowered):
    trust, found = lowered("- aws_account: idenity")
    assert trust is None
    assert [d.code.id for d in found] == ["E0331"]
