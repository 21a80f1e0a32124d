"""One message about the input, and the places it speaks of."""

from __future__ import annotations

from rolec.diagnostics.code import Code
from rolec.diagnostics.level import Level
from rolec.diagnostics.quoted import one_line
from rolec.record import dataclass
from rolec.source.span import Span


@dataclass(frozen=True, slots=True)
class Label:
    """A span, and optionally what to say next to it."""

    span: Span
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One of perhaps many ways in which the same is true: ``by`` this, ``what`` all have in common is so.

    Those of the lowest ``rank`` matter most. ``within`` is what ways that are told as one share, where they have
    places of their own in it.
    """

    what: str
    by: str
    rank: tuple[int, ...] = ()
    within: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """One message about the input.

    ``message`` says what is wrong and stands alone; ``help`` says what to do.
    Both are one line, whatever words of the user they have, start in lower case and end without
    a full stop. People are told those that differ in their ``way`` as one.
    """

    code: Code
    level: Level
    message: str
    primary: Label
    secondary: tuple[Label, ...] = ()
    notes: tuple[str, ...] = ()
    help: str | None = None
    way: Way | None = None


def error(
    code: Code,
    message: str,
    span: Span,
    *,
    label: str = "",
    secondary: tuple[Label, ...] = (),
    notes: tuple[str, ...] = (),
    help: str | None = None,
) -> Diagnostic:
    """A diagnostic of level error at ``span``."""
    return Diagnostic(
        code=code,
        level=Level.ERROR,
        message=one_line(message),
        primary=Label(span, label),
        secondary=secondary,
        notes=tuple(map(one_line, notes)),
        help=one_line(help) if help else help,
    )


def warning(
    code: Code,
    message: str,
    span: Span,
    *,
    notes: tuple[str, ...] = (),
    help: str | None = None,
) -> Diagnostic:
    """A diagnostic of level warning at ``span``."""
    return Diagnostic(
        code=code,
        level=Level.WARNING,
        message=one_line(message),
        primary=Label(span),
        notes=tuple(map(one_line, notes)),
        help=one_line(help) if help else help,
    )


def note(code: Code, message: str, span: Span, *, help: str | None = None) -> Diagnostic:
    """A diagnostic of level note at ``span``."""
    return Diagnostic(
        code=code,
        level=Level.NOTE,
        message=one_line(message),
        primary=Label(span),
        help=one_line(help) if help else help,
    )
