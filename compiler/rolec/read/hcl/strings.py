"""What stands between the quotes of a string, and in a heredoc."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rolec.diagnostics.diagnostic import Diagnostic, error
from rolec.read import codes
from rolec.read.hcl.scan import Heredoc, Scan, TooDeepError, after_code
from rolec.read.value import Opaque, Template, Traversal, Value
from rolec.source.file import SourceFile
from rolec.source.span import Span

_ESCAPE = re.compile(r"\\u[0-9a-fA-F]{4}|\\U[0-9a-fA-F]{8}|\\.|\$\$\{|%%\{", re.DOTALL)
_ONE_CHARACTER = {r"\n": "\n", r"\r": "\r", r"\t": "\t", r"\"": '"', r"\\": "\\"}
_TEMPLATE = re.compile(r"\$\$\{|%%\{|\$\{|%\{")
_STEPS = r'(?:\.[^\W\d][\w-]*|\.\d+|\[\s*(?:\d+|"[^"\\$%]*")\s*\])*'
_TRAVERSAL = re.compile(rf"[^\W\d][\w-]*{_STEPS}(?:\[\*\])?")


def unescaped(file: SourceFile, start: int, end: int, found: list[Diagnostic]) -> str:
    """The text that the literal part of a quoted string between two offsets stands for."""

    def character(escape: re.Match[str]) -> str:
        known = _character(escape.group())
        if known is None:
            at = Span(file.path, start + escape.start(), start + escape.end())
            found.append(_bad_escape(escape.group(), at))
        return known or ""

    literal = file.text[start:end]
    return _ESCAPE.sub(character, literal) if _ESCAPE.search(literal) else literal


def heredoc(result: Scan, doc: Heredoc, span: Span) -> Template | Opaque:
    """The string that a heredoc stands for; opaque when it has directives."""
    text = result.file.text
    parts: list[str | Value] = []
    try:
        for part in _parts(result, doc):
            if part is None:
                return Opaque(text[span.start : span.end], span)
            parts.append(part)
    except TooDeepError:
        return Opaque(text[span.start : span.end], span)
    return Template(tuple(_trimmed(parts) if doc.trim else _joined(parts)), span)


def expression(text: str, span: Span) -> Traversal | Opaque:
    """An expression that is not looked into: a plain reference, or any other."""
    return Traversal(text, span) if _TRAVERSAL.fullmatch(text) else Opaque(text, span)


def _character(escape: str) -> str | None:
    if escape in {"$${", "%%{"}:
        return escape[1:]
    if escape[1] in "uU" and len(escape) > 2:  # noqa: PLR2004 - a backslash and a letter
        number = int(f"0x{escape[2:]}", 0)
        surrogate = 0xD800 <= number <= 0xDFFF  # noqa: PLR2004 - Unicode's own range
        return None if surrogate or number > 0x10FFFF else chr(number)  # noqa: PLR2004 - ditto
    return _ONE_CHARACTER.get(escape)


def _parts(result: Scan, doc: Heredoc) -> Iterator[str | Value | None]:
    text = result.file.text
    at = doc.start
    while (mark := _TEMPLATE.search(text, at, doc.end)) is not None:
        yield text[at : mark.start()]
        at = mark.end()
        match mark.group():
            case "%{":
                yield None
            case "${":
                start, at = at, after_code(Scan(result.file), at, 0)
                yield _interpolated(result.file, start, at - 1)
            case escape:
                yield escape[1:]
    yield text[at : doc.end]


def _interpolated(file: SourceFile, start: int, end: int) -> Value:
    inside = file.text[start:end]
    start += len(inside) - len(inside.lstrip())
    return expression(inside.strip(), Span(file.path, start, start + len(inside.strip())))


def _joined(parts: list[str | Value]) -> Iterator[str | Value]:
    """The parts with neighbouring texts put together, and none empty."""
    text = ""
    for part in parts:
        if isinstance(part, str):
            text += part
            continue
        if text:
            yield text
        text = ""
        yield part
    if text:
        yield text


def _trimmed(parts: list[str | Value]) -> Iterator[str | Value]:
    """The parts without the indentation that all lines with something on them share."""
    marked = [part if isinstance(part, str) else "\0" for part in _joined(parts)]
    lines = [line for line in "".join(marked).split("\n") if line.strip()]
    indent = min((len(line) - len(line.lstrip(" \t")) for line in lines), default=0)
    blanks = re.compile(rf"\n[ \t]{{1,{indent}}}") if indent else None
    after_line_end = True
    for part in _joined(parts):
        if isinstance(part, str) and blanks:
            cut = blanks.sub("\n", f"\n{part}" if after_line_end else part)
            part = cut[1:] if after_line_end else cut  # noqa: PLW2901 - the same part, trimmed
        after_line_end = False
        if part != "":
            yield part


def _bad_escape(escape: str, span: Span) -> Diagnostic:
    return error(
        codes.ESCAPE,
        f"`{escape}` is not an escape sequence of HCL",
        span,
        help="write two backslashes for one",
    )
