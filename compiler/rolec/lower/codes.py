"""Codes for specs that fit the schema and yet have no meaning in IAM: E03xx."""

from __future__ import annotations

from rolec.diagnostics.code import Code
from rolec.diagnostics.diagnostic import Diagnostic, error
from rolec.diagnostics.level import Level
from rolec.source.span import Span

NO_ACCOUNT = Code(
    "E0301",
    "account-needed",
    """
Something in a spec needs the id of the AWS account, and no account is known.

    trust:
      - aws_account: self

Write a file `rolec.yaml` in the folder above the specs, with the line

    account: 111122223333

or `accounts:` with a nickname and an id for each account that has the roles.
""",
)


def no_account(what: str, span: Span) -> Diagnostic:
    """Says that ``what`` needs an account id, and the line to add."""
    return error(
        NO_ACCOUNT,
        f"{what} needs the id of the account",
        span,
        help="add the line `account: 111122223333` to rolec.yaml, with your account's id",
    )


CONDITION_TWICE = Code(
    "E0302",
    "condition-twice",
    """
A field of an entry and its `when`, or two fields, set the same operator and key. One JSON
object cannot hold a key twice, and the two lists joined would be an OR where the entry
says AND.

    trust:
      - aws_account: "444455556666"
        external_id: Vendor-12345
        when: {StringEquals: {sts:ExternalId: Vendor-67890}}

Keep one of the two, with all its values in one list if any of them may match.
""",
)

VALUE_NOT_VALID = Code(
    "E0303",
    "value-not-valid",
    """
A field has the right form, and a value that means nothing to IAM in this place.

    trust:
      - aws_service: ec2
        source_account: "111122223333"

EC2 never sends `aws:SourceAccount`, so this role could never be assumed. The message says
what to write instead.
""",
)

POLICY_VARIABLE_PLACE = Code(
    "E0304",
    "policy-variable-place",
    """
IAM reads policy variables such as `${aws:username}` only after the fifth colon of a
resource, and in the values of String and Arn condition operators. Anywhere else the
characters would be compared as they stand, and match nothing.

    - allow: s3:GetObject
      on: arn:aws:s3:::${aws:username}/*           # right
    - allow: sqs:SendMessage
      on: arn:aws:sqs:${aws:RequestedRegion}:*:*   # wrong
""",
)

NO_SUCH_DAY = Code(
    "E0305",
    "no-such-day",
    """
`until` takes the last day of a grant, as YEAR-MONTH-DAY in UTC. The grant ends when that
day ends: `until: 2027-01-31` becomes `DateLessThan aws:CurrentTime 2027-02-01T00:00:00Z`.

    until: 2027-02-30     # February has no such day
""",
)

PASSED = Code(
    "E0306",
    "until-passed",
    """
The last day of a grant has passed. IAM already refuses what it allowed; the lines only
make a reader think that the access is there. Delete them, or write a later day.
""",
    level=Level.WARNING,
)

UNTIL_ON_DENY = Code(
    "E0307",
    "until-on-deny",
    """
`until` ends a grant. A deny that ends is a grant that starts, on a day that nobody will
notice.

    - deny: s3:DeleteObject
      on: "*"
      until: 2027-01-31

Write the deny without `until`, and delete it when it should end.
""",
)

DUPLICATE_SID = Code(
    "E0308",
    "duplicate-sid",
    """
Two statements of one policy have the same Sid. IAM refuses such a policy; older tools
dropped one of the two. Give each its own, or leave `sid` out: it is only a name.
""",
)

NOT_AN_ARN = Code(
    "E0309",
    "resource-not-an-arn",
    """
`on` takes ARNs: six fields, arn:partition:service:region:account:resource. A bucket is
`arn:aws:s3:::photos`, what is in it `arn:aws:s3:::photos/*`. IAM fills up a shorter ARN
with `*`, which is seldom meant, and refuses a wildcard for the service.

    - allow: s3:GetObject
      on: photos/*
""",
)

