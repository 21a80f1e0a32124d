"""AWS services, accounts, organizations and roles of the project."""

from __future__ import annotations

import json

import pytest

DOCUMENTS = {
    "a service": (
        "- aws_service: ec2",
        """[{"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"},
             "Action": ["sts:AssumeRole"]}]""",
    ),
    "services, one by its principal": (
        "- aws_service: [lambda, monitoring.rds, edgelambda.amazonaws.com]",
        """[{"Effect": "Allow",
             "Principal": {"Service": ["edgelambda.amazonaws.com", "lambda.amazonaws.com",
                                       "monitoring.rds.amazonaws.com"]},
             "Action": ["sts:AssumeRole"]}]""",
    ),
    "a service that passes session tags": (
        "- {aws_service: [lambda, pods.eks], session_tags: true, source_identity: true}",
        """[{"Effect": "Allow",
             "Principal": {"Service": ["lambda.amazonaws.com", "pods.eks.amazonaws.com"]},
             "Action": ["sts:AssumeRole", "sts:SetSourceIdentity", "sts:TagSession"]}]""",
    ),
    "services that only Terraform knows": (
        """
        - aws_service: ["ec2.${local.suffix}", "${var.service}", sns]
          source_account: self
        """,
        """[{"Effect": "Allow",
             "Principal": {"Service": ["${var.service}", "ec2.${local.suffix}",
                                       "sns.amazonaws.com"]},
             "Action": ["sts:AssumeRole"],
             "Condition": {"StringEquals": {"aws:SourceAccount": "111122223333"}}}]""",
    ),
    "a service on behalf of a resource": (
        """
        - aws_service: ecs-tasks
          source_arn: arn:aws:ecs:us-west-2:111122223333:*
          source_account: self
        """,
        """[{"Effect": "Allow", "Principal": {"Service": "ecs-tasks.amazonaws.com"},
             "Action": ["sts:AssumeRole"],
             "Condition": {
               "ArnLike": {"aws:SourceArn": "arn:aws:ecs:us-west-2:111122223333:*"},
               "StringEquals": {"aws:SourceAccount": "111122223333"}}}]""",
    ),
    "a service on behalf of an organization": (
        """
        - aws_service: config
          source_account: [identity, "111122223333"]
          source_org: acme
        """,
        """[{"Effect": "Allow", "Principal": {"Service": "config.amazonaws.com"},
             "Action": ["sts:AssumeRole"],
             "Condition": {"StringEquals": {
               "aws:SourceAccount": ["111122223333", "222233334444"],
               "aws:SourceOrgID": "o-a1b2c3d4e5"}}}]""",
    ),
    "a schedule group": (
        """
        - aws_service: scheduler
          source_arn: arn:aws:scheduler:*:111122223333:schedule-group/*
        """,
        """[{"Effect": "Allow", "Principal": {"Service": "scheduler.amazonaws.com"},
             "Action": ["sts:AssumeRole"],
             "Condition": {"ArnLike":
               {"aws:SourceArn": "arn:aws:scheduler:*:111122223333:schedule-group/*"}}}]""",
    ),
    "an account by its digits": (
        '- aws_account: "444455556666"',
        """[{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::444455556666:root"},
             "Action": ["sts:AssumeRole"]}]""",
    ),
    "accounts by nickname, with an external id": (
        """
        - aws_account: [vendor, self]
          external_id: Vendor-12345
        """,
        """[{"Effect": "Allow",
             "Principal": {"AWS": ["arn:aws:iam::111122223333:root",
                                   "arn:aws:iam::444455556666:root"]},
             "Action": ["sts:AssumeRole"],
             "Condition": {"StringEquals": {"sts:ExternalId": "Vendor-12345"}}}]""",
    ),
    "roles and users without a wildcard": (
        """
        - aws_account: identity
          roles: [deploy, ci/build]
          users: Alice
        """,
        """[{"Effect": "Allow",
             "Principal": {"AWS": ["arn:aws:iam::222233334444:role/ci/build",
                                   "arn:aws:iam::222233334444:role/deploy",
                                   "arn:aws:iam::222233334444:user/Alice"]},
             "Action": ["sts:AssumeRole"]}]""",
    ),
    "a wildcard anywhere makes one condition of all": (
        """
        - aws_account: [identity, self]
          roles: [deploy]
          users: [developers/*]
        """,
        """[{"Effect": "Allow",
             "Principal": {"AWS": ["arn:aws:iam::111122223333:root",
                                   "arn:aws:iam::222233334444:root"]},
             "Action": ["sts:AssumeRole"],
             "Condition": {"ArnLike": {"aws:PrincipalArn": [
               "arn:aws:iam::111122223333:role/deploy",
               "arn:aws:iam::111122223333:user/developers/*",
               "arn:aws:iam::222233334444:role/deploy",
               "arn:aws:iam::222233334444:user/developers/*"]}}}]""",
    ),
    "match: arn": (
        """
        - aws_account: identity
          roles: deploy
          match: arn
        """,
        """[{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::222233334444:root"},
             "Action": ["sts:AssumeRole"],
             "Condition": {"ArnLike":
               {"aws:PrincipalArn": "arn:aws:iam::222233334444:role/deploy"}}}]""",
    ),
    "a permission set, in both forms of its path": (
        """
        - aws_account: identity
          permission_set: Developer
          organization: acme
        """,
        """[{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::222233334444:root"},
             "Action": ["sts:AssumeRole"],
             "Condition": {
               "ArnLike": {"aws:PrincipalArn": [
"arn:aws:iam::222233334444:role/aws-reserved/sso.amazonaws.com/*/AWSReservedSSO_Developer_*",
"arn:aws:iam::222233334444:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Developer_*"]},
               "StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}}]""",
    ),
    "MFA": (
        """
        - aws_account: identity
          mfa: true
        """,
        """[{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::222233334444:root"},
             "Action": ["sts:AssumeRole"],
             "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}}]""",
    ),
    "MFA within the last hour": (
        """
        - aws_account: identity
          users: [developers/*]
          mfa: {max_age: 1h}
        """,
        """[{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::222233334444:root"},
             "Action": ["sts:AssumeRole"],
             "Condition": {
               "ArnLike": {"aws:PrincipalArn": "arn:aws:iam::222233334444:user/developers/*"},
               "Bool": {"aws:MultiFactorAuthPresent": "true"},
               "NumericLessThan": {"aws:MultiFactorAuthAge": "3600"}}}]""",
    ),
    "an account that only Terraform knows": (
        "- aws_account: ${var.vendor}",
        """[{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::${var.vendor}:root"},
             "Action": ["sts:AssumeRole"]}]""",
    ),
    "whom only Terraform knows, with what is asked of callers": (
        """
        - aws_principal: ["${var.partner}", "${var.arns[*]}", "arn:aws:sts::222233334444:assumed-role/ci/build"]
          external_id: acme-1
          organization: acme
          mfa: true
        """,
        """[{"Effect": "Allow",
             "Principal": {"AWS": ["${var.arns[*]}", "${var.partner}",
                                   "arn:aws:sts::222233334444:assumed-role/ci/build"]},
             "Action": ["sts:AssumeRole"],
             "Condition": {
               "Bool": {"aws:MultiFactorAuthPresent": "true"},
               "StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5",
                                "sts:ExternalId": "acme-1"}}}]""",
    ),
    "whom a data source of a type of one word knows": (
        '- aws_principal: ["${data.external.who.result.arn}", "${data.http.who[0].response_body}"]',
        """[{"Effect": "Allow",
             "Principal": {"AWS": ["${data.external.who.result.arn}",
                                   "${data.http.who[0].response_body}"]},
             "Action": ["sts:AssumeRole"]}]""",
    ),
    "roles of the project": (
        """
        - role: [build, deploy]
        - {role: audit, account: identity}
        """,
        """[{"Effect": "Allow",
             "Principal": {"AWS": ["${aws_iam_role.build.arn}", "${aws_iam_role.deploy.arn}"]},
             "Action": ["sts:AssumeRole"]},
            {"Effect": "Allow", "Principal": {"AWS": "${aws_iam_role.audit.arn}"},
             "Action": ["sts:AssumeRole"]}]""",
    ),
    "an organization": (
        "- organization: o-a1b2c3d4e5",
        """[{"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": ["sts:AssumeRole"],
             "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}}]""",
    ),
    "units, roles and users of an organization": (
        """
        - organization: acme
          units: [ou-ab12-11111111, r-ab12/ou-ab12-22222222]
          roles: [ci-*]
          users: [admins/Alice]
        """,
        """[{"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": ["sts:AssumeRole"],
             "Condition": {
               "ArnLike": {"aws:PrincipalArn": ["arn:aws:iam::*:role/ci-*",
                                                "arn:aws:iam::*:user/admins/Alice"]},
               "ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": [
                 "o-a1b2c3d4e5/r-ab12/*ou-ab12-11111111/*",
                 "o-a1b2c3d4e5/r-ab12/ou-ab12-22222222/*"]},
               "StringEquals": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}}}]""",
    ),
}


