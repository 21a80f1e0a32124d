"""What differs between two sides, role by role."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from rolec.compare.compare import Verdict
from rolec.driver.compile.compilation import Compilation
from rolec.driver.diff.access_difference import AccessDifference
from rolec.driver.diff.broken_trust import BrokenTrust, broken_trust
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


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleDifference:
    """A role that differs, or whose spec was edited.

    ``changes`` are those of its resources, and of the policies and providers that it uses;
    ``broken`` are the roles that will no longer trust it. ``like`` is a role that is gone, in whose place
    it is, with the same access.
    """

    pair: RolePair
    access: AccessDifference
    changes: tuple[Change, ...]
    broken: tuple[BrokenTrust, ...] = ()
    like: str | None = None


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
    access = RoleAccess(old, new)
    roles = tuple(
        RoleDifference(
            pair=pair,
            access=access.difference(pair),
            changes=changes,
            broken=broken_trust(pair, pairs, plans),
        )
        for pair, changes in _differing(pairs, plans, edited, _other_values(modules))
    )
    like = _like((each.pair for each in roles), access, old, new)
    roles = tuple(replace(each, like=like.get(_key(each.pair.now))) for each in roles)
    said = {id(change) for role in roles for change in role.changes}
    is_whole = named == Named()
    others = [c for changes in plans if is_whole for c in changes if id(c) not in said]
    return Difference(roles=roles, others=tuple(others))


def _like(
    pairs: Iterable[RolePair], access: RoleAccess, *sides: Compilation
) -> dict[tuple[str, str], str]:
    """The new roles, by `_key`, that have the access of one in whose place they are, each with the name of that."""
    projects = {
        module.folder: project.spared.folder
        for side in sides
        for project in side.projects
        for module in project.modules
    }
    return {
        _key(new): gone.role.name
        for gone, new in renamed_roles(pairs, projects)
        if access.difference(RolePair(gone, new)).verdict is Verdict.EQUAL
    }


def _key(placed: PlacedRole) -> tuple[str, str]:
    return placed.module.folder, placed.role.name


def _differing(
    pairs: Sequence[RolePair],
    plans: Sequence[Sequence[Change]],
    edited: frozenset[str],
    other_values: frozenset[str],
) -> Iterator[tuple[RolePair, tuple[Change, ...]]]:
    for pair in pairs:
        changes = tuple(_changes(pair, plans))
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


def _changes(pair: RolePair, plans: Sequence[Sequence[Change]]) -> Iterator[Change]:
    """The changes of what the role is made of, and of what it uses."""
    sides = [placed for placed in pair if placed]
    for number in dict.fromkeys(placed.pair for placed in sides):
        here = [placed.role for placed in sides if placed.pair == number]
        yield from (change for change in plans[number] if _concerns(change.owner, here))


def _concerns(owner: Definition, roles: Sequence[Role]) -> bool:
    match owner:
        case Role(name=name):
            return any(role.name == name for role in roles)
        case Policy(name=name):
            key = (Entity.POLICY, name)
        case OidcProvider(name=name):
            key = (Entity.OIDC_PROVIDER, name)
        case SamlProvider(name=name):
            key = (Entity.SAML_PROVIDER, name)
    links = (link for role in roles for link in links_in(texts_of(role)))
    return any((link.entity, link.name) == key for link in links)
