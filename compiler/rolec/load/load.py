"""YAML text to trees, one a document, in a single pass over the parser's events.

libyaml's C parser does the reading: faster than PyYAML's own loader, and with the place of
everything. It makes events without recursion, so their depth is bounded before ours.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import yaml

from rolec.diagnostics.diagnostic import Diagnostic
from rolec.diagnostics.outcome import Outcome, Sink
from rolec.load import refusals
from rolec.load.characters import first_refused
from rolec.load.depth import MAX_DEPTH, too_deep
from rolec.load.node import Entry, Mapping, Node, Scalar, Sequence
from rolec.load.syntax_error import syntax_error
from rolec.source.file import SourceFile
from rolec.source.span import Span

MAX_NODES = 10_000
"""Values of one document, each alias counted as all that it stands for."""

_PARSER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml, with which PyYAML's wheels come; without it the same tree, 25 times slower."""

# Names of this module are found faster than those of another, once for each word of a spec.
_Word, _Alias = yaml.ScalarEvent, yaml.AliasEvent
_MappingStart, _MappingEnd = yaml.MappingStartEvent, yaml.MappingEndEvent
_SequenceEnd = yaml.SequenceEndEvent
_new = tuple.__new__
"""Makes a named tuple in half the time that its class takes."""


def load(file: SourceFile) -> Outcome[tuple[Node, ...]]:
    """The documents of ``file``, at least one, with the place of everything in them."""
    refused = first_refused(file)
    if refused:
        return Outcome(None, (refused,))
    reader = _Reader(file)
    try:
        reader.read()
    except (yaml.MarkedYAMLError, yaml.reader.ReaderError) as problem:
        reader.sink.add(syntax_error(file, problem))
    except _Refused as problem:
        reader.sink.add(problem.diagnostic)
    if not reader.documents and not reader.sink.failed:
        reader.sink.add(refusals.no_document(file.path))
    return reader.sink.outcome(tuple(reader.documents))


