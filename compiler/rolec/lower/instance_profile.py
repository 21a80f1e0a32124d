"""The `instance_profile` of a role."""

from __future__ import annotations

from dataclasses import replace

from rolec.ir.role import InstanceProfile, Role, made_up_name, name_of
from rolec.ir.text import ONE, Entity
from rolec.lower.context import Context
from rolec.lower.cursor import Cursor
from rolec.lower.path import path_of
from rolec.lower.tags import lower_tags
from rolec.lower.words import enabled_at, named_at, tags_from_at


def lower_instance_profile(
    at: Cursor | None, role: Role, context: Context
) -> InstanceProfile | None:
    """What EC2 takes ``role`` through, as the role is where ``at`` does not say otherwise; None where there is none."""
    if at is None or (at.is_scalar and not at.boolean):
        return None
    as_role = InstanceProfile(
        name=role.name_in_aws or (made_up_name(role.label) if role.name_prefix else name_of(role)),
        name_prefix=role.name_prefix,
        path=role.path,
        enabled=role.enabled,
        tags=role.tags,
        tags_from=role.tags_from,
    )
    return _other(at, as_role, role, context) if at.is_mapping else as_role


def _other(at: Cursor, as_role: InstanceProfile, role: Role, context: Context) -> InstanceProfile:
    name, prefix = named_at(at, context)
    path = at.get("path")
    found = replace(
        as_role,
        path=path_of(path, context) if path else as_role.path,
        enabled=tuple(dict.fromkeys((*role.enabled, *enabled_at(at, context)))),
    )
    if name and name.written in _own_names(role):
        # It is called as the role is, whatever that is.
        found = replace(found, name=as_role.name, name_prefix=as_role.name_prefix)
    elif name:
        found = replace(found, name=name, name_prefix=prefix)
    elif prefix:
        found = replace(found, name=made_up_name(role.label), name_prefix=prefix)
    if "tags" not in at and "tags_from" not in at:
        return found
    tags = lower_tags(at.get("tags"), context, fold_case=False)
    return replace(found, tags=tags, tags_from=tags_from_at(at, context))


def _own_names(role: Role) -> tuple[str, ...]:
    """References of Terraform to the name of ``role``, which it can only know where that is not made up."""
    if role.name_prefix:
        return ()
    at = f"{Entity.ROLE}.{role.label}{ONE if role.enabled else ''}"
    return (f"${{{at}.name}}", f"${{{at}.id}}")
