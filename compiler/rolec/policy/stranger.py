"""Accounts that a trust policy speaks of, and one that it does not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rolec.policy.policy_text import PolicyText

_PATTERN = re.compile(r"[0-9*?]*[0-9][0-9*?]*", re.ASCII)
_LENGTH = 12
_HIGHEST = 10**_LENGTH - 1


def stranger(trust: PolicyText) -> str:
    """The id of an account that ``trust`` does not name."""
    named = accounts_named(trust)
    number = _HIGHEST
    while str(number) in named:
        number -= 1
    return str(number)


def accounts_named(trust: PolicyText) -> frozenset[str]:
    """The ids of accounts in ``trust``; of a pattern for ids, such as ``1111*``, a few that fit it."""
    parts = {part for text in _texts(trust) for part in re.split("[:/]", text)}
    return frozenset(id_ for part in parts if _PATTERN.fullmatch(part) for id_ in _fitting(part))


def _texts(trust: PolicyText) -> Iterator[str]:
    for statement in trust.statements:
        yield from (principal.value.text for principal in statement.principals)
        for condition in statement.conditions:
            yield from (value.text for value in condition.values)


def _fitting(pattern: str) -> Iterator[str]:
    """Ids that fit ``pattern``: with each digit in the place of what is left open."""
    missing = _LENGTH - len(pattern.replace("*", ""))
    if missing < 0 or (missing and "*" not in pattern):
        return
    for digit in "0123456789":
        filled = pattern.replace("?", digit).replace("*", digit * missing, 1)
        yield filled.replace("*", "")
