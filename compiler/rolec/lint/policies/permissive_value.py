"""Finds wildcards and policy variables in values where a part of the name proves nothing.

An account id, an organization or a VPC is one of many strangers': all that share some characters
have nothing else in common.
"""

from __future__ import annotations

from collections.abc import Iterator

from rolec.diagnostics.diagnostic import Diagnostic
from rolec.diagnostics.level import Level
from rolec.ir import operator
from rolec.lint.example import under
from rolec.lint.facts import Facts
from rolec.lint.lint import Family, Lint
from rolec.lint.sensitive_key import SENSITIVE_KEYS, VOUCHED, widens
from rolec.lint.variable import has_wildcard, variables, without_variables
from rolec.policy.policy_text import PolicyText, Word

WILDCARD = Lint(
    id="L0385",
    name="wildcard-in-sensitive-value",
    level=Level.ERROR,
    access_analyzer="WILDCARD_USAGE_TOO_PERMISSIVE",
    explain="""
A wildcard in an account id, an organization id, a VPC or an endpoint lets in strangers. In
`aws:userid` it may stand for the name of a session, which is right of the colon, or alone for the
id, left of it: `AROAEXAMPLEID:*`, `*:build`. Only conditions that give access are looked at: values
of an allow, and the exceptions of a deny.
""",
    bad=under('"StringLike": {"aws:PrincipalOrgID": "o-*"}'),
    good=under('"StringLike": {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}'),
)

VARIABLE = Lint(
    id="L0386",
    name="variable-in-sensitive-value",
    level=Level.ERROR,
    access_analyzer="VARIABLE_USAGE_TOO_PERMISSIVE",
    explain="""
A policy variable in an account id, an organization id, a VPC or an endpoint leaves to whoever sets
it, such as the owner of a tag, who is let in. Keys that AWS fills in are safe to compare with each
other: `aws:ResourceOrgID` with `${aws:PrincipalOrgID}`. In `aws:userid` a variable may stand right
of the colon, or alone left of it.
""",
    bad=under('"StringEquals": {"aws:ResourceAccount": "${aws:PrincipalTag/account}"}'),
    good=under('"StringEquals": {"aws:ResourceAccount": "${aws:PrincipalAccount}"}'),
)

_STAND_IN = "*"


def _check(policy: PolicyText, _: Facts) -> Iterator[Diagnostic]:
    for statement in policy.statements:
        for condition in statement.conditions:
            key = condition.key.text.lower()
            if key not in SENSITIVE_KEYS and key != "aws:userid":
                continue
            parsed = condition.parsed
            if parsed and parsed.family is operator.Family.STRING and widens(statement, parsed):
                for value in condition.values:
                    if value.exact:
                        yield from _judged(value, key, like=parsed.takes_wildcards)


def _judged(value: Word, key: str, *, like: bool) -> Iterator[Diagnostic]:
    text = value.text
    user = key == "aws:userid"
    if like and has_wildcard(text) and not (user and _names_user(without_variables(text, "x"))):
        yield WILDCARD.at(
            value.span,
            f"`{text}` lets in more than one can know",
            help="write the id, a colon and `*` for any session"
            if user
            else "write each value in full",
        )
    wild = [name for name in variables(text) if name.lower() not in VOUCHED]
    if wild and not (user and _names_user(without_variables(text, _STAND_IN))):
        yield VARIABLE.at(
            value.span,
            f"`{text}` is decided by who sets `{wild[0]}`",
            help="write the variable right of the colon, or alone left of it"
            if user
            else "write each value in full, or compare with a key that AWS fills in",
        )


def _names_user(text: str) -> bool:
    """Whether the only wildcard left of the colon of a user id is all that stands there."""
    left, colon, _ = text.partition(":")
    return bool(colon) and (left == "*" or not has_wildcard(left))


FAMILY = Family((WILDCARD, VARIABLE), _check)
