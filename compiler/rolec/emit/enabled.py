"""Addresses of what may not be there, as it is made only where something is true."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from rolec.emit.hcl.value import ALL, Address, Call, Choice, Value
from rolec.ir.role import Attachment, InlinePolicy, InstanceProfile, Policy, Role
from rolec.ir.text import ONE, Text

Made: TypeAlias = Role | Policy | InlinePolicy | Attachment | InstanceProfile


def count(enabled: tuple[Text, ...]) -> Value:
    """How many there are of what is made only where all of ``enabled`` is true."""
    return Choice(enabled, 1, 0)


def here(made: Made) -> str:
    """The index of ``made`` for what is there only where that is; empty where it always is."""
    return ONE if made.enabled else ""


def output_of(type_: str, label: str, attribute: str, made: Made) -> Value:
    """An attribute of the resource that is ``made``; null where there is none."""
    if not made.enabled:
        return Address(type_, label, attribute)
    return Call("one", (Address(type_, label, attribute, ALL),))


def listed(
    type_: str, parts: Sequence[InlinePolicy | Attachment], attribute: str, of: Role
) -> Value:
    """An attribute of each of those ``parts`` of a role that are there."""
    with_role = [each for each in parts if each.enabled == of.enabled]
    others = [each for each in parts if each.enabled != of.enabled]
    sure = [Address(type_, each.label, attribute, here(each)) for each in with_role]
    if not others:
        return sure
    lists = [Address(type_, each.label, attribute, ALL) for each in others]
    return Call("concat", (sure, *lists) if sure else tuple(lists))
