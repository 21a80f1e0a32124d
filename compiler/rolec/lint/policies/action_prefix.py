"""Finds actions that do not have the form `service:Name`.

`ec*:Describe*` is an action of EC2, ECS, ECR and whatever AWS calls the next service. Where the prefix is
anything but `*`, IAM refuses the document, and `*:DescribeTags` nobody can say the meaning of.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from rolec.diagnostics.diagnostic import Diagnostic
from rolec.diagnostics.level import Level
from rolec.lint.example import on
from rolec.lint.facts import Facts
from rolec.lint.known_action import is_prefix, is_wild
from rolec.lint.lint import Family, Lint
from rolec.policy.policy_text import Kind, PolicyText

ANY_SERVICE = Lint(
    id="L0265",
    name="wildcard-in-service",
    level=Level.SUGGESTION,
    access_analyzer="WILDCARD_IN_SERVICE_NAME",
    explain="""
The prefix of an action is a service, in full: `ec2:Describe*`. Every action of every service is
`*`.
""",
    bad=on('"*"', '"*:DescribeTags"'),
    good=on('"*"', '"ec2:DescribeTags"'),
)

SOME_SERVICES = Lint(
    id="L0266",
    name="pattern-for-services",
    level=Level.ERROR,
    access_analyzer="WILDCARD_IN_SERVICE_NAME",
    explain="""
The prefix of an action is a service, in full: `ec2:Describe*`. IAM reads wildcards only behind the colon, and
refuses the document: "Vendor ec* is not valid." IAM Access Analyzer only suggests to write services in full.
""",
    bad=on('"*"', '"ec*:DescribeTags"'),
    good=on('"*"', '"ec2:DescribeTags"'),
)

NO_SERVICE = Lint(
    id="L0267",
    name="action-without-service",
    level=Level.ERROR,
    explain="""
An action begins with the prefix of its service and a colon; `*` alone is every action of all. IAM refuses the
document: "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc."
""",
    bad=on('"*"', '"DescribeTags"'),
    good=on('"*"', '"ec2:DescribeTags"'),
)


MALFORMED = Lint(
    id="L0268",
    name="malformed-action",
    level=Level.ERROR,
    explain="""
An action is the prefix of its service, of letters, digits, dots and hyphens, one colon, and a name. IAM
refuses a document with others: "Vendor s_3 is not valid", "Actions/Condition can contain only one colon."
""",
    bad=on('"*"', '"ec2:Describe:Tags"'),
    good=on('"*"', '"ec2:DescribeTags"'),
)


class _Judged(NamedTuple):
    lint: Lint
    message: str
    help: str


def _check(policy: PolicyText, _: Facts) -> Iterator[Diagnostic]:
    for statement in policy.statements:
        for action in statement.actions.items if statement.actions else ():
            # What a trust policy lists by name is judged where its few actions are known.
            is_listed = policy.kind is Kind.TRUST and not is_wild(action.text)
            judged = _judge(action.text) if action.exact and not is_listed else None
            if judged:
                yield judged.lint.at(action.span, judged.message, help=judged.help)


@lru_cache(maxsize=16384)
def _judge(text: str) -> _Judged | None:
    prefix, colon, name = text.partition(":")
    # A policy variable, whose name has a colon too, is told as one.
    if text == "*" or "${" in text:
        return None
    if not text:
        return _Judged(NO_SERVICE, "the action is empty", "write one such as `s3:GetObject`")
    if not colon:
        return _Judged(
            NO_SERVICE,
            f"`{text}` does not say of which service it is",
            f"write `SERVICE:{text}`" if text.strip("*") else "write `*` for every action",
        )
    if ":" in name:
        return _Judged(MALFORMED, f"`{text}` has more than one colon", "write `SERVICE:NAME`")
    if is_prefix(prefix):
        return None
    if not is_wild(prefix):
        return _Judged(
            MALFORMED,
            f"`{prefix}` cannot be the prefix of a service",
            "write it with letters, digits, dots and hyphens alone",
        )
    return _Judged(
        ANY_SERVICE if prefix == "*" else SOME_SERVICES,
        f"`{prefix}` may be any of several services",
        "write a prefix for each service, or `*` for every action",
    )


FAMILY = Family((ANY_SERVICE, SOME_SERVICES, NO_SERVICE, MALFORMED), _check)
