"""Findings that differ in nothing but the way in which the same is true, told as one."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import replace

from rolec.diagnostics.diagnostic import Diagnostic, Label, Way
from rolec.source.span import Span

_NAMED = 3


def told_together(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """``found``, and in place of the first of several that are alike one that counts them.

    Alike are those of one kind at the same places that say the same: what two other statements
    make is another finding.
    """
    alike: dict[Hashable, list[tuple[Way, Diagnostic]]] = {}
    for number, each in enumerate(found):
        if each.way:
            alike.setdefault(_shared(each, each.way), []).append((each.way, each))
        else:
            alike[number] = [(_NO_WAY, each)]
    return tuple(_told(group) for group in alike.values())


_NO_WAY = Way(what="", by="")


def _shared(found: Diagnostic, way: Way) -> Hashable:
    places = frozenset(label.span for label in found.secondary)
    return found.code, found.level, found.primary, places, way.what, found.notes, found.help


def _told(group: Sequence[tuple[Way, Diagnostic]]) -> Diagnostic:
    in_order = sorted(group, key=lambda one: (one[0].rank, one[1].message))
    way, first = in_order[0]
    if len(in_order) == 1:
        return first
    named = ", or ".join(f"by {way.by}" for way, _ in in_order[:_NAMED])
    hidden = len(in_order) - _NAMED
    ways = f"{len(in_order)} ways" + (", such as" if hidden > 0 else ":")
    more = (f"`--format json` names the other {hidden}",) if hidden > 0 else ()
    return replace(
        first,
        message=f"{way.what} in {ways} {named}",
        secondary=_labels(each for _, each in in_order),
        notes=(*first.notes, *more),
        way=None,
    )


def _labels(found: Iterable[Diagnostic]) -> tuple[Label, ...]:
    """One label a place, of all that is said there."""
    said: dict[Span, dict[str, None]] = {}
    for label in (label for each in found for label in each.secondary):
        said.setdefault(label.span, {})[label.text] = None
    return tuple(Label(span, _in_short(tuple(texts))) for span, texts in said.items())


def _in_short(texts: tuple[str, ...]) -> str:
    return f"{texts[0]} and {len(texts) - 1} more" if len(texts) > 1 else texts[0]
