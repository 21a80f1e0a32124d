"""What Terraform needs to take over, without a change, what was adopted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from rolec.adopt.terraform_state import TerraformState
from rolec.emit.hcl.value import Address
from rolec.emit.imports import Import, MoveFrom, imports, imports_text
from rolec.ir.module import Module

_NO_STATE = TerraformState(addresses={}, sets={}, account=None)


class TakenOver(NamedTuple):
    """A file of Terraform, and how many resources it imports, moves and lets go of.

    Of what is ``unknown`` the file says why it has no id to import it by.
    """

    text: str
    imported: int
    unknown: int
    moved: int
    forgotten: int


def take_over(
    modules: Iterable[Module], state: TerraformState | None, account: str | None
) -> Iterator[tuple[str, TakenOver]]:
    """For each of ``modules`` the path of a file that imports resources, or moves those of ``state``.

    A module of which ``state`` has everything at its address needs none. ``account`` is the id of
    the account of a module that does not say it.
    """
    for module in modules:
        there = replace(module.account, id=module.account.id or account)
        found = _taken_over(replace(module, account=there), state or _NO_STATE)
        if any(found[1:]):
            yield f"{module.folder}/imports.tf".lstrip("/"), found


def _taken_over(module: Module, state: TerraformState) -> TakenOver:
    new: list[Import] = []
    moves: list[MoveFrom] = []
    kept: set[str] = set()
    for each in imports(module):
        before, here = state.addresses.get((each.to.type, each.id or "")), _written(each.to)
        if before is None:
            new.append(each)
            continue
        kept.add(before)
        if before != here:
            moves.append(MoveFrom(before, each.to))
    roles = {role.name for role in module.roles}
    left = [address for address, of in state.sets.items() if of <= roles and address not in kept]
    return TakenOver(
        text=imports_text(new, moves, left),
        imported=sum(each.id is not None for each in new),
        unknown=sum(each.id is None for each in new),
        moved=len(moves),
        forgotten=len(left),
    )


def _written(address: Address) -> str:
    return f"{address.type}.{address.label}"
