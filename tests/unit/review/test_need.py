"""Who has to look: as the gates of projects say."""

from __future__ import annotations

from rolec.review.gate import Gate
from rolec.review.need import needs
from rolec.review.tier import Tier
from rolec.review.widening import Widening, WideningKind


def wider(tier, project="a"):
    return Widening(tier=tier, kind=WideningKind.GATE, project=project)


def test_without_a_gate_somebody_looks_at_each_tier():
    read, write = wider(Tier.READ), wider(Tier.WRITE)
    assert [(n.tier, n.approvers, n.widenings) for n in needs([read, write], {})] == [
        (Tier.WRITE, (), (write,)),
        (Tier.READ, (), (read,)),
    ]


def test_what_is_free_in_a_project_passes_there_alone():
    gates = {"a": Gate(free=frozenset({Tier.READ}))}
    mine, others = wider(Tier.READ), wider(Tier.READ, "b")
    assert needs([mine], gates) == ()
    assert [n.widenings for n in needs([mine, others], gates)] == [(others,)]


def test_the_approvers_of_all_projects_are_named_once():
    gates = {
        "a": Gate(approvers={Tier.READ: ("x", "y")}),
        "b": Gate(approvers={Tier.READ: ("y", "z"), Tier.WRITE: ("w",)}),
    }
    (need,) = needs([wider(Tier.READ), wider(Tier.READ, "b")], gates)
    assert need.approvers == ("x", "y", "z")


def test_the_gate_and_guard_rails_come_first_in_their_tier():
    kinds = (WideningKind.TAG, WideningKind.GUARD_RAIL, WideningKind.TRUST, WideningKind.GATE)
    found = [Widening(tier=Tier.WRITE, kind=kind, project="a") for kind in kinds]
    (need,) = needs(found, {})
    assert [each.kind for each in need.widenings] == [
        WideningKind.GATE,
        WideningKind.GUARD_RAIL,
        WideningKind.TAG,
        WideningKind.TRUST,
    ]
