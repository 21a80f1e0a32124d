"""Roles that are new in the place of one that is gone: to IAM two roles, to a reader one with another name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping

from rolec.driver.diff.role_pairs import PlacedRole, RolePair


def renamed_roles(
    pairs: Iterable[RolePair], projects: Mapping[str, str]
) -> Iterator[tuple[PlacedRole, PlacedRole]]:
    """Each role that is gone with each new one that may be in its place; ``projects`` are those of modules.

    That is one of its project and account: of the same spec, if nothing else of that is gone, or with the same
    policies for the same principals.
    """
    all_ = list(pairs)
    gone = [each.old for each in all_ if each.old is not None and each.new is None]
    new = [each.new for each in all_ if each.new is not None and each.old is None]

    def place(placed: PlacedRole) -> tuple[str, str]:
        return projects[placed.module.folder], placed.account

    def spec(placed: PlacedRole) -> tuple[str, str, str]:
        return *place(placed), placed.role.source

    of_spec = Counter(map(spec, gone))
    in_spec, alike = _by(new, spec), _by(new, lambda each: (*place(each), _says(each)))
    for before in gone:
        found = {id(each): each for each in alike.get((*place(before), _says(before)), ())}
        if of_spec[spec(before)] == 1:
            found |= {id(each): each for each in in_spec.get(spec(before), ())}
        yield from ((before, role) for role in found.values())


def _by(
    roles: Iterable[PlacedRole], key: Callable[[PlacedRole], Hashable]
) -> dict[Hashable, list[PlacedRole]]:
    found: dict[Hashable, list[PlacedRole]] = {}
    for each in roles:
        found.setdefault(key(each), []).append(each)
    return found


def _says(placed: PlacedRole) -> Hashable:
    """Whom a role trusts, and its policies."""
    return (
        placed.role.trust,
        tuple((each.name, each.document) for each in placed.role.inline_policies),
        tuple(each.policy_arn for each in placed.role.attachments),
    )
