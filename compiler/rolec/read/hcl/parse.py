"""HCL text to a body of arguments and blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rolec.diagnostics.diagnostic import Diagnostic, error
from rolec.diagnostics.outcome import Outcome, Sink
from rolec.read import codes
from rolec.read.hcl.scan import scan
from rolec.read.hcl.tree import Reader
from rolec.read.value import Body
from rolec.source.file import SourceFile
from rolec.source.span import Span

if TYPE_CHECKING:
    from lark import UnexpectedInput


def read_hcl(file: SourceFile, *, cache_folder: str | None = None) -> Outcome[Body]:
    """The arguments and blocks of an HCL file, with their places.

    python-hcl2's grammar is kept in ``cache_folder``, where one is given.
    """
    from lark import UnexpectedInput

    from rolec.read.hcl.grammar import parse_tree

    strings = scan(file)
    sink = Sink(list(strings.found))
    if any(d.code is codes.HCL_SYNTAX for d in strings.found):
        return sink.outcome(Body((), ()))
    try:
        tree = parse_tree(strings.masked, cache_folder)
    except UnexpectedInput as unexpected:
        sink.add(_syntax_error(file, unexpected))
        return sink.outcome(Body((), ()))
    return sink.outcome(Reader(strings, sink.found).file(tree))


def _syntax_error(file: SourceFile, unexpected: UnexpectedInput) -> Diagnostic:
    at = min(unexpected.pos_in_stream or 0, len(file.text))
    if not file.text[at:].strip():
        return error(codes.HCL_SYNTAX, "the file ends too early", Span(file.path, at, at))
    wrong = file.text[at]
    message = f"`{wrong}` does not fit here" if wrong.strip() else "the line ends too early"
    return error(codes.HCL_SYNTAX, message, Span(file.path, at, at + 1))
