"""Policies of a module that limit roles and give them nothing."""

from __future__ import annotations

from collections.abc import Iterable

from rolec.ir.module import Module
from rolec.ir.text import Entity, Link, Text


def boundaries_alone(module: Module) -> frozenset[str]:
    """The names of the policies that are a permissions boundary in ``module``, and attached to no role."""
    roles = module.roles
    limiting = (role.permissions_boundary for role in roles if role.permissions_boundary)
    attached = (each.policy_arn for role in roles for each in role.attachments)
    return _named(limiting) - _named(attached)


def _named(arns: Iterable[Text]) -> frozenset[str]:
    return frozenset(
        part.name
        for arn in arns
        for part in arn.parts
        if isinstance(part, Link) and part.entity is Entity.POLICY
    )
