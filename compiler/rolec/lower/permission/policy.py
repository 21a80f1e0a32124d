"""A customer managed policy of this project."""

from __future__ import annotations

from rolec.ir.label import label_of_part
from rolec.ir.role import Attachment
from rolec.ir.text import Entity, Link, Text
from rolec.lower.context import Context
from rolec.lower.cursor import Cursor
from rolec.lower.permission_kind import PermissionKind


def _lower(entry: Cursor, context: Context, role_label: str) -> Attachment:
    del context
    name = entry.field("policy")
    arn = Text((Link(Entity.POLICY, name.string, "arn"),), name.span)
    return Attachment(
        label=label_of_part(role_label, name.string), policy_arn=arn, span=entry.span
    )


KIND = PermissionKind(name="policy", lower=_lower)
