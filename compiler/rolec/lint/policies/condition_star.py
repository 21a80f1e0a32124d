"""Finds conditions that a `*` makes pointless, and wildcards that are none.

A value that is `*` alone compares nothing: what is left of the condition is whether the key is
there, or not even that.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from rolec.catalog.condition_key import KeyType
from rolec.catalog.key_type import key_type
from rolec.catalog.token_key import token_key
from rolec.diagnostics.diagnostic import Diagnostic
from rolec.diagnostics.level import Level
from rolec.ir import operator
from rolec.ir.operator import Operator
from rolec.lint.example import under
from rolec.lint.facts import Facts
from rolec.lint.lint import Family, Lint
from rolec.lint.sensitive_key import SENSITIVE_KEYS, widens
from rolec.lint.variable import has_wildcard
from rolec.policy.policy_text import ConditionText, PolicyText, StatementText, Word

NO_WILDCARD = Lint(
    id="L0380",
    name="wildcard-taken-literally",
    level=Level.WARNING,
    access_analyzer="WILDCARD_WITHOUT_LIKE_OPERATOR",
    explain="""
Under `StringEquals` and its kin a `*` is a star and a `?` a question mark. Only `StringLike`,
`StringNotLike` and the `Arn` operators take them for wildcards. A star that is meant as one can be
written `${*}`.
""",
    bad=under('"StringEquals": {"aws:PrincipalTag/team": "red-*"}'),
    good=under('"StringLike": {"aws:PrincipalTag/team": "red-*"}'),
)

PRESENT = Lint(
    id="L0381",
    name="star-for-present",
    level=Level.SUGGESTION,
    access_analyzer="EQUIVALENT_TO_NULL_FALSE",
    explain="""
Every value is like `*`, so the condition holds whenever the key is there. `Null` with "false" says
so.
""",
    bad=under('"StringLike": {"aws:PrincipalTag/team": "*"}'),
    good=under('"Null": {"aws:PrincipalTag/team": "false"}'),
)

ABSENT = Lint(
    id="L0382",
    name="star-for-absent",
    level=Level.SUGGESTION,
    access_analyzer="EQUIVALENT_TO_NULL_TRUE",
    explain="""
No value is unlike `*`, so the condition holds only where the key is absent. `Null` with "true" says
so.
""",
    bad=under('"StringNotLike": {"aws:PrincipalTag/team": "*"}'),
    good=under('"Null": {"aws:PrincipalTag/team": "true"}'),
)

ALWAYS = Lint(
    id="L0383",
    name="condition-always-met",
    level=Level.SUGGESTION,
    access_analyzer="REDUNDANT_KEY_DUE_TO_WILDCARD_IN_CONDITION",
    explain="""
Every value is like `*`, and the operator also holds where there is none: the condition is met by
every request, and says nothing.
""",
    bad=under('"StringLikeIfExists": {"aws:PrincipalTag/team": "*"}'),
    good=under('"StringLikeIfExists": {"aws:PrincipalTag/team": "red"}'),
)

NEVER = Lint(
    id="L0384",
    name="condition-never-met",
    level=Level.SUGGESTION,
    access_analyzer="REDUNDANT_STATEMENT_DUE_TO_WILDCARD_IN_CONDITION",
    explain="""
The operator asks for a value that is unlike `*`, and there is none. No request meets the condition,
so the statement does nothing.
""",
    bad=under('"ForAnyValue:StringNotLike": {"aws:TagKeys": "*"}'),
    good=under('"ForAnyValue:StringNotLike": {"aws:TagKeys": "team"}'),
)

_LITERAL = (
    "StringEquals",
    "StringNotEquals",
    "StringEqualsIgnoreCase",
    "StringNotEqualsIgnoreCase",
)
_LIKE = ("StringLike", "StringNotLike")


def _check(policy: PolicyText, _: Facts) -> Iterator[Diagnostic]:
    for statement in policy.statements:
        for condition in statement.conditions:
            parsed = condition.parsed
            if parsed is None or parsed.family is not operator.Family.STRING:
                continue
            if parsed.name in _LITERAL:
                yield from _taken_literally(condition, parsed, statement)
            else:
                yield from _pointless(condition, parsed, statement)


def _taken_literally(
    condition: ConditionText, parsed: Operator, statement: StatementText
) -> Iterator[Diagnostic]:
    for value in condition.values:
        if value.exact and has_wildcard(value.text):
            yield NO_WILDCARD.at(
                value.span,
                f"`{value.text}` is compared as it stands under `{condition.operator.text}`",
                help=_with_wildcards(condition, parsed, statement),
            )


def _with_wildcards(condition: ConditionText, parsed: Operator, statement: StatementText) -> str:
    key = condition.key.text
    if key.lower() in SENSITIVE_KEYS and widens(statement, parsed):
        return f"write the values of `{key}` in full"
    known = key_type(key)
    like = _LIKE[parsed.negated]
    if known and known.type is KeyType.ARN:
        like = like.replace("String", "Arn")
    return f"write `{condition.operator.text.replace(parsed.name, like)}`"


def _pointless(
    condition: ConditionText, parsed: Operator, statement: StatementText
) -> Iterator[Diagnostic]:
    star = next(
        (v for v in condition.values if v.exact and v.text and not v.text.strip("*")), None
    )
    key = condition.key.text
    if star is None or not condition.key.exact:
        return
    known = key_type(key)
    if known and known.multivalued and not parsed.qualifier:
        return
    # That a sensitive key is there says nothing, which another lint says louder.
    sensitive = key.lower() in SENSITIVE_KEYS or key.lower() == "aws:userid"
    if not (sensitive and widens(statement, parsed)):
        found = _outcome(condition, parsed, star)
        if found.code is PRESENT and statement.allows and _says_who(key):
            # That the key is there says nothing of who is let in, as other lints tell.
            found = replace(found, help="write the values that are meant")
        yield found


def _says_who(key: str) -> bool:
    return key.lower() == "sts:externalid" or token_key(key) is not None


def _outcome(condition: ConditionText, parsed: Operator, star: Word) -> Diagnostic:
    key, spelt = condition.key.text, condition.operator.text
    without = parsed.if_exists or parsed.qualifier == "ForAllValues"
    without = without or (parsed.negated and not parsed.qualifier)
    match (parsed.negated, without):
        case (False, True):
            return ALWAYS.at(
                star.span,
                f"every request meets `{spelt}` of `{key}`",
                help="write values that matter, or leave the condition out",
            )
        case (False, False):
            return PRESENT.at(
                star.span,
                f"every request that has `{key}` meets `{spelt}`",
                help=f'write `"Null": {{"{key}": "false"}}`',
            )
        case (True, True):
            return ABSENT.at(
                star.span,
                f"only a request without `{key}` meets `{spelt}`",
                help=f'write `"Null": {{"{key}": "true"}}`',
            )
        case _:
            return NEVER.at(
                star.span,
                f"no request meets `{spelt}` of `{key}`",
                help="write values that matter, or delete the statement",
            )


FAMILY = Family((NO_WILDCARD, PRESENT, ABSENT, ALWAYS, NEVER), _check)
