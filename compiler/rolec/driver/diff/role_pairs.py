"""The roles of two sides: which of them are one role, before and after."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple, TypeAlias

from rolec.driver.diff.module_pairs import ModulePair
from rolec.ir.module import Module
from rolec.ir.role import Role


class PlacedRole(NamedTuple):
    """A role, its module, and the number of the pair of modules that it is in."""

    role: Role
    module: Module
    pair: int

    @property
    def account(self) -> str:
        """The id of its account, or what else the account is known by."""
        return self.module.account.id or self.module.account.nickname


class Named(NamedTuple):
    """The specs whose roles are asked about, on each side; None where it is all of them."""

    old: frozenset[str] | None = None
    new: frozenset[str] | None = None


class RolePair(NamedTuple):
    """A role before and after; where a side does not have it, there is None."""

    old: PlacedRole | None
    new: PlacedRole | None

    @property
    def now(self) -> PlacedRole:
        """The role as it is or, when it is gone, as it was."""
        found = self.new or self.old
        assert found is not None
        return found


_Keys: TypeAlias = Callable[[PlacedRole], tuple[tuple[object, ...], ...]]
"""What a role is known by, best first; another that it shares with is the same role."""


def role_pairs(modules: Iterable[ModulePair], named: Named = Named()) -> list[RolePair]:  # noqa: B008 - a value
    """The roles of both sides, by module and name.

    One role is what has one name in an account, or one address in a state. Where a spec is named
    on each side, and each has one role, these are compared whatever their names are.
    """
    numbered = list(enumerate(modules))
    before = [each for n, pair in numbered for each in _placed(pair.old, n, named.old)]
    after = [each for n, pair in numbered for each in _placed(pair.new, n, named.new)]
    found: list[RolePair] = []
    keys: tuple[_Keys, ...] = (_by_name, _by_address, _by_account)
    if None not in named and len(_names(before)) == len(_names(after)) == 1:
        keys = (*keys, _by_module, _by_nothing)
    for each in keys:
        pairs = list(_shared(before, after, each))
        taken = {id(placed) for pair in pairs for placed in pair}
        before = [placed for placed in before if id(placed) not in taken]
        after = [placed for placed in after if id(placed) not in taken]
        found += pairs
    found += [RolePair(placed, None) for placed in before]
    found += [RolePair(None, placed) for placed in after]
    return sorted(found, key=lambda pair: (pair.now.module.folder, pair.now.role.name))


def _placed(
    module: Module | None, pair: int, specs: frozenset[str] | None
) -> Iterator[PlacedRole]:
    if module is not None:
        for role in module.roles:
            if specs is None or role.source in specs:
                yield PlacedRole(role, module, pair)


def _names(placed: Iterable[PlacedRole]) -> set[str]:
    return {each.role.name for each in placed}


def _shared(before: list[PlacedRole], after: list[PlacedRole], keys: _Keys) -> Iterator[RolePair]:
    known = {keys(placed)[0]: placed for placed in before}
    for new in after:
        old = next((known.pop(key) for key in keys(new) if key in known), None)
        if old is not None:
            yield RolePair(old, new)


def _by_name(placed: PlacedRole) -> tuple[tuple[object, ...], ...]:
    # Names that differ in case alone are one name to IAM.
    return ((placed.pair, placed.role.name.casefold()),)


def _by_address(placed: PlacedRole) -> tuple[tuple[object, ...], ...]:
    role = placed.role
    return tuple((placed.pair, label) for label in (role.label, *reversed(role.moved_from)))


def _by_account(placed: PlacedRole) -> tuple[tuple[object, ...], ...]:
    return ((placed.account, placed.role.name.casefold()),)


def _by_module(placed: PlacedRole) -> tuple[tuple[object, ...], ...]:
    return ((placed.pair,),)


def _by_nothing(_: PlacedRole) -> tuple[tuple[object, ...], ...]:
    return ((),)
