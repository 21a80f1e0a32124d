"""The levels of findings: the nearest of what is said wins."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from rolec.diagnostics.diagnostic import Diagnostic, error
from rolec.diagnostics.level import Level
from rolec.diagnostics.suggest import did_you_mean
from rolec.driver.project import codes
from rolec.driver.project.lint_settings import OFF, LintSettings
from rolec.lint.run import all_lints, lint_named
from rolec.source.span import Span

_ERROR = re.compile("E[0-9]{4}")


class Levels:
    """What the command line says, by id of the lint, over specs, over rolec.yaml."""

    def __init__(self, asked: Mapping[str, str], stated: Sequence[LintSettings] = ()) -> None:
        self._asked = asked
        self._project: dict[str, str] = {}
        self._documents: dict[tuple[str, str], list[tuple[Span, str]]] = {}
        for setting in (setting for each in stated for setting in each.levels):
            lint = lint_named(setting.lint)
            if lint is None:
                continue
            if not setting.scope:
                self._project[lint.id] = setting.level
            for span in setting.scope:
                places = self._documents.setdefault((span.path, lint.id), [])
                places.append((span, setting.level))

    def of(self, finding: Diagnostic) -> Level | None:
        """The level of a lint's finding, or None where the lint is off."""
        id_ = finding.code.id
        stated = self._asked.get(id_) or self._in_document(id_, finding) or self._project.get(id_)
        if stated is None:
            return finding.level
        return None if stated == OFF else Level(stated)

    def _in_document(self, id_: str, finding: Diagnostic) -> str | None:
        at = finding.primary.span
        for span, level in self._documents.get((at.path, id_), ()):
            if span.covers(at):
                return level
        return None


def unknown_lints(stated: Iterable[LintSettings]) -> Iterator[Diagnostic]:
    """An error for each name that no lint has."""
    for each in stated:
        named = [(level.lint, level.span) for level in each.levels]
        named += [(waiver.lint, waiver.span) for waiver in each.waivers]
        for name, span in named:
            if lint_named(name) is None:
                message = f"there is no lint called `{name}`"
                yield error(codes.UNKNOWN_LINT, message, span, help=nearest_lint(name))


def nearest_lint(given: str) -> str:
    """What somebody who wrote ``given`` may have meant."""
    if _ERROR.fullmatch(given):
        return "a code with `E` is no lint, and its level cannot be changed"
    known = {name for lint in all_lints() for name in (lint.id, lint.name)}
    return did_you_mean(given, known) or "`rolec explain` lists all lints"
