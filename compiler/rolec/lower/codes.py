"""Codes for specs that fit the schema and yet have no meaning in IAM: E03xx."""

from __future__ import annotations

from rolec.diagnostics.code import Code
from rolec.diagnostics.diagnostic import Diagnostic, error
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

CONDITION_SINGLE = Code(
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
