"""Codes for values and selections that the project does not have: E05xx."""

from __future__ import annotations

from rolec.diagnostics.code import Code
from rolec.diagnostics.level import Level

NO_ACCOUNT = Code(
    "E0501",
    "account-value-needed",
    """
`${account.id}`, `${account.name}` or `${account.region}` stands in a spec, and the project
does not say what it is.

    on: arn:aws:dynamodb:eu-west-1:${account.id}:table/orders

Write a file `rolec.yaml` in the folder above the specs, with the line

    account: 111122223333

or `accounts:`, with a nickname for each, its `id`, and its `region` where that is used.
""",
)

UNKNOWN_VALUE = Code(
    "E0502",
    "unknown-value",
    """
rolec's own values are `${account.id}`, `${account.name}`, `${account.partition}`,
`${account.region}`, `${role.name}` (in a role), and `${variables.NAME}` for what rolec.yaml
has under `variables:`, for all accounts or for one.

    on: arn:aws:s3:::${variables.bukcet}/*
""",
)

NOT_A_TEXT = Code(
    "E0503",
    "variable-not-text",
    """
A variable that is a list or a mapping can only stand alone, as the whole value. Inside a
longer text it has no meaning.

    variables:
      regions: [eu-west-1, eu-central-1]

    when: {StringEquals: {aws:RequestedRegion: "${variables.regions}"}}      # right
    on: arn:aws:sqs:${variables.regions}:*:*                                 # wrong
""",
)

UNKNOWN_NICKNAME = Code(
    "E0504",
    "unknown-nickname",
    """
`accounts:` and `overrides:` of a spec name accounts by the nicknames that rolec.yaml gives
them under `accounts:`. The message has the nearest.

    role: deploy
    accounts: [developmnet]
""",
)

NO_TRUST = Code(
    "E0505",
    "no-trust-in-account",
    """
In one account of the role no entry of `trust` is left: all of them are for other accounts.
IAM refuses a role without a trust policy.

    role: deploy
    trust:
      - aws_service: ec2
        accounts: [development]      # and production?

Put `accounts:` on the role too, or trust somebody in every account that has the role.
""",
)

OVERRIDE_UNUSED = Code(
    "E0506",
    "override-unused",
    """
`overrides:` has fields for an account in which the document is not made, because its
`accounts:` do not name it. They change nothing.

    role: deploy
    accounts: [development]
    overrides:
      production: {max_session_duration: 1h}
""",
    level=Level.WARNING,
)

NO_OVERRIDE = Code(
    "E0507",
    "cannot-be-overridden",
    """
`overrides:` replaces fields of a document in one account. What the document is called, and in
which accounts it is, is the same in all: the first word of the document, `accounts:` and
`overrides:` itself have no meaning there. Write a second document for a role that has
another name in one account.
""",
)
