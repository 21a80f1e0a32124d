"""Comments of a source, kept above what became of the roles and policies that they stand above."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from rolec.adopt.found import Found, Place

_COMMENT = re.compile(r"\s*(?:#+|//+)(.*)")
_WORD = re.compile(r"\w")


def with_comments(found: Found, texts: Mapping[str, str]) -> Found:
    """``found`` with the comments that stand right above its roles and policies; ``texts`` are the files."""
    lines = {path: text.split("\n") for path, text in texts.items()}
    return replace(
        found,
        roles=tuple(replace(each, comment=_above(each.place, lines)) for each in found.roles),
        policies=tuple(
            replace(each, comment=_above(each.place, lines)) for each in found.policies
        ),
    )


def commented(text: str, comment: tuple[str, ...]) -> str:
    """A document of YAML with ``comment`` above it."""
    return "".join(f"# {line}\n" for line in comment) + text


def _above(place: Place, lines: Mapping[str, list[str]]) -> tuple[str, ...]:
    return (*reversed([*_upwards(lines.get(place.file, [])[: max(place.line - 1, 0)])]),)


def _upwards(before: list[str]) -> Iterator[str]:
    for line in reversed(before):
        found = _COMMENT.fullmatch(line)
        if found is None:
            return
        # What is no word, as a line of dashes, says nothing; what no parser prints is no comment.
        if _WORD.search(found[1]):
            yield "".join(each if each.isprintable() else " " for each in found[1]).strip()
