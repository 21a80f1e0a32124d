"""The definitions of a project to modules, also where some of them have an error."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from rolec.analyse.limits import limits
from rolec.diagnostics.diagnostic import Diagnostic
from rolec.diagnostics.level import Level
from rolec.driver.compile.guarded import Guarded
from rolec.driver.compile.project_findings import ProjectFindings
from rolec.driver.project.settings import Settings
from rolec.ir.module import Account, Module
from rolec.link import codes as link_codes
from rolec.link.definition import Placed
from rolec.link.link import link


class LinkedProject(NamedTuple):
    """``order`` are pairs of module folders: the first must be applied before the second."""

    modules: tuple[Module, ...] = ()
    order: tuple[tuple[str, str], ...] = ()


class ProjectLinker(NamedTuple):
    """Links what was placed in a project, ``folder`` being where a module of it is."""

    settings: Settings
    guarded: Guarded
    findings: ProjectFindings
    folder: Callable[[Account, str], str]

    def link(self, placed: Sequence[Placed], *, keep_going: bool) -> LinkedProject:
        """The modules of what has no error; what names something that has one fails with it."""
        findings = self.findings
        # Names would be missing only because of errors that are reported already.
        if findings.has_error and not keep_going:
            placed = ()
        while True:
            kept = [each for each in placed if each.definition.span.path not in findings.failed]
            linked = link(kept, self.settings.terraform, self.folder)
            modules = linked.value.modules if linked.value else ()
            before = len(findings.failed)
            for each in (
                *linked.diagnostics,
                *self._limits(modules),
                *self.guarded.judge(modules),
            ):
                # Who uses a policy may be what has the error.
                if not findings.failed or each.code is not link_codes.UNUSED_POLICY:
                    findings.report(each.primary.span.path, (each,))
            if linked.value is not None and len(findings.failed) == before:
                if not findings.failed:
                    findings.add(self.guarded.names_of_no_role(modules))
                return LinkedProject(modules, linked.value.order)
            if not keep_going or len(findings.failed) == before:
                return LinkedProject()

    def link_sound(self, placed: Sequence[Placed]) -> tuple[Module, ...]:
        """Modules of what has no error, and names nothing that has one; of the rest nothing is told."""
        failed = set(self.findings.failed)
        while True:
            kept = [each for each in placed if each.definition.span.path not in failed]
            linked = link(kept, self.settings.terraform, self.folder)
            if linked.value is not None:
                known = self.findings.diagnostics
                modules = linked.value.modules
                self.findings.add([d for d in self._limits(modules) if d not in known])
                return modules
            errors = (d for d in linked.diagnostics if d.level is Level.ERROR)
            wrong = {p for d in errors for p in self.findings.specs_at(d.primary.span.path)}
            if wrong <= failed:
                return ()
            failed |= wrong

    def _limits(self, modules: Sequence[Module]) -> list[Diagnostic]:
        return [d for module in modules for d in limits(module, self.settings.quotas)]
