"""What Terraform needs to take over, without a change, what was adopted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

from rolec.adopt.show.resources import without_index
from rolec.adopt.show.state import TerraformState
from rolec.driver.adopt.found_in_state import FoundInState
from rolec.driver.adopt.taken_before import IMPORTS, TakenBefore, taken_before
from rolec.emit.enabled import here
from rolec.emit.hcl.hcl import hcl
from rolec.emit.hcl.value import Address
from rolec.emit.imports import Import, MoveFrom, imports, imports_text
from rolec.ir.module import Module
from rolec.ir.role import name_of
from rolec.ir.text import Entity

_NAME_NEEDED = "its id has a name in it, which the source does not say"
_SEVERAL = "Terraform puts its name together, and the state has several that may be it"
_ANY_ACCOUNT = "0" * 12
Lists: TypeAlias = "Mapping[tuple[str, str], AbstractSet[str]]"
"""By the name of a role and a reference to a list the resources of which each attaches an item."""

_NO_LISTS: Lists = MappingProxyType({})
_NO_STATE = TerraformState(addresses={}, sets={}, account=None)


class TakenOver(NamedTuple):
    """A file of Terraform, and how many resources it imports, moves and lets go of.

    Of what is ``unknown`` the file says why it has no id to import it by; ``accountless`` is how
    much of it would have one if the project said the id of its account.
    """

    text: str
    imported: int
    unknown: int
    accountless: int
    moved: int
    forgotten: int


class Unnamed(NamedTuple):
    """The roles of which the source does not say the names, and those whose instance profiles it does not name."""

    roles: AbstractSet[str] = frozenset()
    profiles: AbstractSet[str] = frozenset()


_ALL_NAMED = Unnamed()


def take_over(
    modules: Iterable[Module],
    state: TerraformState | None,
    account: str | None,
    unnamed: Unnamed = _ALL_NAMED,
    output: Path | None = None,
    *,
    lists: Lists = _NO_LISTS,
) -> Iterator[tuple[str, TakenOver]]:
    """For each of ``modules`` the path of a file that imports resources, or moves those of ``state``.

    A module of which ``state`` has everything at its address needs none. ``account`` is the id of
    the account of a module that does not say it. Nothing that is ``unnamed`` can be
    found, or imported. What the files below ``output`` take over is not taken over again. ``lists`` are the resources by which
    the state has what is attached of a list.
    """
    for module in modules:
        there = replace(module.account, id=module.account.id or account)
        wanted = [*_imports(replace(module, account=there), unnamed)]
        some = replace(there, id=there.id or _ANY_ACCOUNT)
        known = {
            hcl(each.to)
            for each in _imports(replace(module, account=some), unnamed)
            if each.is_known
        }
        named = {name_of(role).value for role in module.roles if role.name not in unnamed.roles}
        roles = {name for name in named if name is not None}
        before = taken_before(output / module.folder) if output else TakenBefore()
        made_by = {
            Address("aws_iam_role_policy_attachment", each.label, at=here(each)): by
            for role in module.roles
            for each in role.attachments
            if (by := lists.get((role.name, each.policy_arn.written)))
        }
        found = _taken_over(wanted, roles, known, state or _NO_STATE, before, made_by=made_by)
        if any(found[1:]):
            yield f"{module.folder}/{IMPORTS}".lstrip("/"), found


def _imports(module: Module, unnamed: Unnamed) -> Iterator[Import]:
    named = tuple(role for role in module.roles if role.name not in unnamed.roles)
    others = tuple(role for role in module.roles if role.name in unnamed.roles)
    profiles = {role.label for role in named if role.name in unnamed.profiles}
    for each in imports(replace(module, roles=named)):
        is_profile = each.to.type == "aws_iam_instance_profile"
        nameless = is_profile and each.to.label in profiles
        yield replace(each, id=None, why=_NAME_NEEDED) if nameless else each
    for each in imports(Module(folder="", account=module.account, roles=others)):
        yield replace(each, id=None, why=_NAME_NEEDED)


def _taken_over(
    wanted: list[Import],
    roles: AbstractSet[str],
    known: AbstractSet[str],
    state: TerraformState,
    done: TakenBefore,
    *,
    made_by: Mapping[Address, AbstractSet[str]],
) -> TakenOver:
    """``known`` are the addresses of those that have an id, in some account, and those of lists ``made_by`` resources."""
    new: list[Import] = []
    moves: list[MoveFrom] = []
    kept: set[str] = set()
    again: list[str] = []
    there = FoundInState(state)
    of_these = set(roles)
    for each in sorted(wanted, key=lambda each: each.items is not None):
        if each.items is not None and there.has_any(each):
            continue
        items = there.items(each, made_by.get(each.to, frozenset()), kept)
        moves += [at for at in items if at.before not in done.moved]
        kept |= {at.before for at in items}
        if items:
            continue
        ids = there.ids(each)
        if len(ids) != 1 and hcl(each.to) in done.imported:
            continue
        if len(ids) != 1:
            several = replace(each, is_made_up=True, why=_SEVERAL)
            new.append(several if ids else there.told(each))
            continue
        before, *others = state.at(each.to.type, ids[0], hcl(each.to))
        again += others
        kept.add(before)
        if each.to.type == Entity.ROLE:
            of_these.add(ids[0])
        if before != hcl(each.to) and before not in done.moved:
            moves.append(MoveFrom(before, each.to))
    kept |= done.forgotten
    used = {*done.forgotten, *map(without_index, kept)}
    left = [at for at, of in state.sets.items() if of <= of_these and at not in kept]
    left += dict.fromkeys(at for one in again if (at := without_index(one)) not in used)
    return _said(new, moves, left, known)


def _said(
    new: list[Import], moves: list[MoveFrom], left: list[str], known: AbstractSet[str]
) -> TakenOver:
    return TakenOver(
        text=imports_text(new, moves, left),
        imported=sum(each.is_known for each in new),
        unknown=sum(not each.is_known for each in new),
        accountless=sum(
            not each.is_known and each.id is None and hcl(each.to) in known for each in new
        ),
        moved=len(moves),
        forgotten=len(left),
    )
