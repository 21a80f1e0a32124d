"""Templates of Terraform: texts with expressions and directives in them, as `%{ if var.on } ... %{ endif }`.

Source: Terraform's documentation, "Strings and Templates".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from rolec.adopt.expressions.syntax import is_string
from rolec.adopt.unknown import UnknownError
from rolec.read.hcl.scan import Scan, TooDeepError, after_code
from rolec.read.hcl.strings import unescaped
from rolec.source.file import SourceFile


class Inserted(NamedTuple):
    """``${ expression }``."""

    expression: str


class If(NamedTuple):
    """``%{ if condition } then %{ else } otherwise %{ endif }``."""

    condition: str
    then: tuple[Part, ...]
    otherwise: tuple[Part, ...]


class For(NamedTuple):
    """``%{ for names in over } body %{ endfor }``."""

    names: tuple[str, ...]
    over: str
    body: tuple[Part, ...]


Part: TypeAlias = "str | Inserted | If | For"

_HEREDOC = re.compile(r"<<(?P<trim>-?)[^\n]*\n(?P<body>.*?)[ \t]*[^\n]*", re.DOTALL)
_IN_QUOTES = re.compile(r"\\.|\$\$\{|%%\{|\$\{|%\{", re.DOTALL)
_IN_LINES = re.compile(r"\$\$\{|%%\{|\$\{|%\{")
_ESCAPED = re.compile(r"([$%])\1\{")
_FOR = re.compile(r"for\s+([\w-]+)(?:\s*,\s*([\w-]+))?\s+in(?![\w-])(.*)", re.DOTALL)
_LINE_BEFORE = re.compile(r"(?:[ \t]*\r?\n|[ \t]+)\Z")
_JOINED = re.compile(r"~\}[ \t]*\r?\Z")
_TRIMS = re.compile(r"[ \t]*[$%]\{~")
_LINE_AFTER = re.compile(r"\A[ \t]*(?:\r?\n)?")


def is_template(written: str) -> bool:
    """Whether an expression is nothing but a string or a heredoc."""
    return _HEREDOC.fullmatch(written) is not None or is_string(written)


@lru_cache(maxsize=1024)
def template_of(written: str) -> tuple[Part, ...]:
    """The parts of a string or heredoc as it is ``written``; an UnknownError where it is none."""
    if written.startswith('"'):
        return _parsed(written[1:-1], written, in_quotes=True)
    found = _HEREDOC.fullmatch(written)
    if found is None:
        raise UnknownError(written)
    body = found["body"]
    return _parsed(_without_indent(body) if found["trim"] else body, written, in_quotes=False)


@lru_cache(maxsize=1024)
def template_in(file: str) -> tuple[Part, ...]:
    """The parts of a ``file`` that is a template; an UnknownError where it is none."""
    return _parsed(file, file, in_quotes=False)


class _Code(NamedTuple):
    is_directive: bool
    text: str
    trims_before: bool
    trims_after: bool


def _parsed(text: str, written: str, *, in_quotes: bool) -> tuple[Part, ...]:
    try:
        tokens = [*_tokens(text, in_quotes=in_quotes)]
    except TooDeepError:
        raise UnknownError(written) from None
    parts, _ = _sequence(iter(_trimmed(tokens, in_quotes=in_quotes)), ("",))
    return parts


def _tokens(text: str, *, in_quotes: bool) -> Iterator[str | _Code]:
    file = SourceFile("template", text)
    marks = _IN_QUOTES if in_quotes else _IN_LINES

    def literal(start: int, end: int) -> str:
        if in_quotes:
            return unescaped(file, start, end, [])
        return _ESCAPED.sub(r"\1{", text[start:end])

    start = at = 0
    while (mark := marks.search(text, at)) is not None:
        at = mark.end()
        if mark[0] not in {"${", "%{"}:
            continue
        yield literal(start, mark.start())
        start = after_code(Scan(file), at, 0)
        inside = text[at : start - 1]
        at = start
        yield _Code(
            mark[0] == "%{",
            inside.removeprefix("~").removesuffix("~").strip(),
            inside.startswith("~"),
            inside.endswith("~"),
        )
    yield literal(start, len(text))


def _trimmed(tokens: list[str | _Code], *, in_quotes: bool) -> Iterator[str | _Code]:
    """``tokens`` without the blanks, and one line break, on the sides of code on which a `~` stands."""
    for number, token in enumerate(tokens):
        if isinstance(token, _Code):
            yield token
            continue
        before, after = tokens[number - 1] if number else "", [*tokens[number + 1 :], ""][0]
        text = token
        if isinstance(before, _Code) and before.trims_after:
            text = text.lstrip() if in_quotes else _LINE_AFTER.sub("", text)
        if isinstance(after, _Code) and after.trims_before:
            text = text.rstrip() if in_quotes else _LINE_BEFORE.sub("", text)
        if text:
            yield text


def _sequence(
    tokens: Iterator[str | _Code], ends: tuple[str, ...]
) -> tuple[tuple[Part, ...], str]:
    """The parts up to a directive that is one of ``ends``, which is given too."""
    parts: list[Part] = []
    for token in tokens:
        if isinstance(token, str):
            parts.append(token)
            continue
        word = token.text.partition(" ")[0] if token.is_directive else None
        match word:
            case None:
                parts.append(Inserted(token.text))
            case "if":
                then, end = _sequence(tokens, ("else", "endif"))
                otherwise, _ = _sequence(tokens, ("endif",)) if end == "else" else ((), "")
                parts.append(If(token.text[len("if") :].strip(), then, otherwise))
            case "for" if (found := _FOR.fullmatch(token.text)) is not None:
                body, _ = _sequence(tokens, ("endfor",))
                names = tuple(each for each in found.groups()[:2] if each)
                parts.append(For(names, found[3].strip(), body))
            case end if end in ends:
                return tuple(parts), end
            case _:
                raise UnknownError(token.text)
    if "" not in ends:
        raise UnknownError(f"a template without %{{ {ends[-1]} }}")
    return tuple(parts), ""


def _without_indent(body: str) -> str:
    """``body`` as `<<-` has it. Where a `~` takes away a line break, the next line is none to Terraform."""
    lines = body.split("\n")
    begun = [
        bool(line.strip()) and not _JOINED.search(before)
        for before, line in pairwise(["", *lines])
    ]
    indents = [
        0 if _TRIMS.match(line) else len(line) - len(line.lstrip(" \t"))
        for line, begins in zip(lines, begun, strict=True)
        if begins
    ]
    indent = min(indents, default=0)
    return "\n".join(
        line[indent:] if begins else line for line, begins in zip(lines, begun, strict=True)
    )
