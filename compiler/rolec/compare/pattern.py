"""Texts with wildcards, in a form in which a wildcard is one character that no policy has.

Unicode keeps the characters from U+FDD0 on for what goes on inside a program.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

STAR, ONE = "\ufdd0", "\ufdd1"
"""Any text; any one character."""

PART_STAR, PART_ONE = "\ufdd2", "\ufdd3"
"""The same without a colon: a part of an ARN under an Arn operator."""

FRESH = "\ufdd4"
"""A letter that stands in no policy: only a wildcard covers it."""

OPEN, CLOSE = "\ufdd6", "\ufdd7"
"""Around the name of a policy variable."""

STARS = STAR + PART_STAR
ONES = ONE + PART_ONE
WILD = STARS + ONES

_INTERNAL = re.compile("[\ufdd0-\ufddf\U000f0000-\U0010ffff]")
_CASES = re.compile("[\U000f0000-\U000fffff]")
_EITHER_CASE = 0xF0000
_WILDCARDS = str.maketrans({"*": STAR, "?": ONE})
_TO_PARTS = str.maketrans({STAR: PART_STAR, ONE: PART_ONE})
_TO_FRESH = str.maketrans(dict.fromkeys(WILD, FRESH))
_RUN = re.compile(f"[{STAR}{ONE}]{{2,}}|[{PART_STAR}{PART_ONE}]{{2,}}")
_WILDCARD = re.compile(f"[{WILD}]")
ARN_PARTS = 6
"""Partition and all, an ARN has so many parts; the last one may hold colons."""


def is_internal(text: str) -> bool:
    """Whether ``text`` has a character that means something here; IAM takes none of them."""
    return _INTERNAL.search(text) is not None


@lru_cache(maxsize=1 << 14)
def glob(text: str) -> str:
    """The pattern of a Resource, an Action or a value of StringLike."""
    return in_order(text.translate(_WILDCARDS))


@lru_cache(maxsize=1 << 12)
def as_arn(pattern: str) -> str | None:
    """``pattern`` under an Arn operator: no wildcard of the first five parts covers a colon.

    None where it has not six parts, and so covers no ARN.
    """
    parts = pattern.split(":", ARN_PARTS - 1)
    if len(parts) < ARN_PARTS:
        return None
    return in_order(":".join([part.translate(_TO_PARTS) for part in parts[:-1]] + parts[-1:]))


ANY_ARN = ":".join(["arn"] + [PART_STAR] * (ARN_PARTS - 2) + [STAR])
"""Every ARN."""


@lru_cache(maxsize=1 << 12)
def in_either_case(text: str) -> str:
    """The pattern of a value of StringEqualsIgnoreCase."""
    return "".join(chr(_EITHER_CASE + ord(c)) if _has_upper(c) else c for c in text.lower())


def _has_upper(character: str) -> bool:
    upper = character.upper()
    return upper != character and upper.lower() == character and len(upper) == 1


@lru_cache(maxsize=1 << 10)
def cases(character: str) -> tuple[str, ...]:
    """The characters that a character of a pattern stands for: one, or a letter in both cases."""
    if has_cases(character):
        plain = chr(ord(character) - _EITHER_CASE)
        return (plain, plain.upper())
    return (character,)


def has_cases(pattern: str) -> bool:
    """Whether a letter of ``pattern`` stands for both its cases."""
    return not pattern.isascii() and _CASES.search(pattern) is not None


def in_order(pattern: str) -> str:
    """``pattern`` with each run of wildcards in one form."""
    return _RUN.sub(_run, pattern) if _RUN.search(pattern) else pattern


def _run(found: re.Match[str]) -> str:
    run = found[0]
    ones = "".join(c for c in run if c in ONES)
    star = STAR if STAR in run else PART_STAR if PART_STAR in run else ""
    return ones + star


def is_plain(pattern: str) -> bool:
    """Whether ``pattern`` covers one text alone: itself."""
    return pattern.isascii() or (_WILDCARD.search(pattern) is None and not has_cases(pattern))


def has_one(pattern: str) -> bool:
    """Whether a wildcard of ``pattern`` covers exactly one character."""
    return ONE in pattern or PART_ONE in pattern


def generic(pattern: str) -> str:
    """A text of ``pattern`` that nothing else covers by accident: a fresh letter for each wildcard."""
    text = pattern.translate(_TO_FRESH)
    return "".join(cases(c)[0] for c in text) if has_cases(text) else text


def prefix(pattern: str) -> str:
    """What every text of ``pattern`` begins with."""
    if pattern.isascii():
        return pattern
    found = _WILDCARD.search(pattern)
    head = pattern[: found.start()] if found else pattern
    if has_cases(head):
        return head[: next(i for i, c in enumerate(head) if has_cases(c))]
    return head


@lru_cache(maxsize=1 << 15)
def matcher(pattern: str) -> Callable[[str], bool]:
    """Whether a text is of ``pattern``, as a function."""
    if is_plain(pattern):
        return pattern.__eq__
    if has_one(pattern) or has_cases(pattern):
        from rolec.compare.walk import Automaton

        return Automaton((pattern,)).accepts
    if PART_STAR in pattern:
        return _arn_matcher(pattern)
    return _star_matcher(pattern)


def _star_matcher(pattern: str) -> Callable[[str], bool]:
    head, *middle, tail = pattern.split(STAR)
    least = len(head) + len(tail)

    def simple(text: str) -> bool:
        return len(text) >= least and text.startswith(head) and text.endswith(tail)

    def several(text: str) -> bool:
        if not simple(text):
            return False
        at, end = len(head), len(text) - len(tail)
        for part in middle:
            at = text.find(part, at, end)
            if at < 0:
                return False
            at += len(part)
        return True

    return several if middle else simple


def _arn_matcher(pattern: str) -> Callable[[str], bool]:
    # Parts of an ARN hold no colon, so that a star of one may be matched as any star; the last
    # part holds all that is left.
    parts = pattern.split(":", ARN_PARTS - 1)
    each = [matcher(part.replace(PART_STAR, STAR)) for part in parts]
    splits = ARN_PARTS - 1 if len(parts) == ARN_PARTS else -1

    def of_parts(text: str) -> bool:
        found = text.split(":", splits)
        return len(found) == len(each) and all(
            match(part) for match, part in zip(each, found, strict=True)
        )

    return of_parts
