"""JSON text to a value, with the place of everything in it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from json.decoder import scanstring  # type: ignore[attr-defined]  # typeshed leaves it out

from rolec.diagnostics.diagnostic import Diagnostic, Label, error
from rolec.diagnostics.outcome import Outcome, Sink
from rolec.read import codes
from rolec.read.value import Boolean, Entry, Items, Null, Number, Object, Template, Value
from rolec.source.file import SourceFile
from rolec.source.span import Span

DEPTH = 100
"""How deep lists and objects may nest; a policy reaches six."""

_BLANK = re.compile(r"[ \t\n\r]*")
_WORD = re.compile(r"-?[A-Za-z]+|[-+.0-9eE]+")
_OPENING = re.compile(r'"(?:[^"\\]|\\.)*"|[\[{\]}]', re.DOTALL)
_MARK = "\ufeff"
_PLACEHOLDER = re.compile("\ue000([0-9]+)\ue001")
_WHOLE = "write the character itself, or both halves of its escape"
_SURROGATE = re.compile(r"[\ud800-\udfff]")


def read_json(
    file: SourceFile, *, place: Span | None = None, interpolated: Sequence[Value] = ()
) -> Outcome[Value]:
    """The value of a JSON text; a key that stands twice is an error.

    Text that is itself part of a file has one ``place`` for everything in it, and its
    ``interpolated`` values where `placeholder` stands in its strings.
    """
    sink = Sink()
    try:
        # The standard library judges; the walk below may then trust every character.
        json.loads(file.text, parse_constant=str, parse_int=str, parse_float=str)
        value = _Walk(file, sink, place, interpolated).whole()
    except json.JSONDecodeError as wrong:
        at = place or Span(file.path, wrong.pos, min(wrong.pos + 1, len(file.text)))
        sink.add(_not_json(file.text, wrong.msg, at))
    except RecursionError:
        deep = too_deep(file.text)
        at = place or Span(file.path, deep, deep + 1)
        sink.add(error(codes.JSON_SYNTAX, f"nested more than {DEPTH} levels deep", at))
    else:
        return sink.outcome(value)
    return sink.outcome(Null(Span(file.path, 0, 0)))


def placeholder(number: int) -> str:
    """What stands for an interpolated value while the text around it is read."""
    return f"\ue000{number}\ue001"


class _Walk:
    """One pass over text that is JSON; ``at`` is the offset of what comes next."""

    __slots__ = ("_at", "_depth", "_file", "_interpolated", "_place", "_sink")

    def __init__(
        self, file: SourceFile, sink: Sink, place: Span | None, interpolated: Sequence[Value]
    ) -> None:
        self._file = file
        self._sink = sink
        self._place = place
        self._interpolated = interpolated
        self._at = 0
        self._depth = 0

    def whole(self) -> Value:
        self._skip()
        return self._value()

    def _value(self) -> Value:
        start = self._at
        match self._file.text[start]:
            case '"':
                return self._string()
            case "{":
                return Object(tuple(self._entries()), self._since(start))
            case "[":
                return Items(tuple(self._items()), self._since(start))
            case _:
                return self._word()

    def _string(self) -> Template:
        start = self._at
        text: str
        text, self._at = scanstring(self._file.text, start + 1, True)  # noqa: FBT003 - strict
        span = self._since(start)
        if _SURROGATE.search(text):
            self._sink.add(error(codes.JSON_SYNTAX, "half of a surrogate pair", span, help=_WHOLE))
        if self._interpolated and _PLACEHOLDER.search(text):
            return Template(tuple(self._parts(text)), span)
        return Template((text,) if text else (), span)

    def _parts(self, text: str) -> Iterator[str | Value]:
        # Every second piece is the number of an interpolated value.
        for number, piece in enumerate(_PLACEHOLDER.split(text)):
            if number % 2:
                yield self._interpolated[int(piece)]
            elif piece:
                yield piece

    def _word(self) -> Value:
        start = self._at
        found = _WORD.match(self._file.text, start)
        word = found.group() if found else ""
        self._at += len(word)
        match word:
            case "null":
                return Null(self._since(start))
            case "true" | "false":
                return Boolean(word == "true", self._since(start))
            case "NaN" | "Infinity" | "-Infinity":
                # The standard library takes these, and JSON has none of them.
                message = f"this is not JSON: `{word}` is no number"
                self._sink.add(error(codes.JSON_SYNTAX, message, self._since(start)))
                return Null(self._since(start))
            case _:
                return Number(word, self._since(start))

    def _items(self) -> list[Value]:
        items: list[Value] = []
        self._open()
        while self._file.text[self._at] != "]":
            items.append(self._value())
            self._comma()
        self._close()
        return items

    def _entries(self) -> list[Entry]:
        entries: dict[Template, Entry] = {}
        self._open()
        while self._file.text[self._at] != "}":
            key = self._string()
            self._skip()
            self._at += 1  # the colon
            self._skip()
            before = entries.setdefault(key, entry := Entry(key, self._value()))
            if before is not entry:
                self._twice(key, before.key.span)
            self._comma()
        self._close()
        return list(entries.values())

    def _open(self) -> None:
        self._depth += 1
        if self._depth > DEPTH:
            raise RecursionError
        self._at += 1
        self._skip()

    def _close(self) -> None:
        self._depth -= 1
        self._at += 1

    def _comma(self) -> None:
        self._skip()
        if self._file.text[self._at] == ",":
            self._at += 1
            self._skip()

    def _skip(self) -> None:
        found = _BLANK.match(self._file.text, self._at)
        self._at = found.end() if found else self._at

    def _since(self, start: int) -> Span:
        return self._place or Span(self._file.path, start, self._at)

    def _twice(self, key: Template, before: Span) -> None:
        self._sink.add(
            error(
                codes.JSON_DUPLICATE_KEY,
                f"duplicate key `{key.literal}`",
                key.span,
                label="written again here",
                secondary=(Label(before, "first written here"),),
                help="put both into one object or list",
            )
        )


def _not_json(text: str, message: str, at: Span) -> Diagnostic:
    if text.startswith(_MARK):
        what, help_ = "a byte order mark stands before it", "save the file without one"
    elif not text.strip():
        what, help_ = "it is empty", None
    else:
        what, help_ = message[:1].lower() + message[1:], None
    return error(codes.JSON_SYNTAX, f"this is not JSON: {what}", at, help=help_)


def too_deep(text: str) -> int:
    """The place of the first list or object that nests too deep; the start where that is not found."""
    depth = 0
    for found in _OPENING.finditer(text):
        depth += (found[0] in "[{") - (found[0] in "]}")
        if depth > DEPTH:
            return found.start()
    return 0
