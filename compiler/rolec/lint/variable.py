"""Policy variables in the values that lints look at."""

from __future__ import annotations

import re
from functools import lru_cache

_VARIABLE = re.compile(r"\$\{([^}]*)\}?")

OPAQUE = "\N{OBJECT REPLACEMENT CHARACTER}"
"""What stands for a policy variable: a character that is no wildcard, and in no name."""


def without_variables(text: str, stand_in: str = OPAQUE) -> str:
    """``text`` with ``stand_in`` for each `${...}`, so that no `*` or `:` of one is seen."""
    return _replaced(text, stand_in) if "${" in text else text


def has_wildcard(text: str) -> bool:
    """Whether there is a `*` or a `?` outside of policy variables."""
    if "*" not in text and "?" not in text:
        return False
    bare = without_variables(text)
    return "*" in bare or "?" in bare


def variables(text: str) -> tuple[str, ...]:
    """The keys of the policy variables of ``text``, defaults and literals such as `${*}` aside."""
    return _variables(text) if "${" in text else ()


@lru_cache(maxsize=1024)
def _replaced(text: str, stand_in: str) -> str:
    return _VARIABLE.sub(lambda _: stand_in, text)


@lru_cache(maxsize=1024)
def _variables(text: str) -> tuple[str, ...]:
    names = (each.partition(",")[0].strip() for each in _VARIABLE.findall(text))
    return tuple(name for name in names if ":" in name)
