"""References of several modules of Terraform, or templates, which mean one thing in the module that is built."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from functools import partial
from typing import Any

from rolec.adopt.found import Found, FoundPolicy, FoundRole
from rolec.ir.substitution import Form, substitutions

_THING = re.compile(r"(?<![\w.-])((?:data\.)?[A-Za-z_][\w-]*)\.[A-Za-z_][\w-]*", re.ASCII)
_VARIABLE = "var."
_NOT_ITS_OWN = frozenset({
    "each", "count", "path", "self", "terraform",
    "data.aws_caller_identity", "data.aws_partition", "data.aws_region",
})  # fmt: skip
"""What means the same in each module, or in none."""
_OF_THE_ACCOUNT = frozenset({"var.account_id", "var.region", "var.url_suffix"})
"""What stands for pseudo parameters of templates: the same in all of them."""
_ADOPTED = ("aws_iam_",)
"""Resources that become specs, with names of their own."""


def with_shared_told(parts: Sequence[Found]) -> list[Found]:
    """``parts``, of which each role says which of its variables an earlier part has too.

    Often they are given the same value; where they are not, nobody could say so any more. A role is refused of
    whose locals, resources or modules an earlier part has one by the same name: it is another thing.
    """
    owners: dict[str, str] = {}
    found: list[Found] = []
    for part in parts:
        policies = {each.arn: each for each in part.policies}
        things = [_things(role, policies) for role in part.roles]
        told = map(partial(_told, owners=dict(owners)), part.roles, things)
        found.append(replace(part, roles=tuple(told)))
        for role, names in zip(part.roles, things, strict=True):
            for name in names:
                owners.setdefault(name, role.place.file)
    return found


def _told(role: FoundRole, things: Iterable[str], owners: Mapping[str, str]) -> FoundRole:
    shared = [each for each in things if each in owners]
    variables = [each for each in shared if each.startswith(_VARIABLE)]
    others = [each for each in shared if each not in variables]
    if others and role.refused is None:
        said = f"{_listed(others)} would be that of {_files(others, owners)} here: adopt the two apart"
        return replace(role, refused=said)
    if not variables:
        return role
    told = (
        f"{_files(variables, owners)} has {_listed(variables)} too, and both are one variable here:"
        " adopt them apart if they differ"
    )
    return replace(role, aside=(*role.aside, told))


def _listed(names: Sequence[str]) -> str:
    return " and ".join(f"`{each}`" for each in names)


def _files(names: Sequence[str], owners: Mapping[str, str]) -> str:
    return " and ".join(dict.fromkeys(owners[each] for each in names))


def _things(role: FoundRole, policies: Mapping[str | None, FoundPolicy]) -> dict[str, None]:
    """What ``role`` and those of ``policies``, which are by ARN, that it has refer to, without attributes."""
    had = [policies[arn] for arn in (*role.attached, role.boundary) if arn in policies]
    bodies = (
        each.body
        for text in _texts([replace(role, references={}), *had])
        for each in substitutions(text)
        if each.form is Form.REFERENCE
    )
    return dict.fromkeys(
        found[0]
        for body in bodies
        for found in _THING.finditer(body)
        if found[1] not in _NOT_ITS_OWN
        and found[0] not in _OF_THE_ACCOUNT
        and not found[1].startswith(_ADOPTED)
    )


def _texts(value: Any) -> Iterator[str]:
    """All texts in ``value`` in which there may be a reference."""
    if isinstance(value, str):
        if "${" in value:
            yield value
    elif is_dataclass(value):
        for each in fields(value):
            yield from _texts(getattr(value, each.name))
    elif isinstance(value, Mapping):
        for each in (*value, *value.values()):
            yield from _texts(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _texts(each)
