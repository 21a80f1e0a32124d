"""Two sides, and what differs between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from rolec.diagnostics.diagnostic import Diagnostic, Label, warning
from rolec.diagnostics.level import Level
from rolec.diagnostics.quoted import quoted
from rolec.driver.access_difference import AccessDifference, Part, access_difference
from rolec.driver.codes import NO_SPEC
from rolec.driver.compile_sides import compile_sides
from rolec.driver.difference import Difference, difference
from rolec.driver.policy_document import policy_document
from rolec.driver.revision_codes import SUBMODULE
from rolec.driver.sides import NoSideError, Side, sides
from rolec.policy.policy_text import Kind, PolicyText
from rolec.record import dataclass
from rolec.semantics.access import Access, Layer, LayerKind
from rolec.semantics.of_policy import statements
from rolec.source.file import SourceFile, SourceMap
from rolec.source.span import Span


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
    with sides(old, new, project) as (before, after):
        if before.is_document != after.is_document:
            raise NoSideError("a policy document can be compared with a policy document only")
        if before.is_document:
            return _of_documents(before, after)
        return _of_specs(before, after)


def _of_specs(before: Side, after: Side) -> Diffed:
    sided = compile_sides(before, after)
    halves = ((before, sided.old), (after, sided.new))
    said = [(side, d) for side, half in halves for d in half.diagnostics]
    errors = [(side, d) for side, d in said if d.level is Level.ERROR]
    if {id(side) for side, d in errors if d.code is NO_SPEC} != {id(before), id(after)}:
        # A side that has nothing is what all was made from, or where all has gone.
        errors = [(side, d) for side, d in errors if d.code is not NO_SPEC]
    if errors:
        return _failed(errors, [(side, half.sources) for side, half in halves])
    return Diffed(
        diagnostics=tuple(d for side, _ in halves for d in _submodules(side)),
        sources=SourceMap(),
        difference=difference(sided.old, sided.new, sided.edited),
        same=sided.same,
    )


def _of_documents(before: Side, after: Side) -> Diffed:
    halves = [(side, SourceMap()) for side in (before, after)]
    read = [policy_document(side.path, sources, side.files) for side, sources in halves]
    errors = [
        (half[0], d) for half, each in zip(halves, read, strict=True) for d in each.diagnostics
    ]
    policies = [each.value for each in read if each.value is not None]
    if errors:
        return _failed(errors, halves)
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


def _failed(
    errors: Iterable[tuple[Side, Diagnostic]], sources: Iterable[tuple[Side, SourceMap]]
) -> Diffed:
    """The errors, with places that tell the sides apart."""
    files = [
        SourceFile(side.shown(path), file.text)
        for side, half in sources
        for path, file in half.files.items()
    ]
    return Diffed(
        diagnostics=tuple(dict.fromkeys(_placed(side, each) for side, each in errors)),
        sources=SourceMap({file.path: file for file in files}),
        difference=None,
    )


def _placed(side: Side, diagnostic: Diagnostic) -> Diagnostic:
    def placed(label: Label) -> Label:
        span = label.span
        return Label(Span(side.shown(span.path), span.start, span.end), label.text)

    return replace(
        diagnostic,
        primary=placed(diagnostic.primary),
        secondary=tuple(map(placed, diagnostic.secondary)),
    )


def _submodules(side: Side) -> Iterator[Diagnostic]:
    if side.submodules:
        listed = ", ".join(map(quoted, side.submodules))
        yield warning(
            SUBMODULE,
            f"what is in submodules is not read: {listed}",
            Span(side.shown(side.path.as_posix()), 0, 0),
            help="compare each in its own repository",
        )