@pytest.mark.parametrize(("entries", "expected"), DOCUMENTS.values(), ids=DOCUMENTS)
def test_document(entries, expected, statements):
    assert statements(entries) == json.loads(expected)


FINDINGS = {
    "EC2 sends no source": (
        "- {aws_service: ec2, source_account: self}",
        ("E0310", "error", "source_account"),
    ),
    "nor does one of a list": (
        "- {aws_service: [states, lambda], source_org: acme}",
        ("E0310", "error", "source_org"),
    ),
    "a service that is not known": (
        "- aws_service: lamda",
        ("E0311", "warning", "lamda"),
    ),
    "a service with a kind of its own": (
        "- aws_service: pods.eks",
        ("E0312", "error", "pods.eks"),
    ),
    "a group, which is no principal": (
        "- aws_principal: arn:aws:iam::222233334444:group/developers",
        ("E0325", "error", "arn:aws:iam::222233334444:group/developers"),
    ),
    "the principal of a region": (
        "- aws_service: logs.eu-west-1.amazonaws.com",
        ("E0312", "warning", "logs.eu-west-1.amazonaws.com"),
    ),
    "the suffix of China elsewhere": (
        "- aws_service: ec2.amazonaws.com.cn",
        ("E0312", "error", "ec2.amazonaws.com.cn"),
    ),
    "an ARN that the service never sends": (
        """
        - aws_service: scheduler
          source_arn: arn:aws:scheduler:eu-west-1:111122223333:schedule/default/nightly
        """,
        (
            "E0313",
            "error",
            "arn:aws:scheduler:eu-west-1:111122223333:schedule/default/nightly",
        ),
    ),
    "an ARN of another account": (
        """
        - aws_service: sns
          source_arn: arn:aws:sns:eu-west-1:999999999999:orders
          source_account: self
        """,
        ("E0313", "error", "arn:aws:sns:eu-west-1:999999999999:orders"),
    ),
    "an account that is not known": (
        "- aws_account: idenity",
        ("E0331", "error", "idenity"),
    ),
    "an account of another partition": (
        "- aws_account: beijing",
        ("E0327", "error", "beijing"),
    ),
    "an organization that is not known": (
        "- organization: acmee",
        ("E0331", "error", "acmee"),
    ),
    "the account of a role that is not known": (
        "- {role: build, account: tools}",
        ("E0331", "error", "tools"),
    ),
    "MFA of people from Identity Center": (
        "- {aws_account: identity, permission_set: Developer, mfa: true}",
        ("E0314", "error", "mfa"),
    ),
    "MFA of roles": (
        "- {aws_account: identity, roles: deploy, mfa: true}",
        ("E0314", "warning", "mfa"),
    ),
    "match without a name": (
        "- {aws_account: identity, match: arn}",
        ("E0303", "error", "match"),
    ),
}


