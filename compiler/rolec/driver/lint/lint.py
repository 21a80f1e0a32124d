"""What the lints find in projects, and in policy documents that are JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from rolec.catalog.catalogue import SHIPPED
from rolec.diagnostics.diagnostic import Diagnostic
from rolec.diagnostics.quoted import one_line
from rolec.driver.compile.compilation import CompiledProject
from rolec.driver.lint.catalogue_age import softened
from rolec.driver.lint.levels import Levels, unknown_lints
from rolec.driver.lint.waivers import Waivers
from rolec.driver.project.project import settings_above
from rolec.driver.project.settings import Settings, read_settings
from rolec.driver.project.source_file import read_source
from rolec.lint.facts import Facts
from rolec.lint.json_document import JsonDocument
from rolec.lint.lint import Lint
from rolec.lint.run import lint_guard_rail, lint_json, lint_module
from rolec.policy.of_json import kind_of
from rolec.policy.policy_text import Kind
from rolec.read.json_text import read_json
from rolec.source.file import SourceMap


def judged(
    project: CompiledProject, asked: Mapping[str, str], today: date
) -> Iterator[Diagnostic]:
    """What the lints find in a project and nobody waived, at the levels that are asked for.

    What has an error they do not see: it is not known what it would be.
    """
    stated = (*((project.settings.lints,) if project.settings else ()), *project.lints)
    yield from unknown_lints(stated)
    waivers = Waivers(stated, today)
    found = softened(_lint_project(project, today), today)
    left = (each for each in found if not waivers.accept(each))
    yield from _at_levels(left, Levels(asked, stated))
    yield from waivers.problems(all_were_tried=not project.has_errors)


def _at_levels(found: Iterable[Diagnostic], levels: Levels) -> Iterator[Diagnostic]:
    """The findings that are not off; what is no lint's stays as it is."""
    for finding in found:
        if not isinstance(finding.code, Lint):
            yield finding
        elif level := levels.of(finding):
            yield finding if level is finding.level else replace(finding, level=level)


def _lint_project(project: CompiledProject, today: date) -> Iterator[Diagnostic]:
    facts = _facts(project.settings, today) if project.settings else Facts(today=today)
    for module in project.sound:
        yield from map(shown, lint_module(module, replace(facts, account=module.account)))
    for account, policy in project.guard_rails:
        yield from map(shown, lint_guard_rail(policy, replace(facts, account=account)))


def _facts(settings: Settings, today: date) -> Facts:
    """What a project knows on the day ``today``, in none of its accounts."""
    known = (one.account for one in settings.accounts)
    return Facts(
        accounts={account.id: account for account in known if account.id},
        quotas=settings.quotas,
        catalogue=settings.catalogue or SHIPPED,
        today=today,
    )


def judged_document(
    path: Path, kind: Kind | None, asked: Mapping[str, str], today: date, sources: SourceMap
) -> Iterator[Diagnostic]:
    """What is wrong with the JSON at ``path``; its ``kind`` is guessed where none is given.

    The rolec.yaml above it, where there is one, says which accounts are known, and which levels,
    quotas and entries over AWS's catalogue count.
    """
    above = settings_above(path) if path.exists() else None
    read = read_settings(above, sources) if above else None
    if read is not None and read.value is None:
        yield from read.diagnostics
        return
    settings = read.value if read and read.value else Settings()
    stated = (settings.lints,)
    yield from unknown_lints(stated)
    found = softened(_lint_document(path, kind, sources, _facts(settings, today)), today)
    yield from _at_levels(found, Levels(asked, stated))


def _lint_document(
    path: Path, kind: Kind | None, sources: SourceMap, facts: Facts
) -> Iterator[Diagnostic]:
    source = read_source(path)
    if source.file is not None:
        sources.add(source.file)
    yield from source.diagnostics
    if source.file is None or source.diagnostics:
        return
    read = read_json(source.file)
    yield from read.diagnostics
    if read.value is not None:
        document = JsonDocument(read.value, kind or kind_of(read.value))
        yield from map(shown, lint_json(document, facts))


def shown(found: Diagnostic) -> Diagnostic:
    """A finding on one line: the words of a document may have line ends."""
    texts = (found.message, found.help or "", *found.notes)
    if all(map(str.isprintable, texts)):
        return found
    return replace(
        found,
        message=one_line(found.message),
        help=one_line(found.help) if found.help else found.help,
        notes=tuple(map(one_line, found.notes)),
    )
