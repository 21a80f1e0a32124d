"""JSON text to the same trees: policy documents come from AWS's console as JSON.

The standard library reads JSON without places and keeps the last of duplicate keys.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from json import JSONDecodeError
from json.decoder import scanstring  # type: ignore[attr-defined]  # typeshed leaves it out

from rolec.diagnostics.code import Code
from rolec.diagnostics.diagnostic import Diagnostic, error
from rolec.diagnostics.outcome import Outcome, Sink
from rolec.load import codes
from rolec.load.characters import first_refused
from rolec.load.depth import MAX_DEPTH
from rolec.load.node import Entry, Mapping, Node, Scalar, Sequence
from rolec.load.refusals import duplicate_key
from rolec.source.file import SourceFile
from rolec.source.span import Span

_SPACE = re.compile(r"[ \t\r\n]*")
_WORD = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|true|false|null")


def load_json(file: SourceFile) -> Outcome[Node]:
    """The value that ``file`` holds; numbers, ``true`` and ``false`` are their text."""
    refused = first_refused(file)
    if refused:
        return Outcome(None, (refused,))
    reader = _Reader(file)
    try:
        node = reader.document()
    except _Refused as problem:
        reader.sink.add(problem.diagnostic)
        return Outcome(None, reader.sink.outcome(None).diagnostics)
    return reader.sink.outcome(node)


class _Refused(Exception):  # noqa: N818 - it never leaves this module
    """Unwinds the reader at the first place where the text is not JSON."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


class _Reader:
    def __init__(self, file: SourceFile) -> None:
        self.sink = Sink()
        self._text = file.text
        self._path = file.path
        self._at = 0
        self._depth = 0

    def document(self) -> Node:
        """The value, after which only white space may stand."""
        node = self._value()
        self._skip_space()
        if self._at < len(self._text):
            raise self._refusal("text after the end of the document")
        return node

    def _value(self) -> Node:
        self._skip_space()
        match self._text[self._at : self._at + 1]:
            case "{":
                return self._nested(self._object)
            case "[":
                return self._nested(self._array)
            case '"':
                return self._string()
            case _:
                return self._word()

    def _nested(self, read: Callable[[], Node]) -> Node:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise self._refusal(f"nested more than {MAX_DEPTH} levels deep", codes.TOO_DEEP)
        node = read()
        self._depth -= 1
        return node

    def _object(self) -> Mapping:
        start = self._at
        self._at += 1
        entries: dict[str, Entry] = {}
        if not self._closes("}"):
            while True:
                self._skip_space()
                if not self._text.startswith('"', self._at):
                    self._refuse_last_comma("}")
                    raise self._refusal('a key in `"` must stand here')
                key = self._string()
                self._expect(":")
                self._add(entries, key, self._value())
                if self._closes("}"):
                    break
                self._expect(",")
        return Mapping(tuple(entries.values()), Span(self._path, start, self._at))

    def _add(self, entries: dict[str, Entry], key: Scalar, value: Node) -> None:
        before = entries.setdefault(key.text, Entry(key.text, key.span, value))
        if before.key_span != key.span:
            self.sink.add(duplicate_key(key.span, before))

    def _array(self) -> Sequence:
        start = self._at
        self._at += 1
        items: list[Node] = []
        if not self._closes("]"):
            while True:
                items.append(self._value())
                if self._closes("]"):
                    break
                self._expect(",")
        return Sequence(tuple(items), Span(self._path, start, self._at))

    def _string(self) -> Scalar:
        start = self._at
        try:
            text, self._at = scanstring(self._text, start + 1)
        except JSONDecodeError as problem:
            self._at = min(problem.pos, len(self._text))
            raise self._refusal(problem.msg[:1].lower() + problem.msg[1:]) from None
        return Scalar(text, Span(self._path, start, self._at))

    def _word(self) -> Scalar:
        found = _WORD.match(self._text, self._at)
        if found is None:
            raise self._no_value()
        span = Span(self._path, found.start(), found.end())
        self._at = found.end()
        if found[0] == "null":
            self.sink.add(
                error(codes.EMPTY_VALUE, "`null` says nothing in a policy", span, help="delete it")
            )
        return Scalar(found[0], span)

    def _no_value(self) -> _Refused:
        self._refuse_last_comma("]")
        return self._refusal("a value must stand here")

    def _refuse_last_comma(self, bracket: str) -> None:
        """Point to the comma where one stands before ``bracket``."""
        before = self._text[: self._at].rstrip()
        if self._text.startswith(bracket, self._at) and before.endswith(","):
            span = Span(self._path, len(before) - 1, len(before))
            message = f"a comma before `{bracket}`"
            raise _Refused(error(codes.INVALID_JSON, message, span, help="delete the comma"))

    def _closes(self, bracket: str) -> bool:
        self._skip_space()
        found = self._text.startswith(bracket, self._at)
        self._at += found
        return found

    def _expect(self, char: str) -> None:
        self._skip_space()
        if not self._text.startswith(char, self._at):
            raise self._refusal(f"`{char}` must stand here")
        self._at += 1

    def _skip_space(self) -> None:
        found = _SPACE.match(self._text, self._at)
        self._at = found.end() if found else self._at

    def _refusal(self, message: str, code: Code = codes.INVALID_JSON) -> _Refused:
        at = min(self._at, len(self._text))
        span = Span(self._path, at, min(at + 1, len(self._text)))
        return _Refused(error(code, message, span, help="correct the JSON"))
