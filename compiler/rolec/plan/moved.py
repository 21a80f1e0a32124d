"""The state after Terraform's `moved` blocks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rolec.emit.moved import moves
from rolec.ir.role import Definition
from rolec.plan.resource import Resource


def moved(state: Mapping[str, Resource], definitions: Iterable[Definition]) -> dict[str, Resource]:
    """``state`` by the addresses that it has after the moves of ``definitions``."""
    steps = {
        f"{move.before.type}.{move.before.label}": f"{move.after.type}.{move.after.label}"
        for each in definitions
        if each.moved_from
        for move in moves(each)
        if move.before.label != move.after.label
    }
    return {_end(address, steps, state): resource for address, resource in state.items()}


def _end(address: str, steps: Mapping[str, str], state: Mapping[str, Resource]) -> str:
    # Nothing is moved to where something is.
    while (there := steps.get(address)) and there not in state:
        address = there
    return address
