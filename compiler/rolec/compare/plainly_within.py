"""What can be seen without a search: that an access is another one with less in it."""

from __future__ import annotations

from rolec.ir.document import Effect
from rolec.semantics.access import Access
from rolec.semantics.statement import Principals, Statement, Strings


def is_plainly_within(new: Access, old: Access) -> bool:
    """Whether each allow of ``new`` is one of ``old``, perhaps with less in it, and no deny of that is missing.

    False says nothing.
    """
    kinds = [[layer.kind for layer in access.layers] for access in (new, old)]
    hidden = [(set(each.unknown), each.unknown_boundary) for each in (new, old)]
    if kinds[0] != kinds[1] or hidden[0] != hidden[1]:
        return False
    here, there = (
        [each for each in access.statements if each.effect is Effect.DENY] for access in (new, old)
    )
    return all(
        any(_is_less(each, other) for other in theirs.statements)
        for ours, theirs in zip(new.layers, old.layers, strict=True)
        for each in ours.statements
        if each.effect is Effect.ALLOW
    ) and all(any(_is_less(each, other) for other in here) for each in there)


def _is_less(one: Statement, other: Statement) -> bool:
    """Whether ``one`` applies to no more requests than ``other``, as far as this is plain."""
    return (
        (one.effect, one.variables) == (other.effect, other.variables)
        and _is_part(one.actions, other.actions)
        and _is_part(one.resources, other.resources)
        and _is_part(one.principals, other.principals)
        and set(other.conditions) <= set(one.conditions)
    )


def _is_part(some: Strings | Principals | None, others: Strings | Principals | None) -> bool:
    if some is None or others is None or some.inverted or others.inverted:
        return some == others
    return set(some.items) <= set(others.items)
