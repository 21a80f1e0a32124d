"""JSON that roles are adopted from: its values, or where it is wrong."""

from __future__ import annotations

import json
import re
from typing import NamedTuple

from rolec.adopt.found import Json
from rolec.diagnostics.diagnostic import Diagnostic, error
from rolec.driver.adopt import codes
from rolec.read.codes import JSON_DUPLICATE_KEY, JSON_SYNTAX
from rolec.read.json_text import DEPTH, read_json, too_deep
from rolec.source.file import SourceFile
from rolec.source.key_twice import key_twice
from rolec.source.span import Span

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|-?Infinity|NaN', re.DOTALL)


class JsonSource(NamedTuple):
    """The value, and the keys that stand twice, under which is `key_twice`."""

    value: Json
    twice: tuple[Diagnostic, ...]


def json_source(file: SourceFile) -> JsonSource | Diagnostic:
    """The value of ``file``, or why there is none."""
    has_twice = False

    def once(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
        nonlocal has_twice
        found = dict(pairs)
        if len(found) == len(pairs):
            return found
        has_twice = True
        of_key: dict[str, list[Json]] = {}
        for name, value in pairs:
            of_key.setdefault(name, []).append(value)
        return {
            n: each[0] if len(each) == 1 else key_twice(n, *each) for n, each in of_key.items()
        }

    try:
        value: Json = json.loads(file.text, object_pairs_hook=once, parse_constant=_refuse)
    except _ConstantError as wrong:
        return _wrong(file, f"`{wrong}` is no number", _constant(file.text), len(str(wrong)))
    except json.JSONDecodeError as wrong:
        return _wrong(file, f"{wrong.msg[:1].lower()}{wrong.msg[1:]}", wrong.pos)
    except RecursionError:
        message = f"nested more than {DEPTH} levels deep"
        return error(JSON_SYNTAX, message, _span(file, too_deep(file.text)))
    return JsonSource(value, _twice(file) if has_twice else ())


class _ConstantError(Exception):
    """Says which word stands for a number; it never leaves this module."""


def _refuse(constant: str) -> Json:
    raise _ConstantError(constant)


def _wrong(file: SourceFile, what: str, at: int, length: int = 1) -> Diagnostic:
    return error(JSON_SYNTAX, f"this is not JSON: {what}", _span(file, at, length))


def _span(file: SourceFile, at: int, length: int = 1) -> Span:
    return Span(file.path, at, min(at + length, len(file.text)))


def _constant(text: str) -> int:
    """Where the first word stands that is no number."""
    found = (each.start() for each in _TOKEN.finditer(text) if each[0][-1] != '"')
    return next(found, 0)


def _twice(file: SourceFile) -> tuple[Diagnostic, ...]:
    found = [
        error(
            codes.KEY_TWICE,
            f"the key `{file.text[span.start + 1 : span.end - 1]}` stands twice",
            span,
        )
        for each in read_json(file).diagnostics
        for span in [each.primary.span]
        if each.code is JSON_DUPLICATE_KEY
    ]
    # Where they are cannot be told of what is nested deeper than IAM has anything.
    return tuple(found) or (error(codes.KEY_TWICE, "a key stands twice", _span(file, 0)),)
