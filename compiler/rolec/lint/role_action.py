"""How a statement gives an action on roles that it had better give on some of them only.

``iam:PassRole`` and ``iam:CreateServiceLinkedRole`` are such actions: on every role, they are more
than anybody needs.
"""

from __future__ import annotations

from functools import lru_cache

from rolec.catalog.partition import PARTITIONS
from rolec.ir.glob_cover import covers, is_wild
from rolec.ir.operator import Family
from rolec.lint.facts import Facts
from rolec.lint.lint import Lint
from rolec.policy.policy_text import StatementText, Word, Words
from rolec.record import dataclass
from rolec.source.span import Span

_ACCOUNT = 4
_COLONS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleAction:
    """An action, the roles that are all of them, and the key that limits it otherwise.

    Both texts of an action are lower case; ``roles`` is the last field of an ARN.
    """

    action: str
    roles: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SixWays:
    """The lints of one action: by name, by a pattern or by NotAction, on a pattern or NotResource."""

    named_on_star: Lint
    named_on_not: Lint
    star_on_star: Lint
    star_on_not: Lint
    not_on_star: Lint
    not_on_not: Lint

    @property
    def lints(self) -> tuple[Lint, ...]:
        """All six."""
        return (
            self.named_on_star,
            self.named_on_not,
            self.star_on_star,
            self.star_on_not,
            self.not_on_star,
            self.not_on_not,
        )


def too_wide(
    statement: StatementText, wanted: RoleAction, facts: Facts, six: SixWays
) -> tuple[Lint, Span] | None:
    """The lint that an allow of ``wanted`` on all roles falls under, and what gives it."""
    actions, resources = statement.actions, statement.resources
    if not (statement.allows and actions and resources):
        return None
    giving = _giving(actions, wanted.action)
    if giving is None or not _on_all(resources, wanted.roles, facts.account.id):
        return None
    if _limited(statement, wanted.key):
        return None
    if actions.inverted:
        return (six.not_on_not if resources.inverted else six.not_on_star), actions.span
    named = not is_wild(giving.text)
    if resources.inverted:
        return (six.named_on_not if named else six.star_on_not), giving.span
    return (six.named_on_star if named else six.star_on_star), giving.span


def _giving(actions: Words, action: str) -> Word | None:
    """The word that gives ``action``: by name if one does, else by a pattern; of NotAction, any."""
    matching = [word for word in actions.items if _matches(word.text, action)]
    if actions.inverted:
        return actions.items[0] if actions.items and not matching else None
    known = [word for word in matching if word.exact]
    return next((word for word in known if not is_wild(word.text)), known[0] if known else None)


def _matches(pattern: str, action: str) -> bool:
    lowered = pattern.lower()
    return lowered == action or (is_wild(lowered) and covers(lowered, action))


def _on_all(resources: Words, roles: str, account: str | None) -> bool:
    if resources.inverted:
        # A reference might exclude all roles, so nothing is known of a list with one.
        return all(
            word.exact and not _has_all(word.text, roles, account) for word in resources.items
        )
    return any(word.exact and _has_all(word.text, roles, None) for word in resources.items)


@lru_cache(maxsize=4096)
def _has_all(pattern: str, roles: str, account: str | None) -> bool:
    """Whether ``pattern`` has all roles of ``account`` or, without one, of the one it names."""
    if pattern == "*":
        return True
    fields = pattern.split(":")
    partition = fields[1] if len(fields) > 1 and fields[1] in PARTITIONS else "aws"
    named = fields[_ACCOUNT] if len(fields) > _ACCOUNT and fields[_ACCOUNT].isdigit() else "0" * 12
    return covers(_completed(pattern), f"arn:{partition}:iam::{account or named}:{roles}")


def _completed(pattern: str) -> str:
    """An ARN with the fields that IAM adds to one that has too few."""
    missing = _COLONS - pattern.count(":")
    return pattern + ":*" * missing if pattern.startswith("arn:") else pattern


def _limited(statement: StatementText, key: str) -> bool:
    """Whether some condition asks for a value of ``key``, and does not hold without one."""
    return any(
        parsed.family is not Family.NULL
        and not (parsed.negated or parsed.if_exists or parsed.qualifier == "ForAllValues")
        for condition in statement.conditions
        if condition.key.text.lower() == key and (parsed := condition.parsed)
    )
