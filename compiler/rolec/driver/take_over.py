"""What Terraform needs to take over, without a change, what was adopted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import NamedTuple

from rolec.adopt.terraform_state import TerraformState
from rolec.emit.hcl.hcl import hcl
from rolec.emit.imports import Import, MoveFrom, imports, imports_text
from rolec.ir.module import Module

_NAME_NEEDED = "its id has the name of a role in it, which the source does not say"
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
    modules: Iterable[Module],
    state: TerraformState | None,
    account: str | None,
    unnamed: AbstractSet[str] = frozenset(),
) -> Iterator[tuple[str, TakenOver]]:
    """For each of ``modules`` the path of a file that imports resources, or moves those of ``state``.

    A module of which ``state`` has everything at its address needs none. ``account`` is the id of
    the account of a module that does not say it. Of ``unnamed`` roles the source does not say the
    names: nothing of them can be found, or imported.
    """
    for module in modules:
        there = replace(module.account, id=module.account.id or account)
        wanted = [*_imports(replace(module, account=there), unnamed)]
        roles = {role.name for role in module.roles} - unnamed
        found = _taken_over(wanted, roles, state or _NO_STATE)
        if any(found[1:]):
            yield f"{module.folder}/imports.tf".lstrip("/"), found


def _imports(module: Module, unnamed: AbstractSet[str]) -> Iterator[Import]:
    named = tuple(role for role in module.roles if role.name not in unnamed)
    others = tuple(role for role in module.roles if role.name in unnamed)
    yield from imports(replace(module, roles=named))
    for each in imports(Module(folder="", account=module.account, roles=others)):
        yield replace(each, id=None, why=_NAME_NEEDED)


def _taken_over(wanted: list[Import], roles: AbstractSet[str], state: TerraformState) -> TakenOver:
    new: list[Import] = []
    moves: list[MoveFrom] = []
    kept: set[str] = set()
    for each in wanted:
        before, here = state.addresses.get((each.to.type, each.id or "")), hcl(each.to)
        if before is None:
            new.append(each)
            continue
        kept.add(before)
        if before != here:
            moves.append(MoveFrom(before, each.to))
    left = [address for address, of in state.sets.items() if of <= roles and address not in kept]
    return TakenOver(
        text=imports_text(new, moves, left),
        imported=sum(each.id is not None for each in new),
        unknown=sum(each.id is None for each in new),
        moved=len(moves),
        forgotten=len(left),
    )
