"""What differs between two sides, role by role."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple, TypeAlias

from rolec.compare.compare import Verdict
from rolec.driver.compile.compilation import Compilation
from rolec.driver.diff.access_difference import AccessDifference
from rolec.driver.diff.broken_trust import BrokenTrust, Trusting
from rolec.driver.diff.module_pairs import ModulePair, module_pairs
from rolec.driver.diff.renamed_roles import renamed_roles
from rolec.driver.diff.role_access import RoleAccess
from rolec.driver.diff.role_pairs import Named, PlacedRole, RolePair, role_pairs
from rolec.ir.module import definitions_of
from rolec.ir.role import Definition, OidcProvider, Policy, Role, SamlProvider
from rolec.ir.text import Entity
from rolec.ir.texts import links_in, references_in, texts_of
from rolec.plan.change import Change
from rolec.plan.plan import plan
from rolec.record import dataclass
from rolec.schema.replacing import replacing


class Before(NamedTuple):
    """A role that is gone, of which a new one has the access; and what was ``assumed`` to say so."""

    role: PlacedRole
    assumed: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleDifference:
    """A role that differs, or whose spec was edited.

    ``changes`` are those of its resources, and of the policies and providers that it uses;
    ``broken`` are the roles that will no longer trust it. ``before`` is what it was called, where it is
    in the place of a role that is gone, with the same access.
    """

    pair: RolePair
    access: AccessDifference
    changes: tuple[Change, ...]
    broken: tuple[BrokenTrust, ...] = ()
    before: Before | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """``others`` are changes of resources that no role uses."""

    roles: tuple[RoleDifference, ...]
    others: tuple[Change, ...]

    @property
    def may_gain(self) -> bool:
        """Whether a role has access that it had not, or this cannot be told."""
        return any(each.access.may_gain for each in self.roles)


def difference(
    old: Compilation,
    new: Compilation,
    edited: frozenset[str] = frozenset(),
    named: Named = Named(),  # noqa: B008 - a value
) -> Difference:
    """How ``new`` differs from ``old``; ``edited`` are the specs whose text differs.

    Where specs are ``named`` it is their roles, and what these use.
    """
    modules = module_pairs(old.modules, new.modules)
    plans = [plan(pair.old, pair.new, replacing()) for pair in modules]
    pairs = role_pairs(modules, named)
    access, trusting = RoleAccess(old, new), Trusting(pairs, plans)
    roles = tuple(
        RoleDifference(
            pair=pair,
            access=access.difference(pair),
            changes=changes,
            broken=trusting.broken(pair),
        )
        for pair, changes in _differing(pairs, plans, edited, _other_values(modules))
    )
    before = _before((each.pair for each in roles), access, old, new)
    roles = tuple(replace(each, before=before.get(_key(each.pair.new))) for each in roles)
    said = {id(change) for role in roles for change in role.changes}
    is_whole = named == Named()
    others = [c for changes in plans if is_whole for c in changes if id(c) not in said]
    return Difference(roles=roles, others=tuple(others))


def _before(
    pairs: Iterable[RolePair], access: RoleAccess, *sides: Compilation
) -> dict[_Key | None, Before]:
    """What new roles were called before: each role that is gone is what one of them was, at most."""
    projects = {
        module.folder: project.spared.folder
        for side in sides
        for project in side.projects
        for module in project.modules
    }
    found: dict[_Key | None, Before] = {}
    taken: set[_Key | None] = set()
    for gone, new in renamed_roles(pairs, projects):
        if _key(new) in found or _key(gone) in taken:
            continue
        compared = access.difference(RolePair(gone, new))
        if compared.verdict is Verdict.EQUAL:
            found[_key(new)] = Before(gone, compared.assumptions)
            taken.add(_key(gone))
    return found


_Key: TypeAlias = tuple[str, str]
"""The folder of a role's module, and its name."""


def _key(placed: PlacedRole | None) -> _Key | None:
    return (placed.module.folder, placed.role.name) if placed else None


def _differing(
    pairs: Sequence[RolePair],
    plans: Sequence[Sequence[Change]],
    edited: frozenset[str],
    other_values: frozenset[str],
) -> Iterator[tuple[RolePair, tuple[Change, ...]]]:
    known = _Changes(plans)
    for pair in pairs:
        changes = tuple(known.of(pair))
        if (
            changes
            or _differs(pair)
            or pair.now.role.source in edited
            or (other_values and not other_values.isdisjoint(_references(pair.now)))
        ):
            yield pair, changes


def _differs(pair: RolePair) -> bool:
    old, new = pair
    return old is None or new is None or old.role != new.role


def _other_values(modules: Sequence[ModulePair]) -> frozenset[str]:
    """The Terraform references that `references:` of rolec.yaml gives another value than before."""
    sides: list[dict[str, str | None]] = [{}, {}]
    for pair in modules:
        for values, module in zip(sides, pair, strict=True):
            for each in definitions_of(module) if module else ():
                values |= {r.expression: r.value for _, r in references_in(texts_of(each))}
    old, new = sides
    return frozenset(e for e in old.keys() & new.keys() if old[e] != new[e])


def _references(placed: PlacedRole) -> Iterator[str]:
    """The references of a role, and of the policies that it uses."""
    names = {link.name for link in links_in(texts_of(placed.role)) if link.entity is Entity.POLICY}
    used: list[Definition] = [p for p in placed.module.policies if p.name in names]
    for each in (placed.role, *used):
        yield from (reference.expression for _, reference in references_in(texts_of(each)))


class _Changes:
    """Finds the changes of what a role is made of, and of what it uses."""

    def __init__(self, plans: Sequence[Sequence[Change]]) -> None:
        self._plans = plans
        self._places: list[dict[tuple[Entity, str], list[int]]] = []
        for plan_ in plans:
            places: dict[tuple[Entity, str], list[int]] = {}
            for place, change in enumerate(plan_):
                places.setdefault(_key_of(change.owner), []).append(place)
            self._places.append(places)

    def of(self, pair: RolePair) -> Iterator[Change]:
        """The changes of ``pair``, in the order of each plan."""
        sides = [placed for placed in pair if placed]
        for number in dict.fromkeys(placed.pair for placed in sides):
            here = [placed.role for placed in sides if placed.pair == number]
            keys = {(Entity.ROLE, role.name) for role in here} | {
                (link.entity, link.name)
                for role in here
                for link in links_in(texts_of(role))
                if link.entity is not Entity.ROLE
            }
            places = self._places[number]
            found = sorted(place for key in keys for place in places.get(key, ()))
            yield from (self._plans[number][place] for place in found)


def _key_of(owner: Definition) -> tuple[Entity, str]:
    match owner:
        case Role(name=name):
            return Entity.ROLE, name
        case Policy(name=name):
            return Entity.POLICY, name
        case OidcProvider(name=name):
            return Entity.OIDC_PROVIDER, name
        case SamlProvider(name=name):
            return Entity.SAML_PROVIDER, name
