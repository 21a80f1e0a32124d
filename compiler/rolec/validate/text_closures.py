"""The rules for a text as a closure: the form of a name, a number, a condition value."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias

from rolec.schema.scalar import integer, problems, suspicious, type_of, without_substitutions
from rolec.schema.store import Rules
from rolec.schema.vocabulary import CHARACTERS, is_known

TextCheck: TypeAlias = Callable[[str], object]


def text_check(rules: Rules) -> TextCheck:
    """A check of a text; one that may be a number or a word as well is sorted out first."""
    types: tuple[str, ...] = rules["type"]
    string = _string(rules)
    if {"integer", "boolean", "flag"}.isdisjoint(types):
        return string
    allowed = frozenset(rules.get("allowed", ()))
    low, high = rules.get("min", float("-inf")), rules.get("max", float("inf"))

    def check(text: str) -> object:
        match type_of(text, types):
            case None:
                return False
            case "integer":
                return low <= integer(text) <= high and (not allowed or text in allowed)
            case "boolean" | "flag":
                return not allowed or text in allowed
            case _:
                return string(text)

    return check


def lengths(rules: Rules) -> tuple[float, float]:
    """The least and the greatest length that ``rules`` admit."""
    return rules.get("minlength", 0), rules.get("maxlength", float("inf"))


def _string(rules: Rules) -> TextCheck:
    first, *rest = _tests(rules) or [_always]
    narrow = next((t for t in ("pattern", "text", "string") if t in rules["type"]), "string")
    others = CHARACTERS[rules["characters"]].others if "characters" in rules else None

    def holding(text: str) -> bool:
        return not problems(text, narrow) and (
            others is None or others.search(without_substitutions(text)) is None
        )

    # Most texts have no brace at all, and most rules have one test.
    if not rest:
        return lambda text: holding(text) if "{" in text and suspicious(text) else first(text)

    def check(text: str) -> object:
        if "{" in text and suspicious(text):
            return holding(text)
        if not first(text):
            return False
        for test in rest:  # noqa: SIM110 - a generator takes twice as long
            if not test(text):
                return False
        return True

    return check


def _always(_: str) -> bool:
    return True


def _tests(rules: Rules) -> list[TextCheck]:
    """The tests of a text that has no substitution: its form is known whole."""
    tests: list[TextCheck] = []
    if "regex" in rules:
        tests.append(re.compile(rules["regex"], re.ASCII).fullmatch)
    if "allowed" in rules:
        tests.append(frozenset(rules["allowed"]).__contains__)
    if "known" in rules:
        tests.append(is_known(rules["known"]).__contains__)
    if "characters" in rules:
        tests.append(CHARACTERS[rules["characters"]].only.fullmatch)
    low, high = lengths(rules)
    if (low, high) != lengths({}):
        tests.append(lambda text: low <= len(text) <= high)
    return tests
