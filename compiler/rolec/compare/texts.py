"""Intersections of unions of patterns, and the texts that stand for all in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from rolec.compare.bounds import Budget
from rolec.compare.pattern import (
    ARN_PARTS,
    ONE,
    PART_ONE,
    PART_STAR,
    STAR,
    WILD,
    generic,
    has_cases,
    has_one,
    is_plain,
    matcher,
    prefix,
)
from rolec.compare.straight import are_open, straight_texts
from rolec.compare.together import least_covered_together
from rolec.compare.walk import AT, least_covered, some_text

Meet: TypeAlias = tuple[str, ...]
"""Patterns that have to match together; some text is of all of them."""

ALL: tuple[Meet, ...] = ((STAR,),)


class Texts:
    """What is known of patterns while one question is decided."""

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self._met: dict[tuple[Meet, str], Meet | None] = {}
        self._narrowed: dict[tuple[tuple[Meet, ...], tuple[str, ...]], tuple[Meet, ...]] = {}
        self._within: dict[tuple[str, str], bool] = {}
        self._found: dict[tuple[Meet, Meet], tuple[str, ...]] = {}

    def narrowed(self, meets: tuple[Meet, ...], union: tuple[str, ...]) -> tuple[Meet, ...]:
        """What is of one of ``meets`` and of one pattern of ``union``."""
        key = (meets, union)
        known = self._narrowed.get(key)
        if known is None:
            known = self._narrowed[key] = self._narrow(meets, union)
        return known

    def _narrow(self, meets: tuple[Meet, ...], union: tuple[str, ...]) -> tuple[Meet, ...]:
        found: dict[Meet, None] = {}
        for meet in meets:
            head = _prefix(meet)
            for pattern in union:
                if _compatible(head, prefix(pattern)):
                    both = self._both(meet, pattern)
                    if both is meet:
                        # All of `meet` is of this pattern: others only take parts of it.
                        found[meet] = None
                        break
                    if both:
                        found[both] = None
        return self._widest(tuple(found))

    def _widest(self, meets: tuple[Meet, ...]) -> tuple[Meet, ...]:
        """``meets`` without those that are within another one, for which its texts stand as well."""
        if len(meets) == 1 or all(is_plain(meet[0]) for meet in meets):
            return meets
        kept: list[Meet] = []
        for meet in sorted(meets, key=len):
            if not any(self._is_meet_within(meet, each) for each in kept):
                kept = [each for each in kept if not self._is_meet_within(each, meet)]
                kept.append(meet)
        return tuple(kept)

    def _is_meet_within(self, special: Meet, general: Meet) -> bool:
        self._budget.spend(1, AT)
        return all(any(self._is_within(own, each) for own in special) for each in general)

    def samples(self, meets: Iterable[Meet], others: Sequence[str]) -> tuple[str, ...]:
        """Texts of ``meets``: for each that there is, one covered by no more of ``others``."""
        found: dict[str, None] = {}
        for meet in meets:
            found.update(dict.fromkeys(self._samples(meet, others)))
        return tuple(found)

    def together(
        self, meets: Iterable[Meet], unions: tuple[Meet, ...], others: Sequence[str]
    ) -> tuple[str, ...]:
        """The same of texts that are of one pattern of each of ``unions`` as well."""
        found: dict[str, None] = {}
        for meet in meets:
            wanted = (*((each,) for each in meet), *unions)
            found.update(
                dict.fromkeys(least_covered_together(wanted, tuple(others), self._budget))
            )
        return tuple(found)

    def _samples(self, meet: Meet, others: Sequence[str]) -> tuple[str, ...]:
        if len(meet) == 1 and is_plain(meet[0]):
            return meet
        head = _prefix(meet)
        near = [each for each in others if _compatible(head, prefix(each))]
        if len(meet) == 1 and not has_cases(meet[0]) and not any(map(_is_hard, near)):
            # A fresh letter for a star can only be covered by a star, which then covers
            # whatever else is put there.
            return (generic(meet[0]),)
        relevant = tuple(
            sorted(
                each
                for each in near
                if not any(_clash(each[::-1], own[::-1]) for own in meet)
                and not any(self._is_within(own, each) for own in meet)
            )
        )
        key = (meet, relevant)
        known = self._found.get(key)
        if known is None:
            known = self._found[key] = self._least_covered(meet, relevant)
        return known

    def _least_covered(self, meet: Meet, others: Meet) -> tuple[str, ...]:
        self._budget.spend(len(meet) + len(others), AT)
        covers = [matcher(each) for each in others]
        for text in straight_texts(meet) if are_open(meet) else ():
            if not any(cover(text) for cover in covers):
                return (text,)
        return least_covered(meet, others, self._budget)

    def _both(self, meet: Meet, pattern: str) -> Meet | None:
        key = (meet, pattern)
        if key in self._met:
            found = self._met[key]
            return meet if found == meet else found
        self._budget.spend(1, AT)
        found = self._met[key] = self._meet(meet, pattern)
        return found

    def _meet(self, meet: Meet, pattern: str) -> Meet | None:
        if pattern == STAR or any(self._is_within(own, pattern) for own in meet):
            return meet
        if is_plain(pattern):
            return (pattern,) if all(matcher(own)(pattern) for own in meet) else None
        if any(_clash(own, pattern) or _clash(own[::-1], pattern[::-1]) for own in meet):
            return None
        kept = tuple(own for own in meet if not self._is_within(pattern, own))
        both = (*kept, pattern)
        return both if len(both) == 1 or self._have_text(both) else None

    def _have_text(self, patterns: Meet) -> bool:
        """Whether some text is of all ``patterns``."""
        if are_open(patterns):
            return bool(straight_texts(patterns))
        parts = _parts(patterns)
        if parts is None:
            return some_text(patterns, self._budget) is not None
        return all(self._have_part(tuple(dict.fromkeys(each))) for each in parts)

    def _have_part(self, patterns: Meet) -> bool:
        plain = next(filter(is_plain, patterns), None)
        if plain is not None:
            return all(matcher(each)(plain) for each in patterns)
        return len(patterns) == 1 or self._have_text(patterns)

    def _is_within(self, special: str, general: str) -> bool:
        """Whether all texts of ``special`` are of ``general``."""
        if general in {special, STAR}:
            return True
        if not (
            has_one(general)
            or has_cases(general)
            or has_cases(special)
            or (PART_STAR in general and STAR in special)
        ):
            return matcher(general)(generic(special))
        if _clash(special, general):
            return False
        key = (special, general)
        known = self._within.get(key)
        if known is None:
            texts = least_covered((special,), (general,), self._budget)
            known = self._within[key] = matcher(general)(texts[0])
        return known


def _parts(patterns: Meet) -> list[Meet] | None:
    """The parts of ``patterns`` one by one, if all are of ARNs; wildcards of parts as any others."""
    split = [each.split(":", ARN_PARTS - 1) for each in patterns]
    for each in split:
        heads = "".join(each[:-1])
        if len(each) < ARN_PARTS or STAR in heads or ONE in heads:
            return None
    return [tuple(each.translate(_LOOSE) for each in part) for part in zip(*split, strict=True)]


_LOOSE = str.maketrans({PART_STAR: STAR, PART_ONE: ONE})


def _prefix(meet: Meet) -> str:
    return max(map(prefix, meet), key=len) if len(meet) > 1 else prefix(meet[0])


def _compatible(first: str, second: str) -> bool:
    return first.startswith(second) or second.startswith(first)


def _is_hard(pattern: str) -> bool:
    """Whether more texts than a generic one have to be looked at to get out of ``pattern``."""
    return has_one(pattern) or PART_STAR in pattern


def _clash(first: str, second: str) -> bool:
    """Whether the beginnings of two patterns already cover no text together."""
    for one, other in zip(first, second, strict=False):
        if one in WILD or other in WILD or has_cases(one) or has_cases(other):
            return False
        if one != other:
            return True
    return False
