"""What is the same in several accounts, but for what is an account's own, told once for all of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from rolec.cli.render_role.page import (
    Block,
    Bullet,
    Bullets,
    Paragraph,
    Quoted,
    Section,
    Table,
    Words,
    listed,
)
from rolec.ir.module import Account

_OWN = "${account."
_WORDS = tuple(f"{_OWN}{each}}}" for each in ("id", "region", "partition", "name"))
"""The words that specs have for what is an account's own."""
_GAP = "\N{OBJECT REPLACEMENT CHARACTER}"
_AS_IT_IS = ""
"""How a value is read that is no account's own."""
_FEW = 3
"""So many accounts are named where one is."""


class Placed(NamedTuple):
    """What is told of one account, as a section."""

    account: Account
    section: Section


class Told(NamedTuple):
    """What is told of several ``accounts``, in words that specs have for what of it is the ``own`` of each.

    An only account without a nickname needs no name.
    """

    accounts: tuple[str, ...]
    section: Section
    own: tuple[str, ...]


def called(account: Account) -> str:
    """What an account is called: nothing where it has neither a nickname nor an id."""
    return account.nickname or account.id or ""


def same_in_accounts(told: Iterable[Placed]) -> Iterator[Told]:
    """What is told of several accounts alike as one, in the place of the first of them."""
    every = list(told)
    cut = _Cut({value for account, _ in every for value in _own(account) if value})
    groups: list[_Group] = []
    alike: dict[tuple[Section, int], list[_Group]] = {}
    for account, section in every:
        skeleton, values = cut.apart(section)
        known = alike.setdefault((skeleton, len(values)), [])
        group = next((each for each in known if each.takes(account, values)), None)
        if group is None:
            group = _Group(section, skeleton, values)
            groups.append(group)
            known.append(group)
        group.add(account, values)
    yield from (group.told() for group in groups)


class _Cut:
    """Cuts texts at the ``values`` that are the own of some account."""

    def __init__(self, values: Iterable[str]) -> None:
        words = "|".join(re.escape(each) for each in sorted(values, key=len, reverse=True))
        # A part of another word or number is no account's own.
        self._value = re.compile(rf"(?<![A-Za-z0-9])(?:{words})(?![A-Za-z0-9])" if words else "$^")

    def apart(self, section: Section) -> tuple[Section, list[str]]:
        """``section`` with gaps for the values, and these; without any where a text has words for them."""
        values: list[str] = []
        if any(_OWN in text or _GAP in text for text in _quoted(section)):
            return section, values

        def taken(found: re.Match[str]) -> str:
            values.append(found[0])
            return _GAP

        return _mapped(section, lambda text: self._value.sub(taken, text)), values


class _Group:
    """What is told of some accounts in the words of the first, and how its values can be read in them all."""

    def __init__(self, section: Section, skeleton: Section, values: Sequence[str]) -> None:
        self._section = section
        self._skeleton = skeleton
        self._values = values
        self._readings = [{_AS_IT_IS, *_WORDS} for _ in values]
        self._accounts: list[Account] = []

    def takes(self, account: Account, values: Sequence[str]) -> bool:
        """Whether this is told of ``account``, with these ``values``, as well."""
        known = {called(each) for each in self._accounts}
        return called(account) not in known and all(self._read(account, values))

    def add(self, account: Account, values: Sequence[str]) -> None:
        self._readings = self._read(account, values)
        self._accounts.append(account)

    def told(self) -> Told:
        several = len(self._accounts) > 1
        names = [called(each) if several else each.nickname for each in self._accounts]
        words = [self._said(at) for at in range(len(self._values))]
        section = _filled(self._skeleton, words) if several and words else self._section
        own = tuple(each for each in _WORDS if several and each in words)
        return Told(tuple(filter(None, names)), section, own)

    def _read(self, account: Account, values: Sequence[str]) -> list[set[str]]:
        own = dict(zip(_WORDS, _own(account), strict=True))
        return [
            {
                each
                for each in readings
                if (value == first if each == _AS_IT_IS else value == own[each])
            }
            for readings, first, value in zip(self._readings, self._values, values, strict=True)
        ]

    def _said(self, at: int) -> str:
        readings = self._readings[at]
        if _AS_IT_IS in readings:
            return self._values[at]
        return next(each for each in _WORDS if each in readings)


def in_accounts(accounts: Sequence[str]) -> Words:
    """Where something is; of many accounts it is only said how many."""
    if len(accounts) > _FEW:
        return (f" in {len(accounts):,} accounts",)
    return (" in ", *_all(accounts)) if accounts else ()


def which_accounts(told: Told) -> Words:
    """Which accounts these are, and what stands for the own of each; nothing where that is plain."""
    words: list[str | Quoted] = []
    if len(told.accounts) > _FEW:
        words += ["In ", *_all(told.accounts)]
    if told.own:
        own = listed(tuple((Quoted(each),) for each in told.own), "and")
        stands = " stands for that" if len(told.own) == 1 else " stand for those"
        words += ["; " if words else "", *own, stands, " of each account"]
    return (*words, ".") if words else ()


def _all(accounts: Sequence[str]) -> Words:
    return listed(tuple((Quoted(each),) for each in accounts), "and")


def _own(account: Account) -> tuple[str | None, ...]:
    return account.id, account.region, account.partition, account.nickname


def _filled(skeleton: Section, words: Iterable[str]) -> Section:
    left = iter(words)
    return _mapped(skeleton, lambda text: re.sub(_GAP, lambda _: next(left), text))


def _mapped(section: Section, said: Callable[[str], str]) -> Section:
    """``section`` with what others wrote ``said`` in another way."""

    def words(old: Words) -> Words:
        return tuple(Quoted(said(e.text)) if isinstance(e, Quoted) else e for e in old)

    def block(old: Block) -> Block:
        match old:
            case Paragraph():
                return Paragraph(words(old.words))
            case Bullets():
                return Bullets(
                    tuple(Bullet(words(e.words), tuple(map(words, e.below))) for e in old.items)
                )
            case Table():
                return Table(old.head, tuple(tuple(map(words, row)) for row in old.rows))

    return Section(words(section.title), tuple(map(block, section.blocks)))


def _quoted(section: Section) -> Iterator[str]:
    """What others wrote in ``section``."""
    found: list[str] = []

    def keep(text: str) -> str:
        found.append(text)
        return text

    _mapped(section, keep)
    yield from found
