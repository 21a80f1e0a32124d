"""Finds documents without a version of the policy language, or with one that there never was or no longer is.

Only in version 2012-10-17 is `${aws:username}` a variable. Without `Version` a document is read as
2008-10-17, whatever year it was written in.
"""

from __future__ import annotations

from collections.abc import Iterator

from rolec.diagnostics.diagnostic import Diagnostic
from rolec.diagnostics.level import Level
from rolec.ir.document import VERSION
from rolec.lint.example import policy
from rolec.lint.facts import Facts
from rolec.lint.json_document import JsonDocument
from rolec.lint.lint import Family, Lint
from rolec.policy.of_json import element, head
from rolec.policy.policy_text import Kind
from rolec.read.value import Object, Template

_OLD = "2008-10-17"
_TRUST = '{"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}'
_STATEMENT = '{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::photos/*"}'

MISSING_VERSION = Lint(
    id="L0104",
    name="no-version",
    level=Level.WARNING,
    access_analyzer="MISSING_VERSION",
    explain="""
A document without `Version` is one of 2008-10-17, in which policy variables are ordinary text. IAM takes
such a trust policy.
""",
    bad=policy(_TRUST, version=""),
    good=policy(_TRUST),
)

INVALID_VERSION = Lint(
    id="L0105",
    name="invalid-version",
    level=Level.ERROR,
    access_analyzer="INVALID_VERSION",
    explain="""
The policy language has two versions, 2012-10-17 and 2008-10-17. `Version` is not the day on which
the policy was written.
""",
    bad=policy(_STATEMENT, version='"Version": "2026-10-17", '),
    good=policy(_STATEMENT),
)

NO_VERSION_OF_PERMISSIONS = Lint(
    id="L0106",
    name="no-version-in-identity-policy",
    level=Level.ERROR,
    access_analyzer="MISSING_VERSION",
    explain="""
IAM refuses to make a managed policy without `Version`: "Policy document must be version 2012-10-17 or
greater." Elsewhere it reads the document as one of 2008-10-17, in which policy variables are ordinary text.
""",
    bad=policy(_STATEMENT, version=""),
    good=policy(_STATEMENT),
)

OLD_VERSION = Lint(
    id="L0107",
    name="old-version-in-identity-policy",
    level=Level.ERROR,
    explain="""
IAM refuses to make a managed policy in the old version of the policy language: "Policy document must be
version 2012-10-17 or greater." In the old one `${aws:username}` is ordinary text, which after the change is a
variable.
""",
    bad=policy(_STATEMENT, version='"Version": "2008-10-17", '),
    good=policy(_STATEMENT),
)


def _check(document: JsonDocument, _: Facts) -> Iterator[Diagnostic]:
    is_trust = document.kind is Kind.TRUST
    root = document.value
    if not isinstance(root, Object):
        return
    match element(root, "Version"):
        case None:
            yield (MISSING_VERSION if is_trust else NO_VERSION_OF_PERMISSIONS).at(
                head(root),
                f"without `Version` the policy is read as {_OLD}"
                + ("" if is_trust else ", of which IAM takes no new managed policy"),
                help=f'add `"Version": "{VERSION}"`',
            )
        case Template(literal=str() as version, span=span) if version not in {VERSION, _OLD}:
            yield INVALID_VERSION.at(
                span,
                f"the policy language has no version `{version}`",
                help=f"write `{VERSION}`",
            )
        case Template(literal=str() as version, span=span) if version == _OLD and not is_trust:
            yield OLD_VERSION.at(
                span,
                f"IAM takes no new managed policy of version `{version}`",
                help=f"write `{VERSION}`",
            )
        case _:
            pass


FAMILY = Family((MISSING_VERSION, INVALID_VERSION, NO_VERSION_OF_PERMISSIONS, OLD_VERSION), _check)
