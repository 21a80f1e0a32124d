"""Variables of several modules of Terraform, or templates, which become one of the module that is built."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any

from rolec.adopt.found import Found, FoundRole
from rolec.ir.substitution import Form, substitutions

_VARIABLE = re.compile(r"(?<![\w.-])var\.[A-Za-z_][\w-]*", re.ASCII)
_OF_THE_ACCOUNT = frozenset({"var.account_id", "var.region", "var.url_suffix"})
"""What stands for pseudo parameters of templates: the same in all of them."""


def with_shared_variables_told(parts: Sequence[Found]) -> list[Found]:
    """``parts``, of which each role says which of its variables an earlier part has too.

    Often they are given the same value; where they are not, nobody could say so any more.
    """
    owners: dict[str, str] = {}
    found: list[Found] = []
    for part in parts:
        found.append(replace(part, roles=tuple(_told(each, owners) for each in part.roles)))
        for role in part.roles:
            for name in _variables(role):
                owners.setdefault(name, role.place.file)
    return found


def _told(role: FoundRole, owners: Mapping[str, str]) -> FoundRole:
    shared = [each for each in _variables(role) if each in owners and each not in _OF_THE_ACCOUNT]
    if not shared:
        return role
    names = " and ".join(f"`{each}`" for each in shared)
    files = " and ".join(dict.fromkeys(owners[each] for each in shared))
    told = (
        f"{files} has {names} too, and both are one variable here: adopt them apart if they differ"
    )
    return replace(role, aside=(*role.aside, told))


def _variables(role: FoundRole) -> dict[str, None]:
    return dict.fromkeys(
        name
        for text in _texts(replace(role, references={}))
        for each in substitutions(text)
        if each.form is Form.REFERENCE
        for name in _VARIABLE.findall(each.body)
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
