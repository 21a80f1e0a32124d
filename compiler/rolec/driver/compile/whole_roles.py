"""Roles with the documents of their policies, as the project and its lock have them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from rolec.driver.compile.compilation import Compilation
from rolec.driver.lock.locked_project import hash_now
from rolec.ir.module import Module
from rolec.ir.role import Policy, Role
from rolec.ir.text import text
from rolec.link.definition import Placed
from rolec.policy.of_document import of_document
from rolec.policy.policy_text import Kind, PolicyText
from rolec.policy.whole_role import WholeRole, whole_role

_SHORT = 12
"""How much of a hash is shown."""


class WholeRoles:
    """Finds the documents of roles of some compilations, each once.

    Those that no file of the projects has may be ``told``, by the ARN or reference that they are attached by.
    """

    def __init__(
        self, *compiled: Compilation, told: Mapping[str, PolicyText] = MappingProxyType({})
    ) -> None:
        self._told = told
        projects = [project for each in compiled for project in each.projects]
        self._siblings = {
            id(module): tuple(_of_account(module, project.modules))
            for project in projects
            for module in project.modules
        }
        self._policies: dict[tuple[int, ...], Mapping[str, PolicyText]] = {}
        self._locked: dict[int, Mapping[str, str]] = {
            id(module): project.lock.lock.policies
            for project in projects
            if project.lock and project.lock.lock
            for module in project.modules
        }

    def whole(self, role: Role, module: Module) -> WholeRole:
        """``role`` of ``module``; what the lock has in another version is not known."""
        siblings = self._siblings[id(module)]
        key = tuple(map(id, siblings))
        if key not in self._policies:
            self._policies[key] = dict(self._told) | {
                name: document
                for sibling in siblings
                for policy in sibling.policies
                for document in (of_document(policy.document, Kind.IDENTITY),)
                for name in _names(policy, sibling)
            }
        whole = whole_role(role, self._policies[key])
        return _as_locked(whole, self._locked.get(id(module), {}))


def _names(policy: Policy, module: Module) -> Iterator[str]:
    """Its name and, for those of other groups, its ARN."""
    yield policy.name
    arn = Placed(module.account, module.group, policy).arn
    if arn:
        yield arn


def _of_account(module: Module, modules: Iterable[Module]) -> Iterator[Module]:
    """The modules of the same account: a policy may be in another group than its roles."""
    return (each for each in modules if each.account == module.account)


def _as_locked(whole: WholeRole, locked: Mapping[str, str]) -> WholeRole:
    """``whole`` without the policies of AWS that the lock has in a version that is not known here."""
    other = {
        held.name: hash_
        for held in whole.attached
        if held.of_aws and (hash_ := locked.get(held.name)) and hash_ != hash_now(held.name)
    }
    if not other:
        return whole
    shown = (
        f"{name} in the version {hash_[:_SHORT]} of rolec.lock" for name, hash_ in other.items()
    )
    return replace(
        whole,
        attached=tuple(held for held in whole.attached if held.name not in other),
        # The boundary goes last.
        unknown=(*map(text, shown), *whole.unknown),
    )
