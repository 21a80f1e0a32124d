"""Findings that differ in nothing but the way in which the same is true, or notes in their place, told as one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import replace

from rolec.diagnostics.diagnostic import Diagnostic, Label, Way
from rolec.diagnostics.level import Level
from rolec.diagnostics.quoted import quoted
from rolec.source.span import Span

_NAMED = 3


def told_together(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """``found``, and in place of the first of several that are alike one that counts them.

    Alike are those of one kind at the same places that say the same: what two other statements
    make is another finding. Notes that say the same are alike wherever they are; a few are told each.
    """
    every = tuple(found)
    alike = Counter(map(_note, every))
    groups: dict[Hashable, list[Diagnostic]] = {}
    for number, each in enumerate(every):
        many = alike[_note(each)] > _NAMED
        shared = _way(each) or (_note(each) if many else None) or number
        groups.setdefault(shared, []).append(each)
    return tuple(group[0] if len(group) == 1 else _told(group) for group in groups.values())


def _way(found: Diagnostic) -> Hashable:
    """What those have in common with ``found`` that say the same in another way."""
    way = found.way
    if way is None:
        return None
    places = (found.primary, frozenset(label.span for label in found.secondary))
    return found.code, found.level, way.within or places, way.what, found.notes, found.help


def _note(found: Diagnostic) -> Hashable:
    """What those have in common with ``found``, a note, that say the same of another place."""
    if found.level is not Level.NOTE or found.way or found.secondary:
        return None
    return found.code, found.message, found.notes, found.help


def _told(group: Sequence[Diagnostic]) -> Diagnostic:
    ways = [(each.way, each) for each in group if each.way]
    return _ways(ways) if ways else _places(group)


def _places(group: Sequence[Diagnostic]) -> Diagnostic:
    first = group[0]
    files = list(dict.fromkeys(quoted(each.primary.span.path) for each in group[1:]))
    named, hidden = files[:_NAMED], len(files) > _NAMED
    where = ", ".join(named) + (" and more" if hidden else "")
    all_ = ": `--format json` names all" if hidden else ""
    more = f"the same is true {len(group) - 1} more times, in {where}{all_}"
    return replace(first, notes=(*first.notes, more))


def _ways(group: Sequence[tuple[Way, Diagnostic]]) -> Diagnostic:
    in_order = sorted(group, key=lambda one: (one[0].rank, one[1].message))
    way, first = in_order[0]
    named = ", or ".join(f"by {way.by}" for way, _ in in_order[:_NAMED])
    hidden = len(in_order) - _NAMED
    ways = f"{len(in_order)} ways" + (", such as" if hidden > 0 else ":")
    more = (f"`--format json` names the other {hidden}",) if hidden > 0 else ()
    return replace(
        first,
        message=f"{way.what} in {ways} {named}",
        secondary=_labels(first, (each for _, each in in_order)),
        notes=(*first.notes, *more),
        way=None,
    )


def _labels(first: Diagnostic, found: Iterable[Diagnostic]) -> tuple[Label, ...]:
    """One label a place beside that of ``first``, of all that is said there."""
    said: dict[Span, dict[str, None]] = {}
    for each in found:
        for label in (Label(each.primary.span, "so does this"), *each.secondary):
            if label.span != first.primary.span:
                said.setdefault(label.span, {})[label.text] = None
    return tuple(Label(span, _in_short(tuple(texts))) for span, texts in said.items())


def _in_short(texts: tuple[str, ...]) -> str:
    return f"{texts[0]} and {len(texts) - 1} more" if len(texts) > 1 else texts[0]
