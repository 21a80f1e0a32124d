"""Typed access to a valid document."""

from __future__ import annotations

from collections.abc import Iterator

from rolec.load.node import Mapping, Node, Scalar, Sequence
from rolec.source.span import Span


class Cursor:
    """A position in a document that the schema has already accepted.

    Accessors name the shape they expect. A mismatch is a disagreement between
    the schema and the lowering, a bug of ours, so they raise AssertionError.
    """

    # No dataclass: a role is read with a hundred of them, and freezing takes most of their time.
    __slots__ = ("node",)

    def __init__(self, node: Node) -> None:
        self.node = node

    @property
    def span(self) -> Span:
        """Where the value is written."""
        return self.node.span

    def __contains__(self, key: str) -> bool:
        return isinstance(self.node, Mapping) and self.node.entry(key) is not None

    def key_span(self, key: str) -> Span:
        """Where the key of a field is written."""
        entry = self.node.entry(key) if isinstance(self.node, Mapping) else None
        if entry is None:
            raise AssertionError(f"schema admitted a document without `{key}`")
        return entry.key_span

    @property
    def opening_span(self) -> Span:
        """Where the first key of an entry is written: that of its kind, as a rule."""
        if isinstance(self.node, Mapping) and self.node.entries:
            return self.node.entries[0].key_span
        return self.node.span

    def field(self, key: str) -> Cursor:
        """The value of a field that must be there."""
        found = self.get(key)
        if found is None:
            raise AssertionError(f"schema admitted a document without `{key}`")
        return found

    def get(self, key: str) -> Cursor | None:
        """The value of a field, or None."""
        entry = self.node.entry(key) if isinstance(self.node, Mapping) else None
        return Cursor(entry.value) if entry else None

    def get_string(self, key: str) -> str | None:
        """The text of a field, or None."""
        entry = self.node.entry(key) if isinstance(self.node, Mapping) else None
        return Cursor(entry.value).string if entry else None

    def many(self) -> tuple[Cursor, ...]:
        """The items of a list; anything else stands for a list of one."""
        if isinstance(self.node, Sequence):
            return tuple(map(Cursor, self.node.items))
        return (self,)

    def get_many(self, key: str) -> tuple[Cursor, ...]:
        """The items of a field, none when it is not there."""
        found = self.get(key)
        return found.many() if found else ()

    def field_names(self) -> list[str]:
        """The keys of the fields that are there."""
        return [entry.key for entry in self.node.entries] if isinstance(self.node, Mapping) else []

    def entries(self) -> Iterator[tuple[str, Span, Cursor]]:
        """Key, place of the key, and value of each field."""
        if not isinstance(self.node, Mapping):
            raise AssertionError("schema admitted something other than a mapping")
        return ((e.key, e.key_span, Cursor(e.value)) for e in self.node.entries)

    @property
    def is_mapping(self) -> bool:
        """Whether the value has fields."""
        return isinstance(self.node, Mapping)

    @property
    def is_scalar(self) -> bool:
        """Whether the value is a text."""
        return isinstance(self.node, Scalar)

    @property
    def scalar(self) -> Scalar:
        """The value as a scalar node."""
        if not isinstance(self.node, Scalar):
            raise AssertionError("schema admitted something other than a text")
        return self.node

    @property
    def string(self) -> str:
        """The text as it stands."""
        node = self.node
        return node.text if isinstance(node, Scalar) else self.scalar.text

    @property
    def boolean(self) -> bool:
        """The value of a field that its schema calls boolean."""
        return self.string == "true"

    @property
    def integer(self) -> int:
        """The value of a field that its schema calls integer."""
        return int(self.string)
