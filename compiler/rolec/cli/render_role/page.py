"""A page for people, before it is text or Markdown."""

from __future__ import annotations

from typing import TypeAlias

from rolec.record import dataclass


@dataclass(frozen=True, slots=True)
class Quoted:
    """Text that somebody else wrote, shown as it is and never read as markup."""

    text: str


Words: TypeAlias = tuple[str | Quoted, ...]
"""A sentence: our own words, and those of others."""


@dataclass(frozen=True, slots=True)
class Bullet:
    """An item of a list, with what stands below it."""

    words: Words
    below: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of words under a head."""

    head: tuple[str, ...]
    rows: tuple[tuple[Words, ...], ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A sentence of its own."""

    words: Words


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list."""

    items: tuple[Bullet, ...]


Block: TypeAlias = Paragraph | Bullets | Table


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what follows it."""

    title: Words
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """All of it; ``end`` is a last sentence."""

    title: Words
    sections: tuple[Section, ...]
    end: Words = ()


def listed(items: tuple[Words, ...], word: str = "or") -> Words:
    """The items as one phrase: ``a``, ``a or b``, ``a, b or c``."""
    out: list[str | Quoted] = []
    for i, item in enumerate(items):
        if i:
            out.append(f" {word} " if i == len(items) - 1 else ", ")
        out.extend(item)
    return tuple(out)
