"""What an old catalogue does not know may have been added since: a warning, and no error."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from rolec.catalog.origin import origin
from rolec.diagnostics.diagnostic import Diagnostic
from rolec.diagnostics.level import Level
from rolec.lint.lint import Lint

MAX_DAYS = 90


def softened(found: Iterable[Diagnostic], today: date) -> Iterator[Diagnostic]:
    """The findings, with a note and without an error where only the catalogue's age may be why."""
    for finding in found:
        lint = finding.code
        is_doubtful = isinstance(lint, Lint) and lint.of_catalogue and finding.level is Level.ERROR
        if is_doubtful and origin().age(today) > MAX_DAYS:
            notes = (*finding.notes, _note())
            yield replace(finding, level=Level.WARNING, notes=notes)
        else:
            yield finding


def said_once(found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """The same findings, the note about the catalogue on the first of them only."""
    said = False
    for finding in found:
        if not finding.notes or _note() not in finding.notes:
            yield finding
        elif not said:
            said = True
            yield finding
        else:
            yield replace(finding, notes=tuple(n for n in finding.notes if n != _note()))


def _note() -> str:
    day = origin().read_on.isoformat()
    return f"what AWS added since {day} is not known here: install a newer rolec to be sure"
