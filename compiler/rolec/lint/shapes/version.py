"""Finds documents without a version of the policy language, or with one that there never was.

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
from rolec.read.value import Object, Template

_OLD = "2008-10-17"
_STATEMENT = '{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::photos/*"}'

MISSING_VERSION = Lint(
    id="L0104",
    name="no-version",
    level=Level.WARNING,
    access_analyzer="MISSING_VERSION",
    explain="""
A document without `Version` is one of 2008-10-17, in which policy variables are ordinary text.
For new policies and roles IAM takes 2012-10-17.
""",
    bad=policy(_STATEMENT, version=""),
    good=policy(_STATEMENT),
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


def _check(document: JsonDocument, _: Facts) -> Iterator[Diagnostic]:
    root = document.value
    if not isinstance(root, Object):
        return
    match element(root, "Version"):
        case None:
            yield MISSING_VERSION.at(
                head(root),
                f"without `Version` the policy is read as {_OLD}",
                help=f'add `"Version": "{VERSION}"`',
            )
        case Template(literal=str() as version, span=span) if version not in {VERSION, _OLD}:
            yield INVALID_VERSION.at(
                span,
                f"the policy language has no version `{version}`",
                help=f"write `{VERSION}`",
            )
        case _:
            pass


FAMILY = Family((MISSING_VERSION, INVALID_VERSION), _check)