@pytest.mark.parametrize(("entries", "expected"), FINDINGS.values(), ids=FINDINGS)
def test_finding(entries, expected, findings):
    assert findings(entries) == [expected]


def test_self_needs_an_account(findings):
    from rolec.ir.module import Account

    assert findings("- aws_account: self", account=Account()) == [("E0301", "error", "self")]


def test_partition_of_the_account(statements):
    from rolec.ir.module import Account

    china = Account(nickname="beijing", id="777788889999", partition="aws-cn")
    (statement,) = statements(
        "- {aws_account: self, roles: [deploy]}", account=china, accounts={"beijing": china}
    )
    assert statement["Principal"] == {"AWS": "arn:aws-cn:iam::777788889999:role/deploy"}


def test_role_in_another_account_is_a_link_to_it(lowered):
    trust, _ = lowered("- {role: audit, account: identity}")
    (link,) = trust.document.statements[0].principals[0].value.parts
    assert (link.name, link.account) == ("audit", "identity")


def test_the_chinese_suffix_is_taken_in_china_with_a_warning(findings):
    from rolec.ir.module import Account

    china = Account(nickname="beijing", id="777788889999", partition="aws-cn")
    found = findings("- aws_service: ec2.amazonaws.com.cn", account=china)
    assert found == [("E0312", "warning", "ec2.amazonaws.com.cn")]
