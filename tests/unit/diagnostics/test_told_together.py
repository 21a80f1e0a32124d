"""What differs in nothing but the way in which it is true is told once, and nothing else is."""

from __future__ import annotations

from dataclasses import replace

from rolec.diagnostics.code import Code
from rolec.diagnostics.diagnostic import Diagnostic, Label, Way, error, note
from rolec.diagnostics.level import Level
from rolec.diagnostics.told_together import told_together
from rolec.source.span import Span

ROLE, FIRST, SECOND = (Span("role.yaml", n, n + 1) for n in (1, 5, 9))
CODE = Code("L0902", "escalation", "Why.")


def way(by: str, *places: Span, rank: int = 0) -> Diagnostic:
    labels = tuple(Label(place, f"allows {by}") for place in places)
    found = error(CODE, f"it can: {by}", ROLE, secondary=labels)
    return replace(found, way=Way(what="it can", by=by, rank=(rank,)))


def test_one_way_and_what_has_no_ways_stay_as_they_are():
    found = (way("a", FIRST), error(CODE, "no way", ROLE), error(CODE, "no way", ROLE))
    assert told_together(found) == found


def test_ways_of_the_same_places_are_counted_and_the_first_by_rank_are_named():
    found = [way(by, FIRST, rank=5 - n) for n, by in enumerate("abcde")]
    (only,) = told_together(found)
    assert only.message == "it can in 5 ways, such as by e, or by d, or by c"
    assert only.secondary == (Label(FIRST, "allows e and 4 more"),)
    assert only.notes == ("`--format json` names the other 2",)


def test_a_few_ways_are_all_named():
    (only,) = told_together([way("b", FIRST), way("a", FIRST)])
    assert (only.message, only.notes) == ("it can in 2 ways: by a, or by b", ())


def test_what_other_places_make_or_says_something_else_is_told_for_itself():
    first = way("a", FIRST)
    others = [
        way("b", SECOND),
        way("c", FIRST, SECOND),
        replace(way("d", FIRST), level=Level.NOTE),
        replace(way("e", FIRST), notes=("but",)),
        replace(way("f", FIRST), way=Way(what="it could", by="f")),
        replace(way("g", FIRST), primary=Label(SECOND)),
    ]
    assert told_together([first, *others]) == (first, *others)
    assert len(told_together([first, *others, way("h", FIRST)])) == len(others) + 1


def test_a_note_of_many_places_is_told_once_with_where_it_is_true_too():
    found = [note(CODE, "it is so", Span(f"{n}.yaml", 0, 1)) for n in "aabcd"]
    (only,) = told_together(found)
    assert only.primary.span.path == "a.yaml"
    assert only.notes == (
        "the same is true 4 more times, in `a.yaml`, `b.yaml`, `c.yaml` and more: `--format json` names all",
    )


def test_a_few_notes_and_what_is_worse_than_a_note_are_told_each():
    few = [note(CODE, "it is so", Span(f"{n}.yaml", 0, 1)) for n in "abc"]
    other = [note(CODE, "it is not", ROLE)]
    worse = [error(CODE, "it is so", Span(f"{n}.yaml", 0, 1)) for n in "abcd"]
    found = (*few, *other, *worse)
    assert told_together(found) == found


def test_ways_within_the_same_are_told_as_one_wherever_each_is():
    found = [
        replace(each, primary=Label(at), way=replace(each.way, within=ROLE))
        for each, at in ((way("a", SECOND), FIRST), (way("b"), SECOND))
    ]
    (only,) = told_together(found)
    assert (only.message, only.primary) == ("it can in 2 ways: by a, or by b", Label(FIRST))
    assert only.secondary == (Label(SECOND, "allows a and 1 more"),)
