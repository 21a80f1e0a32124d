"""Addresses of what may not be there, as it is made only where something is true."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from rolec.emit.hcl.value import ALL, Address, Call, Choice, EachOf, Keyword, Value
from rolec.ir.role import Attachment, InlinePolicy, InstanceProfile, Policy, Role
from rolec.ir.text import ONE, Text

Made: TypeAlias = Role | Policy | InlinePolicy | Attachment | InstanceProfile


def count(enabled: tuple[Text, ...]) -> Value:
    """How many there are of what is made only where all of ``enabled`` is true."""
    return Choice(enabled, 1, 0)


EACH = "each.value"
"""What Terraform calls the item of a set that a resource is for."""


def for_each(items: Text, enabled: tuple[Text, ...]) -> Value:
    """The set of the ``items`` of a list where all of ``enabled`` is true, and else an empty one."""
    return Call("toset", (Choice(enabled, items, ()) if enabled else items,))


def arn_of(attachment: Attachment) -> Value:
    """The ARN that the resource of ``attachment`` has, of which there is one for each item of a list."""
    return Keyword(EACH) if attachment.is_list else attachment.policy_arn


def here(made: Made) -> str:
    """The index of ``made`` for what is there only where that is; empty where it always is."""
    if isinstance(made, Attachment) and made.is_list:
        return f"[{EACH}]"
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
    with_role = [each for each in parts if each.enabled == of.enabled and not _is_list(each)]
    others = [each for each in parts if each not in with_role]
    sure = [Address(type_, each.label, attribute, here(each)) for each in with_role]
    if not others:
        return sure
    lists = [_all(type_, each, attribute) for each in others]
    return Call("concat", (sure, *lists) if sure else tuple(lists))


def _all(type_: str, part: InlinePolicy | Attachment, attribute: str) -> Value:
    if _is_list(part):
        return EachOf(Call("values", (Address(type_, part.label),)), attribute)
    return Address(type_, part.label, attribute, ALL)


def _is_list(part: InlinePolicy | Attachment) -> bool:
    return isinstance(part, Attachment) and part.is_list
