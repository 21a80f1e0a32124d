"""A change, and what of it somebody must look at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from rolec.diagnostics.diagnostic import Diagnostic
from rolec.diagnostics.level import Level
from rolec.driver.compile.account import AccountCompiler
from rolec.driver.compile.guarded import Guarded
from rolec.driver.diff.compile_sides import Sided, compile_sides
from rolec.driver.diff.difference import Difference, RoleDifference, difference
from rolec.driver.diff.provider_changes import provider_changes
from rolec.driver.diff.side_problems import placed_problems, side_problems
from rolec.driver.diff.sides import NoSideError, Side, sides
from rolec.driver.project.project import find_projects
from rolec.driver.project.settings import Settings, read_settings
from rolec.driver.review.gate import gate_of
from rolec.driver.review.new_ways import new_ways
from rolec.driver.review.widenings import widenings
from rolec.ir.role import name_of
from rolec.lower.pins import Pins
from rolec.record import dataclass
from rolec.review.enclosing import enclosing
from rolec.review.need import Need, needs
from rolec.review.tier import Tier
from rolec.review.widening import Widening, WideningKind
from rolec.source.file import SourceMap


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What differs, what of it is wider, and what of that somebody must look at."""

    difference: Difference
    widenings: tuple[Widening, ...]
    needs: tuple[Need, ...]
    same: int

    @property
    def may_pass(self) -> bool:
        """Whether nobody has to look."""
        return not self.needs


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """A review, which is None where a side has an error, and what is to be said of the specs."""

    diagnostics: tuple[Diagnostic, ...]
    sources: SourceMap
    review: Review | None


def review(base: str, head: str | None, project: Path | None = None) -> Reviewed:
    """The review of ``head`` for ``base``, whose gate it is; see `sides` for what these may be."""
    with sides(base, head, project) as (before, after, gate):
        if before.is_document or after.is_document:
            raise NoSideError("a review is of specs; policy documents are for `rolec diff`")
        sided = compile_sides(before, after)
        problems = side_problems(before, after, sided)
        sources = SourceMap()
        settings, found = _settings(gate, sources)
        if found:
            problems = placed_problems(((gate, each) for each in found), ((gate, sources),))
        if problems.has_errors:
            return Reviewed(
                diagnostics=problems.diagnostics, sources=problems.sources, review=None
            )
        return Reviewed(
            diagnostics=problems.diagnostics,
            sources=problems.sources,
            review=_review(sided, before, after, settings),
        )


def _settings(
    side: Side, sources: SourceMap
) -> tuple[dict[str, Settings], tuple[Diagnostic, ...]]:
    """The settings of each project, and what is wrong with them."""
    there = side.revision is None or side.files.exists(side.path)
    projects = find_projects((side.path,) if there else (), side.files)
    found = list(projects.diagnostics)
    settings: dict[str, Settings] = {}
    for project in projects.value or ():
        if project.settings is None:
            continue
        outcome = read_settings(project.settings, sources, side.files)
        found += outcome.diagnostics
        if outcome.value is not None:
            settings[project.folder] = outcome.value
    return settings, tuple(found)


def _review(sided: Sided, before: Side, after: Side, settings: Mapping[str, Settings]) -> Review:
    differing = difference(sided.old, sided.new, sided.edited)
    wider = [
        *widenings(sided, differing, settings),
        *provider_changes(sided),
        *_against_guard_rails(sided, settings),
    ]
    if wider or any(map(_is_another_arn, differing.roles)):
        # Without more access, and with the same ARNs, there is no new way; to look for one takes
        # all roles of both sides.
        wider += new_ways(before, after)
    gates = {folder: gate_of(each) for folder, each in settings.items()}
    return Review(
        difference=differing,
        widenings=tuple(wider),
        needs=needs(wider, gates),
        same=sided.same,
    )


def _is_another_arn(role: RoleDifference) -> bool:
    """Whether a role has another ARN, which others may name or have a pattern for."""
    old, new = role.pair
    if old is None or new is None:
        return True
    arns = [(each.role.path, name_of(each.role)) for each in (old, new)]
    return arns[0] != arns[1]


def _against_guard_rails(sided: Sided, settings: Mapping[str, Settings]) -> Iterator[Widening]:
    """What roles do that a guard rail of the base forbids, whatever those of the head say."""
    for project in sided.new.projects:
        around = enclosing(project.spared.folder, settings)
        base = settings[around] if around is not None else None
        if base is None or base.guardrails is None:
            continue
        accounts = [AccountCompiler(own, base, None, (), pins=Pins()) for own in base.owned]
        guarded = Guarded(accounts)
        if any(each.level is Level.ERROR for each in guarded.problems):
            yield Widening(
                tier=Tier.ADMINISTRATION,
                kind=WideningKind.GATE,
                project=around or "",
                about="the guard rails of the base have a mistake, and hold nothing",
            )
        for each in guarded.broken(project.modules):
            account = each.module.account
            yield Widening(
                tier=Tier.ADMINISTRATION,
                kind=WideningKind.GUARD_RAIL,
                project=project.spared.folder,
                role=each.role,
                account=account.nickname or account.id or "",
                about=": ".join(filter(None, (each.diagnostic.message, each.request))),
            )
