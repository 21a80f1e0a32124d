"""The syntax tree of a spec: text, lists and mappings that know where they were written.

Tuples and not dataclasses: a build of ten thousand roles makes millions.
"""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from rolec.source.span import Span

Plain: TypeAlias = "str | list[Plain] | dict[str, Plain]"
Path: TypeAlias = tuple[str | int, ...]


class Scalar(NamedTuple):
    """A text. Numbers and words such as ``true`` are what stands there, never converted."""

    text: str
    span: Span

    def part(self, start: int, end: int) -> Span:
        """The span of ``text[start:end]``; of all of it where quoting moved the characters."""
        extra = (self.span.end - self.span.start) - len(self.text)
        if extra not in (0, 2):  # plain; or quoted, without escapes and on one line
            return self.span
        at = self.span.start + extra // 2
        return Span(self.span.path, at + start, at + end)


class Sequence(NamedTuple):
    """A list."""

    items: tuple[Node, ...]
    span: Span


class Entry(NamedTuple):
    """One key of a mapping with its value."""

    key: str
    key_span: Span
    value: Node


class Mapping(NamedTuple):
    """Keys and values, each key once, in the order written."""

    entries: tuple[Entry, ...]
    span: Span

    def entry(self, key: str) -> Entry | None:
        """The entry of ``key``, or None."""
        for entry in self.entries:
            if entry.key == key:
                return entry
        return None


Node: TypeAlias = Scalar | Sequence | Mapping


def plain(node: Node) -> Plain:
    """The tree as ordinary dicts, lists and strings, for code that needs no positions."""
    match node:
        case Scalar(text=text):
            return text
        case Sequence(items=items):
            return [plain(item) for item in items]
        case Mapping(entries=entries):
            return {entry.key: plain(entry.value) for entry in entries}


def find(root: Node, path: Path) -> Node | None:
    """The node at ``path``, or None if the document has none there."""
    node: Node | None = root
    for step in path:
        match node, step:
            case Mapping(), str():
                entry = node.entry(step)
                node = entry.value if entry else None
            case Sequence(items=items), int() if step < len(items):
                node = items[step]
            case _:
                return None
    return node
