"""Where something stands in a source, by line."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from functools import cached_property

from rolec.source.span import Span


class Lines:
    """The lines of ``text``, which is JSON."""

    def __init__(self, text: str) -> None:
        self._text = text

    def of(self, key: str, value: str) -> int:
        """The line, from 1, where ``key`` has first this ``value``; 0 where that is not found."""
        return self._known.get((key, value), 0)

    def of_keys(self) -> dict[str, int]:
        """The line of each key that begins one: of a template, its resources are among them."""
        found: dict[str, int] = {}
        for number, line in enumerate(self._text.split("\n"), 1):
            name = re.match(r'\s*"([A-Za-z0-9]+)"\s*:', line)
            if name:
                found.setdefault(name[1], number)
        return found

    @cached_property
    def _known(self) -> dict[tuple[str, str], int]:
        starts = [found.end() for found in re.finditer("\n", self._text)]
        known: dict[tuple[str, str], int] = {}
        for found in _NAME.finditer(self._text):
            name = json.loads(found[2])
            known.setdefault((found[1], name), bisect_right(starts, found.start()) + 1)
        return known


def line_of(text: str, span: Span) -> int:
    """The line, from 1, where ``span`` begins in ``text``."""
    return text.count("\n", 0, span.start) + 1


_NAME = re.compile(r'"(RoleName|PolicyName|UserName|GroupName|address)"\s*:\s*("(?:[^"\\]|\\.)*")')
