"""How deep lists and mappings may lie in each other: what walks a tree may then be recursive."""

from __future__ import annotations

from rolec.diagnostics.diagnostic import Diagnostic, error
from rolec.load import codes
from rolec.source.span import Span

MAX_DEPTH = 64


def too_deep(span: Span) -> Diagnostic:
    """The diagnostic for a value that lies deeper than any spec needs."""
    return error(
        codes.TOO_DEEP,
        f"nested more than {MAX_DEPTH} levels deep",
        span,
        help="write the value on fewer levels",
    )
