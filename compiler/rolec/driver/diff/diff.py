"""Two sides, and what differs between them."""

from __future__ import annotations

from pathlib import Path

from rolec.diagnostics.diagnostic import Diagnostic
from rolec.driver.diff.access_difference import AccessDifference, Part, access_difference
from rolec.driver.diff.compile_sides import compile_sides
from rolec.driver.diff.difference import Difference, difference
from rolec.driver.diff.role_pairs import Named
from rolec.driver.diff.side_problems import placed_problems, side_problems
from rolec.driver.diff.sides import NoSideError, Side, sides
from rolec.driver.lint.policy_document import policy_document
from rolec.policy.policy_text import Kind, PolicyText
from rolec.record import dataclass
from rolec.semantics.access import Access, Layer, LayerKind
from rolec.semantics.of_policy import statements
from rolec.source.file import SourceMap


@dataclass(frozen=True, slots=True, kw_only=True)
class Diffed:
    """What differs, which is None where a side has an error; else only warnings are said.

    Of two policy documents it is their access. ``same`` is how many specs are the same.
    """

    diagnostics: tuple[Diagnostic, ...]
    sources: SourceMap
    difference: Difference | AccessDifference | None
    same: int = 0


def diff(old: str, new: str | None, project: Path | None = None) -> Diffed:
    """What differs between ``old`` and ``new``; see `sides` for what these may be."""
    with sides(old, new, project) as (before, after, _):
        if before.is_document != after.is_document:
            raise NoSideError("a policy document can be compared with a policy document only")
        if before.is_document:
            return _of_documents(before, after)
        return _of_specs(before, after)


def _of_specs(before: Side, after: Side) -> Diffed:
    sided = compile_sides(before, after)
    problems = side_problems(before, after, sided)
    if problems.has_errors:
        return Diffed(diagnostics=problems.diagnostics, sources=problems.sources, difference=None)
    return Diffed(
        diagnostics=problems.diagnostics,
        sources=problems.sources,
        difference=difference(sided.old, sided.new, sided.edited, sided.named),
        same=sided.same if sided.named == Named() else 0,
    )


def _of_documents(before: Side, after: Side) -> Diffed:
    halves = [(side, SourceMap()) for side in (before, after)]
    read = [policy_document(side.path, sources, side.files) for side, sources in halves]
    errors = [
        (half[0], d) for half, each in zip(halves, read, strict=True) for d in each.diagnostics
    ]
    policies = [each.value for each in read if each.value is not None]
    if errors:
        failed = placed_problems(errors, halves)
        return Diffed(diagnostics=failed.diagnostics, sources=failed.sources, difference=None)
    one, other = policies
    if one.kind is not other.kind:
        raise NoSideError("a trust policy can be compared with a trust policy only")
    part = Part.TRUST if one.kind is Kind.TRUST else Part.PERMISSIONS
    return Diffed(
        diagnostics=(),
        sources=SourceMap(),
        difference=access_difference(part, _access(other), _access(one)),
    )


def _access(policy: PolicyText) -> Access:
    kind = LayerKind.TRUST if policy.kind is Kind.TRUST else LayerKind.IDENTITY
    return Access(layers=(Layer(kind, statements(policy)),))
