"""YAML text to trees, one a document, in a single pass over the parser's events.

Nothing recursive meets the input before its depth is known, and libyaml's C parser does
the reading: faster than PyYAML's own loader, and with the place of everything.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import yaml

from rolec.diagnostics.diagnostic import Diagnostic, Label, error
from rolec.diagnostics.outcome import Outcome, Sink
from rolec.diagnostics.quoted import quoted
from rolec.load import codes
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


def load(file: SourceFile) -> Outcome[tuple[Node, ...]]:
    """The documents of ``file``, at least one, with the place of everything in them."""
    refused = first_refused(file)
    if refused:
        return Outcome(None, (refused,))
    builder = _Builder(file)
    try:
        parser = _PARSER(file.text)
        while builder.take(parser.get_event()):
            pass
    except (yaml.MarkedYAMLError, yaml.reader.ReaderError) as problem:
        builder.sink.add(syntax_error(file, problem))
    if not builder.documents and not builder.sink.failed:
        builder.sink.add(
            error(
                codes.EMPTY,
                "the file holds no document",
                Span(file.path, 0, 0),
                help="write `role: NAME`, or make a spec with `rolec new`",
            )
        )
    return builder.sink.outcome(tuple(builder.documents))


class _Anchored(NamedTuple):
    node: Node
    size: int


class _Frame:
    """A list or mapping that is being read; ``key`` waits for its value."""

    __slots__ = ("anchor", "entries", "flow", "is_mapping", "items", "key", "size", "start")

    def __init__(self, event: Any, *, is_mapping: bool) -> None:
        self.start: int = event.start_mark.index
        self.anchor: str | None = event.anchor
        self.is_mapping = is_mapping
        self.flow: bool = event.flow_style
        self.key: Scalar | None = None
        self.items: list[Node] = []
        self.entries: dict[str, Entry] = {}
        self.size = 1


class _Builder:
    """Makes nodes of events; `take` says whether there is more to read."""

    def __init__(self, file: SourceFile) -> None:
        self.file = file
        self.path = file.path
        self.sink = Sink()
        self.documents: list[Node] = []
        self._frame: _Frame | None = None
        self._outer: list[_Frame] = []
        self._anchors: dict[str, _Anchored] = {}
        self._open: set[str] = set()

    def take(self, event: Any) -> bool:
        """Add one event to what is being read; False after the last, or when it is hopeless."""
        # Not a `match`: an event is met for every word of every spec.
        kind = type(event)
        if kind is yaml.ScalarEvent:
            return self._scalar(event)
        if kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            return self._start(event, is_mapping=kind is yaml.MappingStartEvent)
        if kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            return self._end(event)
        if kind is yaml.AliasEvent:
            return self._alias(event)
        if kind is yaml.DocumentStartEvent:
            self._anchors.clear()
        return kind is not yaml.StreamEndEvent

    def _scalar(self, event: Any) -> bool:
        text: str = event.value
        span = Span(self.path, event.start_mark.index, event.end_mark.index)
        if event.anchor is None and event.tag is None and (text or event.style):
            return self._word(Scalar(text, span))
        return self._odd_scalar(event, span)

    def _odd_scalar(self, event: Any, span: Span) -> bool:
        if event.tag is not None:
            self._refuse_tag(event.tag, span)
        node = Scalar(event.value, self._without_anchor(span) if event.anchor else span)
        if event.anchor:
            self._anchors[event.anchor] = _Anchored(node, 1)
        if event.value == "" and not event.style:
            if self._frame is None:
                return True  # a document without a value, or a file of comments
            self._refuse_empty(self._frame, span)
        return self._word(node)

    def _word(self, node: Scalar) -> bool:
        frame = self._frame
        if frame is not None and frame.is_mapping and frame.key is None:
            self._key(frame, node)
            return True
        return self._value(node, 1)

    def _without_anchor(self, span: Span) -> Span:
        """The span of the value that an anchor stands before."""
        words = self.file.slice(span)
        at = len(words) - len(words.lstrip())
        if words.startswith("&", at):
            rest = words[at:].split(None, 1)
            return Span(span.path, span.end - len(rest[1]), span.end) if len(rest) > 1 else span
        return span

    def _key(self, frame: _Frame, key: Scalar) -> None:
        if key.text == "<<":
            self.sink.add(
                error(
                    codes.MERGE_KEY,
                    "merge keys are not read",
                    key.span,
                    help="share with `defaults:` of rolec.yaml, a `policy:` or a `trusted_entities:`",
                )
            )
        frame.key = key

    def _start(self, event: Any, *, is_mapping: bool) -> bool:
        parent = self._frame
        if event.tag is not None or event.anchor is not None:
            self._mark(event)
        if len(self._outer) == MAX_DEPTH:
            self.sink.add(too_deep(self._place(event)))
            return False
        if parent is not None:
            if parent.is_mapping and parent.key is None:
                self.sink.add(
                    error(
                        codes.KEY_NOT_TEXT,
                        "a key must be a word",
                        self._place(event),
                        help="put quotes around it",
                    )
                )
                return False
            self._outer.append(parent)
        self._frame = _Frame(event, is_mapping=is_mapping)
        return True

    def _mark(self, event: Any) -> None:
        if event.tag is not None:
            span = Span(self.path, event.start_mark.index, event.end_mark.index)
            self._refuse_tag(event.tag, span)
        if event.anchor is not None:
            self._open.add(event.anchor)

    def _place(self, event: Any) -> Span:
        start: int = event.start_mark.index
        return Span(self.path, start, start + 1)

    def _end(self, event: Any) -> bool:
        frame = self._frame
        if frame is None:
            raise AssertionError("the parser ends only what it started")
        self._frame = self._outer.pop() if self._outer else None
        end = event.end_mark.index if frame.flow else self._end_of_last(frame)
        span = Span(self.path, frame.start, end)
        node: Node
        if frame.is_mapping:
            node = Mapping(tuple(frame.entries.values()), span)
        else:
            node = Sequence(tuple(frame.items), span)
        if frame.anchor:
            self._open.discard(frame.anchor)
            self._anchors[frame.anchor] = _Anchored(node, frame.size)
        return self._value(node, frame.size)

    def _end_of_last(self, frame: _Frame) -> int:
        # libyaml ends a block collection at the next token, past blank lines and
        # comments; a reader thinks it ends with its last element.
        if not frame.is_mapping:
            return frame.items[-1].span.end if frame.items else frame.start
        if not frame.entries:
            return frame.start
        last = frame.entries[next(reversed(frame.entries))]
        # The value of an alias is written before its key.
        return max(last.value.span.end, last.key_span.end)

    def _alias(self, event: Any) -> bool:
        span = Span(self.path, event.start_mark.index, event.end_mark.index)
        name: str = event.anchor
        anchored = self._anchors.get(name)
        if name in self._open or anchored is None:
            problem = "stands inside its own anchor" if name in self._open else "has no anchor"
            self.sink.add(
                error(
                    codes.ALIAS,
                    f"`*{name}` {problem}",
                    span,
                    help=f"mark a value before it with `&{name}`, or quote a text that begins with `*`",
                )
            )
            return False
        frame = self._frame
        if frame is not None and frame.is_mapping and frame.key is None:
            if not isinstance(anchored.node, Scalar):
                self.sink.add(error(codes.KEY_NOT_TEXT, "a key must be a word", span))
                return False
            self._key(frame, Scalar(anchored.node.text, span))
            return True
        return self._value(anchored.node, anchored.size)

    def _value(self, node: Node, size: int) -> bool:
        frame = self._frame
        if frame is None:
            self.documents.append(node)
            return True
        if frame.key is not None:
            self._entry(frame, frame.key, node)
            frame.key = None
        else:
            frame.items.append(node)
        frame.size += size
        return frame.size <= MAX_NODES or self._refuse_size(frame)

    def _refuse_size(self, frame: _Frame) -> bool:
        self.sink.add(
            error(
                codes.ALIAS,
                f"a document of more than {MAX_NODES:,} values",
                Span(self.path, frame.start, frame.start),
                help="split the document, or use fewer aliases",
            )
        )
        return False

    def _entry(self, frame: _Frame, key: Scalar, value: Node) -> None:
        before = frame.entries.get(key.text)
        if before is None:
            frame.entries[key.text] = Entry(key.text, key.span, value)
            return
        self.sink.add(
            error(
                codes.DUPLICATE_KEY,
                f"duplicate key {quoted(key.text)}",
                key.span,
                label="written again here",
                secondary=(Label(before.key_span, "first written here"),),
                help="delete one of the two",
            )
        )

    def _refuse_tag(self, tag: str, span: Span) -> None:
        self.sink.add(_tag(tag, span))

    def _refuse_empty(self, frame: _Frame, span: Span) -> None:
        key = frame.key if frame.is_mapping else None
        nothing = "an empty key" if frame.is_mapping else "an empty item"
        what = f"{quoted(key.text)} has no value" if key else nothing
        self.sink.add(
            error(
                codes.EMPTY_VALUE,
                what,
                key.span if key else span,
                help="write a value, or delete the line",
            )
        )


def _tag(tag: str, span: Span) -> Diagnostic:
    word = tag.replace("tag:yaml.org,2002:", "!!")
    return error(codes.TAG, f"the tag `{word}` is not read", span, help="delete the tag")
