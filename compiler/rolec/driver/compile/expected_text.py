"""Texts of expectations as the meaning of policies needs them."""

from __future__ import annotations

from collections.abc import Sequence

from rolec.ir.module import Module
from rolec.ir.role import Policy, Role
from rolec.ir.text import Entity, Link, Part, Text, joined
from rolec.link.definition import Placed
from rolec.policy.mark import is_marked
from rolec.policy.of_document import with_marks
from rolec.semantics.context import principal_named
from rolec.semantics.statement import Principal


def string_of(text: Text, module: Module, siblings: Sequence[Module]) -> str:
    """``text`` with what it names of the account of ``module``, all of whose modules are given."""
    return with_marks(joined(tuple(_part(each, module, siblings) for each in text.parts)))


def principal_of(text: Text, module: Module, siblings: Sequence[Module]) -> Principal | None:
    """The principal that ``text`` is; what only Terraform knows is one of AWS where no trust says more."""
    found = string_of(text, module, siblings)
    return Principal("AWS", found) if is_marked(found) else principal_named(found)


def named(entity: Entity, modules: Sequence[Module]) -> Sequence[Role | Policy]:
    """The roles, or the policies, of ``modules``."""
    if entity is Entity.ROLE:
        return [role for module in modules for role in module.roles]
    return [policy for module in modules for policy in module.policies]


def _part(part: Part, module: Module, siblings: Sequence[Module]) -> Part:
    if not isinstance(part, Link):
        return part
    found = next((e for e in named(part.entity, siblings) if e.name == part.name), None)
    if found is None:
        return part
    if part.attribute == "name":
        return found.name
    return Placed(module.account, module.group, found).arn or part
