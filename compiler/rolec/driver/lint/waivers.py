"""Findings that are accepted, and waivers that are over or accept nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from rolec.diagnostics.diagnostic import Diagnostic, error, warning
from rolec.diagnostics.suggest import did_you_mean
from rolec.driver.project import codes
from rolec.driver.project.lint_settings import LintSettings, Waiver
from rolec.ir.glob import matches
from rolec.lint.run import lint_named
from rolec.lower.codes import NO_SUCH_DAY
from rolec.source.span import Span


class Waivers:
    """What is accepted on the day ``today``, and which of it was met."""

    def __init__(self, stated: Sequence[LintSettings], today: date) -> None:
        self._beside: dict[tuple[str, str], list[tuple[Span, Waiver]]] = {}
        self._everywhere: dict[str, list[Waiver]] = {}
        self._roles: dict[str, list[tuple[Span, str]]] = {}
        self._valid: list[Waiver] = []
        self._used: set[Span] = set()
        self._problems: list[Diagnostic] = []
        for each in stated:
            if each.role is not None:
                for span in each.scope:
                    self._roles.setdefault(span.path, []).append((span, each.role))
            for waiver in each.waivers:
                self._add(waiver, today)

    def accept(self, finding: Diagnostic) -> bool:
        """Whether the finding of a lint is waived."""
        at, id_ = finding.primary.span, finding.code.id
        found = [w for span, w in self._beside.get((at.path, id_), ()) if span.covers(at)]
        found += [w for w in self._everywhere.get(id_, ()) if self._is_for(w, at)]
        self._used.update(waiver.span for waiver in found)
        return bool(found)

    def problems(self, *, all_were_tried: bool) -> Iterator[Diagnostic]:
        """What is wrong with the waivers; one is unused for sure if all lints had their say."""
        yield from self._problems
        for waiver in self._valid if all_were_tried else ():
            if waiver.span not in self._used:
                yield self._unused(waiver)

    def _unused(self, waiver: Waiver) -> Diagnostic:
        names = {name for placed in self._roles.values() for _, name in placed}
        if waiver.role is None or any(matches(waiver.role, name) for name in names):
            message, help_ = f"`{waiver.lint}` finds nothing that this waiver is for", None
        else:
            message = f"no role is called `{waiver.role}`, which this waiver is for"
            help_ = did_you_mean(waiver.role, names)
        return warning(
            codes.WAIVER_UNUSED, message, waiver.span, help=help_ or "delete the waiver"
        )

    def _add(self, waiver: Waiver, today: date) -> None:
        lint = lint_named(waiver.lint)
        if lint is None or not self._holds(waiver, today):
            return
        self._valid.append(waiver)
        if not waiver.scope:
            self._everywhere.setdefault(lint.id, []).append(waiver)
        for span in waiver.scope:
            self._beside.setdefault((span.path, lint.id), []).append((span, waiver))

    def _holds(self, waiver: Waiver, today: date) -> bool:
        last = waiver.expires
        if last is None:
            return True
        try:
            if date.fromisoformat(last.text) >= today:
                return True
            problem = error(
                codes.WAIVER_EXPIRED,
                f"the waiver of `{waiver.lint}` ended on `{last.text}`",
                last.span,
                help="mend what it accepted, or agree on a later day",
            )
        except ValueError:
            problem = error(
                NO_SUCH_DAY,
                f"`{last.text}` is not a day of the calendar",
                last.span,
                help="write a day as YEAR-MONTH-DAY, such as `2027-01-31`",
            )
        self._problems.append(problem)
        return False

    def _is_for(self, waiver: Waiver, at: Span) -> bool:
        if waiver.role is None:
            return True
        roles = (name for span, name in self._roles.get(at.path, ()) if span.covers(at))
        return any(matches(waiver.role, name) for name in roles)
