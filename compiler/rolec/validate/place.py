"""Where in a document a mistake is: the key, the value, or what should have had a field."""

from __future__ import annotations

from cerberus import errors
from cerberus.errors import ValidationError

from rolec.diagnostics.quoted import quoted
from rolec.load.node import Entry, Mapping, Node, Path, Scalar, find
from rolec.record import dataclass
from rolec.source.span import Span

_MISSING = (errors.REQUIRED_FIELD.code,)


@dataclass(frozen=True, slots=True)
class Place:
    """The place of a mistake.

    ``name`` is the last field on the way; ``node`` is what is wrong, of a wrong key the key
    itself.
    """

    name: str
    node: Node
    key_span: Span
    opening_span: Span
    is_key: bool = False

    @property
    def span(self) -> Span:
        """Where the wrong value, or the wrong key, is written."""
        return self.node.span

    @property
    def what(self) -> str:
        """What the mistake is about, to begin a sentence."""
        return f"the key {quoted(self.name)}" if self.is_key else quoted(self.name)

    @property
    def cannot_be(self) -> str:
        """The sentence that the value is not possible here."""
        if self.is_key:
            return f"{quoted(self.name)} cannot be a key here"
        return f"{quoted(self.name)} cannot be {quoted(self.text)}"

    @property
    def text(self) -> str:
        """The wrong text."""
        if not isinstance(self.node, Scalar):
            raise AssertionError(f"cerberus judged `{self.name}` as a text")
        return self.node.text

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The fields of a wrong mapping."""
        return self.node.entries if isinstance(self.node, Mapping) else ()

    def spans_of(self, key: str) -> Span:
        """Where a key of a wrong mapping is written."""
        entry = self.node.entry(key) if isinstance(self.node, Mapping) else None
        return entry.key_span if entry else self.node.span

    def part(self, start: int, end: int) -> Span:
        """Where ``[start, end)`` of the wrong text is written."""
        return self.node.part(start, end) if isinstance(self.node, Scalar) else self.span


def place_of(root: Mapping, mistake: ValidationError) -> Place:
    """The place in ``root`` that cerberus's error speaks of."""
    path: Path = mistake.document_path
    if mistake.code in _MISSING:
        parent = find(root, path[:-1]) or root
        opening = _opening(root, path[:-1], parent)
        return Place(str(path[-1]), parent, opening, opening)
    node = find(root, path) or root
    entry = _entry(root, path)
    key_span = entry.key_span if entry else node.span
    if "keysrules" in mistake.schema_path and entry:
        key = Scalar(entry.key, entry.key_span)
        return Place(entry.key, key, key_span, key_span, is_key=True)
    return Place(_field(path), node, key_span, _opening(root, path, node))


def _opening(root: Mapping, path: Path, mapping: Node) -> Span:
    """The key that opens a mapping; of a document or an item of a list, its first key."""
    entry = _entry(root, path)
    if entry:
        return entry.key_span
    if isinstance(mapping, Mapping) and mapping.entries:
        return mapping.entries[0].key_span
    return mapping.span


def _entry(root: Mapping, path: Path) -> Entry | None:
    parent = find(root, path[:-1]) if path else None
    return parent.entry(str(path[-1])) if isinstance(parent, Mapping) else None


def _field(path: Path) -> str:
    return next((step for step in reversed(path) if isinstance(step, str)), "the document")
