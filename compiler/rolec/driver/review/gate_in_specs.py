"""What specs say of what reviews and checks go by: waivers, levels of lints, overrides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rolec.load.load import load
from rolec.load.node import Mapping, Node, Plain, Sequence, plain
from rolec.source.file import SourceFile

_FIELDS = ("waive", "lints", "overrides")


class Place(NamedTuple):
    """Where something of the gate stands: in a ``field`` of a ``document``, or of ``parts`` inside of it.

    A document, and a part, is known by its first field, wherever it stands; of several that begin the same
    each is known by all its fields, but those of the gate.
    """

    document: str
    field: str
    parts: tuple[str, ...]


def documents_of(file: SourceFile) -> Iterator[tuple[str, dict[Place, list[Plain]]]]:
    """Each document of ``file``, with what it says of the gate."""
    trees = load(file).value or ()
    for name, tree in zip(_names(trees), trees, strict=True):
        found: dict[Place, list[Plain]] = {}
        for field, parts, node in _said(tree, ()):
            found.setdefault(Place(name, field, parts), []).extend(_items(node))
        yield name, found


def shown(value: Plain | None) -> str:
    """A value as YAML has it on one line."""
    match value:
        case None:
            return ""
        case str():
            return value
        case list():
            return f"[{', '.join(map(shown, value))}]"
        case dict():
            return f"{{{', '.join(f'{key}: {shown(each)}' for key, each in value.items())}}}"


def apart(before: Iterable[Plain], after: Iterable[Plain]) -> tuple[list[Plain], list[Plain]]:
    """The items that only one of two lists has, whatever their order."""
    old, new = list(before), list(after)
    for same in [each for each in old if each in new]:
        old.remove(same)
        new.remove(same)
    return old, new


def _said(node: Node, parts: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...], Node]]:
    match node:
        case Mapping(entries=entries):
            for entry in entries:
                if entry.key in _FIELDS:
                    yield entry.key, parts, entry.value
                else:
                    yield from _inside(entry.value, parts)
        case _:
            return


def _inside(node: Node, parts: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...], Node]]:
    match node:
        case Mapping():
            yield from _said(node, (*parts, _first(node)))
        case Sequence(items=items):
            for name, item in zip(_names(items), items, strict=True):
                yield from _said(item, (*parts, name))
        case _:
            return


def _names(nodes: Iterable[Node]) -> list[str]:
    firsts = [(_first(each), each) for each in nodes]
    times = Counter(first for first, _ in firsts)
    return [first if times[first] == 1 else _whole(each) for first, each in firsts]


def _whole(node: Node) -> str:
    match _without_gate(plain(node)):
        case dict() as fields:
            return ", ".join(f"{key}: {shown(each)}" for key, each in fields.items())
        case other:
            return shown(other)


def _without_gate(value: Plain) -> Plain:
    match value:
        case dict():
            return {key: _without_gate(e) for key, e in value.items() if key not in _FIELDS}
        case list():
            return [_without_gate(each) for each in value]
        case _:
            return value


def _first(node: Node) -> str:
    match node:
        case Mapping(entries=(entry, *_)):
            return f"{entry.key}: {shown(plain(entry.value))}"
        case _:
            return ""


def _items(node: Node) -> Iterator[Plain]:
    """The items of a list, for which one value may stand."""
    match node:
        case Sequence(items=items):
            yield from map(plain, items)
        case _:
            yield plain(node)
