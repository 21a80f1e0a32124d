"""Finds conditions on tags for actions that send no tags.

Not every service passes the tags of what is acted on, or of what is made. A deny by tag does not hold
there, and an allow by tag gives nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from rolec.catalog.catalogue import Catalogue
from rolec.diagnostics.diagnostic import Diagnostic, Label
from rolec.diagnostics.level import Level
from rolec.ir.operator import Family as Operands
from rolec.lint.example import policy
from rolec.lint.facts import Facts
from rolec.lint.known_action import actions_of, carries, listed
from rolec.lint.lint import Family, Lint
from rolec.policy.policy_text import ConditionText, Kind, PolicyText, StatementText, Word


def _example(effect: str, action: str) -> str:
    return policy(
        f'{{"Effect": "{effect}", "Action": ["ec2:StopInstances"{action}], "Resource": "*",'
        ' "Condition": {"StringEquals": {"aws:ResourceTag/team": "shop"}}}'
    )


DENY = Lint(
    id="L0231",
    name="deny-by-tag-that-is-not-sent",
    level=Level.SECURITY_WARNING,
    access_analyzer="DENY_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE",
    of_catalogue=True,
    explain="""
A deny depends on a tag, and no request for some of its actions has tags. What it says of them is not what
it seems to say: where a value is needed, nothing is denied. Neither `IfExists` nor a negation mends it.
""",
    bad=_example("Deny", ', "ec2:DescribeInstances"'),
    good=_example("Deny", ""),
)

ALLOW = Lint(
    id="L0232",
    name="allow-by-tag-that-is-not-sent",
    level=Level.SUGGESTION,
    access_analyzer="ALLOW_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE",
    of_catalogue=True,
    explain="""
An allow depends on a tag, and no request for some of its actions has tags. Where a value is needed, the
statement does not allow them.
""",
    bad=_example("Allow", ', "ec2:DescribeInstances"'),
    good=_example("Allow", ""),
)

_TAG_KEYS = ("aws:resourcetag/", "aws:requesttag/")


def _check(document: PolicyText, facts: Facts) -> Iterator[Diagnostic]:
    if document.kind is not Kind.IDENTITY:
        return
    for statement in document.statements:
        for condition in statement.conditions:
            if _is_of_tags(condition):
                yield from _unsent(statement, condition.key, facts.catalogue)


def _is_of_tags(condition: ConditionText) -> bool:
    key = condition.key.text.lower()
    if not condition.key.exact or not (key.startswith(_TAG_KEYS) or key == "aws:tagkeys"):
        return False
    # That a tag is absent can be asked of any request.
    return condition.parsed is not None and condition.parsed.family is not Operands.NULL


def _unsent(statement: StatementText, key: Word, catalogue: Catalogue) -> Iterator[Diagnostic]:
    lacking = [
        word for word in listed(statement) if word.exact and _lacks(word.text, key.text, catalogue)
    ]
    if not lacking or not (statement.allows or statement.denies):
        return
    names = ", ".join(f"`{word.text}`" for word in lacking)
    yield (ALLOW if statement.allows else DENY).at(
        key.span,
        f"no request for {names} has `{key.text}`",
        help="give them a statement of their own, by name and resource",
        secondary=tuple(Label(word.span, "sends no such tag") for word in lacking),
    )


@lru_cache(maxsize=16384)
def _lacks(pattern: str, key: str, catalogue: Catalogue) -> bool:
    known = actions_of(pattern, catalogue)
    return any(not each.retired for each in known) and not carries(pattern, key, catalogue)


FAMILY = Family((DENY, ALLOW), _check)