class _Refused(Exception):  # noqa: N818 - it never leaves this module
    """Unwinds the reader where what follows has no meaning any more."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


class _Anchored(NamedTuple):
    node: Node
    size: int


class _Reader:
    """Makes nodes of events.

    An event is asked for its place only where that is needed: a mark is slow.
    """

    def __init__(self, file: SourceFile) -> None:
        self.sink = Sink()
        self.documents: list[Node] = []
        self._file = file
        self._path = file.path
        self._event = _PARSER(file.text).get_event
        self._anchors: dict[str, _Anchored] = {}
        self._open: set[str] = set()
        self._size = 0
        """Values in the lists and mappings that have been read, those of aliases too."""

    def read(self) -> None:
        """Read every document."""
        event = self._event()
        while type(event) is not yaml.StreamEndEvent:
            if type(event) is yaml.DocumentStartEvent:
                self._anchors.clear()
                event = self._event()
                # A document without a value is a file of comments, or ends with `---`.
                if type(event) is not _Word or event.tag is not None or not _is_empty(event):
                    self.documents.append(self._value(event, 0, "an empty document"))
            event = self._event()

    def _value(self, event: Any, depth: int, what: Scalar | str) -> Node:
        """The value that begins with ``event``; ``what`` it is, or its key, if it is empty."""
        if type(event) is _Word:
            return self._word(event, what)
        if type(event) is _Alias:
            return self._alias(event)
        return self._collection(event, depth)

    def _word(self, event: Any, what: Scalar | str) -> Scalar:
        if event.anchor is not None or event.tag is not None or not event.value:
            return self._odd_word(event, what)
        span = _new(Span, (self._path, event.start_mark.index, event.end_mark.index))
        return _new(Scalar, (event.value, span))

    def _odd_word(self, event: Any, what: Scalar | str) -> Scalar:
        span = self._span(event)
        if event.tag is not None:
            self.sink.add(refusals.tag(event.tag, span))
        if _is_empty(event):
            self.sink.add(refusals.empty_value(what, span))
        if event.anchor is None:
            return Scalar(event.value, span)
        node = Scalar(event.value, self._without_anchor(span))
        self._anchors[event.anchor] = _Anchored(node, 1)
        return node

    def _without_anchor(self, span: Span) -> Span:
        """The span of the value that an anchor stands before."""
        words = self._file.slice(span)
        at = len(words) - len(words.lstrip())
        if words.startswith("&", at):
            rest = words[at:].split(None, 1)
            return Span(span.path, span.end - len(rest[1]), span.end) if len(rest) > 1 else span
        return span

    def _alias(self, event: Any) -> Node:
        name: str = event.anchor
        anchored = self._anchors.get(name)
        if name in self._open or anchored is None:
            problem = "stands inside its own anchor" if name in self._open else "has no anchor"
            raise _Refused(refusals.unknown_alias(name, problem, self._span(event)))
        self._size += anchored.size - 1
        return anchored.node

    def _key(self, event: Any) -> Scalar:
        """The key that ``event`` is."""
        if type(event) is _Word:
            return self._word(event, "an empty key")
        if type(event) is not _Alias:
            span = self._first_character(event)
            raise _Refused(refusals.key_not_text(span, help="put quotes around it"))
        node = self._alias(event)
        if not isinstance(node, Scalar):
            raise _Refused(refusals.key_not_text(self._span(event)))
        return Scalar(node.text, self._span(event))

    def _collection(self, start: Any, depth: int) -> Node:
        """The list or mapping that begins with ``start``, inside ``depth`` others."""
        if start.tag is not None:
            self.sink.add(refusals.tag(start.tag, self._span(start)))
        if depth > MAX_DEPTH:
            raise _Refused(too_deep(self._first_character(start)))
        read = self._mapping if type(start) is _MappingStart else self._sequence
        if start.anchor is None:
            return read(start, depth + 1)
        before = self._size
        self._open.add(start.anchor)
        node = read(start, depth + 1)
        self._open.discard(start.anchor)
        self._anchors[start.anchor] = _Anchored(node, 1 + self._size - before)
        return node

    def _mapping(self, start: Any, depth: int) -> Mapping:
        next_event, before = self._event, self._size
        entries: dict[str, Entry] = {}
        while type(event := next_event()) is not _MappingEnd:
            key = self._key(event)
            text, span = key
            if text == "<<":
                self.sink.add(refusals.merge_key(span))
            value = self._value(next_event(), depth, key)
            if text in entries:
                self.sink.add(refusals.duplicate_key(span, entries[text]))
            else:
                entries[text] = _new(Entry, (text, span, value))
        found = tuple(entries.values())
        # The value of an alias is written before its key.
        last = max(found[-1].value.span.end, found[-1].key_span.end) if found else 0
        return Mapping(found, self._whole(start, event, last, len(found), before))

    def _sequence(self, start: Any, depth: int) -> Sequence:
        next_event, before = self._event, self._size
        items: list[Node] = []
        while type(event := next_event()) is not _SequenceEnd:
            items.append(self._value(event, depth, "an empty item"))
        last = items[-1].span.end if items else 0
        return Sequence(tuple(items), self._whole(start, event, last, len(items), before))

    def _whole(self, start: Any, end: Any, last: int, count: int, before: int) -> Span:
        """The span of a list or mapping of ``count`` values, after they are counted."""
        self._size += count
        first: int = start.start_mark.index
        if 1 + self._size - before > MAX_NODES:
            span = Span(self._path, first, first)
            raise _Refused(refusals.too_many_values(MAX_NODES, span))
        # libyaml ends a block collection at the next token, past blank lines and
        # comments; a reader thinks it ends with its last element.
        stop: int = end.end_mark.index if start.flow_style else max(first, last)
        return Span(self._path, first, stop)

    def _first_character(self, event: Any) -> Span:
        start: int = event.start_mark.index
        return Span(self._path, start, start + 1)

    def _span(self, event: Any) -> Span:
        return Span(self._path, event.start_mark.index, event.end_mark.index)


def _is_empty(event: Any) -> bool:
    return event.value == "" and not event.style
