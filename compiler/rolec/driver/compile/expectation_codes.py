"""Codes for expectations: those that ask about nothing, and those that are not met. E0560 on."""

from __future__ import annotations

from rolec.diagnostics.code import Code
from rolec.diagnostics.level import Level

NO_SUCH_ROLE = Code(
    "E0560",
    "expected-of-no-role",
    """
A list of expectations names the roles that have to meet them, and no role has this name, or a name
like this pattern. What is expected of nobody is always met, so the test would never fail.

    expectations: nobody-is-administrator
    roles: [webb]
    expect:
      - deny: iam:*

Mend the name, or delete it from the list.
""",
)

NO_PRINCIPAL = Code(
    "E0561",
    "assumed-by-nobody",
    """
`assume` says who is to assume the role: the ARN of a role, a user, a session or an account's root,
the twelve digits of an account, a service such as `ec2.amazonaws.com`, or an identity provider, by
its ARN or its host.

    expect:
      - allow: sts:AssumeRole
        assume: ec2
""",
)

LINK_TO_NOTHING = Code(
    "E0562",
    "expectation-of-an-unknown-name",
    """
`${roles.NAME.arn}` and `${policies.NAME.arn}` stand for what the project defines in the same account,
and it defines nothing of this name.

    expect:
      - allow: sts:AssumeRole
        on: ${roles.deploier.arn}
""",
)

NOT_ALLOWED = Code(
    "E0563",
    "expected-to-be-allowed",
    """
The spec expects that the role is allowed something, and a request shows that it is not always: with
these values of the condition keys that `with` leaves open, a statement denies it, or none allows it.

    expect:
      - allow: s3:GetObject
        on: arn:aws:s3:::photos/*

Where only some requests are meant, give their keys under `with`. Else the role lacks a statement, or
the expectation is not what the role is for.
""",
)

NOT_DENIED = Code(
    "E0564",
    "expected-to-be-denied",
    """
The spec expects that the role is never allowed something, and a request shows that it can be. It is
an example: there may be others.

    expect:
      - deny: iam:*

Take the statement that is underlined away or limit it, or expect less.
""",
)

NOT_TOLD = Code(
    "E0565",
    "expectation-not-told",
    """
Whether the expectation is met cannot be told from what rolec knows: it depends on the document of a
policy that is not in the project, on a value that only Terraform knows, or on more cases than
rolec tries. What cannot be shown counts as not met.

    permissions:
      - managed_policy: arn:aws:iam::111122223333:policy/made-by-hand
    expect:
      - deny: iam:*

Bring the policy into the project, give the value under `references:` of rolec.yaml, or ask a narrower
question.
""",
)

NO_SUCH_ACTION = Code(
    "E0566",
    "expectation-of-an-unknown-action",
    """
AWS has no action of this name, or none that the pattern covers. Nobody sends such a request, so that
what is expected to be denied is denied always, and the test says nothing.

    expect:
      - deny: iam:PassRoel

This is a warning: AWS may have added the action since the catalogue was made.
""",
    level=Level.WARNING,
)

SEVERAL_VALUES = Code(
    "E0567",
    "several-values-of-one",
    """
A list under `with` is a request in which the key has all of these values at once. This key has one
value in every request, so nobody sends such a request, and IAM's operators would not hold of it.

    expect:
      - deny: s3:PutObject
        with: {aws:PrincipalTag/team: [web, data]}

Write an expectation for each value.
""",
)

NO_SUCH_KEY = Code(
    "E0568",
    "expectation-of-an-unknown-key",
    """
AWS documents no condition key of this name. No request has it, so what is said of it under `with` says
nothing, and the key that was meant is left open.

    expect:
      - allow: s3:GetObject
        with: {aws:SecureTransprot: true}

This is a warning: AWS may have added the key since the catalogue was made.
""",
    level=Level.WARNING,
)

IMPOSSIBLE_VALUE = Code(
    "E0569",
    "impossible-value",
    """
No request has this value of the key: it is not what AWS says that values of the key are. A condition never
holds of it, so that what is expected to be denied may be denied for that alone, and the test says nothing.

    expect:
      - deny: s3:GetObject
        with: {aws:SourceIp: 10.0.0.0/8}        # a range; a request comes from one address

Write a value that a request can have.
""",
)
