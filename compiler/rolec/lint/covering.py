"""Which actions or resources of a list others of it cover, as IAM compares them."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import TypeAlias

from rolec.ir.glob_cover import covers, is_wild
from rolec.lint.variable import OPAQUE, without_variables

Patterns: TypeAlias = tuple[tuple[str, bool], ...]
"""Texts, and whether each is all that is written: no reference stands in it."""

Covered: TypeAlias = tuple[tuple[int, int], ...]
"""Places of what is covered, each with the place of what covers it."""

_VARIABLE = re.compile(r"\$\{([^}]*)\}")
_LITERALS = {"*": "\ue000", "?": "\ue001", "$": "$"}
"""What stands for `${*}` and `${?}`: characters that are in no ARN."""


@lru_cache(maxsize=2048)
def covered_actions(patterns: Patterns) -> Covered:
    """The covered ones of a list of actions; case does not count."""
    folded = tuple((text.lower(), exact) for text, exact in patterns)
    return _covered(folded, covers, lambda text: text.partition(":")[0])


@lru_cache(maxsize=2048)
def covered_resources(patterns: Patterns) -> Covered:
    """The covered ones of a list of resources."""
    return _covered(patterns, resource_covers, lambda text: ":".join(text.split(":", 3)[:3]))


def resource_covers(general: str, special: str) -> bool:
    """Whether every resource of ``special`` is one of ``general``, whatever variables stand for."""
    if "${" not in special:
        return covers(_plain(general), special)
    if covers(_plain(general), _plain(special, "*")):
        return True
    # The same variable is the same text on both sides, but not one character as `?` is.
    return "?" not in general and "${" in general and covers(_named(general), _named(special))


def _covered(
    patterns: Patterns, covering: Callable[[str, str], bool], service: Callable[[str], str]
) -> Covered:
    # Of two references that are written the same here, nothing is known to be the same.
    first: dict[str, int] = {}
    wild: dict[str, list[int]] = {}
    for at, (text, exact) in enumerate(patterns):
        if exact:
            first.setdefault(text, at)
            if is_wild(text):
                of = service(text)
                wild.setdefault("*" if is_wild(of) else of, []).append(at)
    everywhere = wild.get("*", [])
    found = []
    for at, (text, exact) in enumerate(patterns):
        if exact and first[text] != at:
            found.append((at, first[text]))
            continue
        for other in (*wild.get(service(text), ()), *everywhere) if wild else ():
            if other != at and _drops(patterns, at, other, covering):
                found.append((at, other))
                break
    return tuple(found)


def _drops(patterns: Patterns, at: int, other: int, covering: Callable[[str, str], bool]) -> bool:
    """Whether the pattern at ``at`` goes; of two that cover each other the first stays."""
    text, exact = patterns[at]
    general = patterns[other][0]
    if not covering(general, text):
        return False
    return other < at or not (exact and covering(text, general))


def _plain(text: str, stand_in: str = OPAQUE) -> str:
    return without_variables(_literals(text), stand_in) if "${" in text else text


def _named(text: str) -> str:
    """``text`` whose variables are names between marks that no wildcard starts or ends in."""
    return _VARIABLE.sub(lambda found: f"\ue002{found[1].lower()}\ue003", _literals(text))


def _literals(text: str) -> str:
    for char, stand_in in _LITERALS.items():
        text = text.replace(f"${{{char}}}", stand_in)
    return text