NO_SUCH_NAME = Code(
    "E0331",
    "no-such-name",
    """
A spec names something that is not there: a nickname of an account that rolec.yaml does not
have, an AWS managed policy or a service that AWS does not have, a policy or role that no spec
of the project defines. The message has the nearest name where one is near, and else says what to write.

A service or policy that AWS made after this rolec is not known either, and however old rolec is that is an
error: without it there are no actions to write, and no ARN. List the actions, write the ARN of the policy,
or name the service in the file of `catalogue:` in rolec.yaml.
""",
)

UNKNOWN_MANAGED_POLICY = Code(
    "E0349",
    "unknown-managed-policy",
    """
rolec knows no AWS managed policy with this ARN. AWS may have made it since this rolec, or retired it: a
role that has a policy which AWS retired keeps it, and no other can get it. What it allows is not known, as
with any policy whose document is in no spec. A name that is not known is an error: it stands for no ARN.

    permissions:
      - managed_policy: arn:aws:iam::aws:policy/AWSLambdaFullAccess      # retired in 2021
""",
    level=Level.WARNING,
)

TAG_TWICE = Code(
    "E0332",
    "tag-key-twice",
    """
IAM ignores the case of tag keys on roles: `Team` and `team` are one tag, and IAM refuses
a role that has both. This counts the tags of `defaults:` in rolec.yaml too, which a role
replaces by writing the same key in the same case.
""",
)

NOT_ATTACHABLE = Code(
    "E0333",
    "policy-not-attachable",
    """
AWS managed policies below `/aws-service-role/` belong to service-linked roles. IAM refuses
to attach them to any other role (PolicyNotAttachable).
""",
)

TOO_MANY_TAGS = Code(
    "E0334",
    "too-many-tags",
    """
IAM takes 50 tags on a role, a policy, an instance profile or a provider. The tags of
`defaults:` in rolec.yaml count.
""",
)

NO_TRUST = Code(
    "E0335",
    "no-trust",
    """
A role that nobody may assume. In this account no entry of `trust` is left: all of them are
for other accounts. IAM refuses a role without a trust policy.

    role: deploy
    trust:
      - aws_service: ec2
        accounts: [development]      # and production?

Put `accounts:` on the role too, or trust somebody in every account that has the role.
""",
)

NAME_TWICE = Code(
    "E0336",
    "policy-name-twice",
    """
Two inline policies of a role have one name (IAM ignores case), or a managed policy is
attached twice. The second would replace the first.
""",
)

NOT_NORMAL = Code(
    "E0337",
    "tag-not-normal",
    """
A tag holds a character that Unicode also has in a more usual form (a Kelvin sign for the
letter K, a syllable of Hangul in its parts). Terraform writes the usual form in every text, so
AWS would get another tag than the spec says. Type the text again.
""",
)

METADATA_LENGTH = Code(
    "E0338",
    "metadata-length",
    """
The metadata document of a SAML provider has 1,000 to 10,000,000 characters (AWS API,
CreateSAMLProvider). A shorter file is not what the identity provider gives out.
""",
)

NO_ACTION_LEFT = Code(
    "E0339",
    "no-action-left",
    """
`{service, access}` stands for the actions of these access levels that can act on something
that `on` names. Here there is none, so the statement would say nothing.

    - allow: {service: sqs, access: [read]}
      on: arn:aws:s3:::photos             # no queue

Name the resources that the actions act on, or write `on: "*"`.
""",
)

ACTIONS_LEFT_OUT = Code(
    "E0340",
    "actions-left-out",
    """
`{service, access}` stands for the actions of these access levels that can act on something
that `on` names. Others of the same levels are left out, since IAM would never allow them by
this statement.

    - allow: {service: s3, access: [list]}
      on: arn:aws:s3:::photos             # not s3:ListAllMyBuckets, which acts on no bucket

This is a note, for those who meant all of them: these need a statement with `on: "*"`.
""",
    level=Level.NOTE,
)
