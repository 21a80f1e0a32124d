"""A managed policy that AWS has, by name, or any managed policy by ARN, or a list of these that Terraform has."""

from __future__ import annotations

from rolec.ir.attached import attached_names
from rolec.ir.label import label_of_part
from rolec.ir.role import Attachment
from rolec.lower.context import Context
from rolec.lower.cursor import Cursor
from rolec.lower.list_reference import is_list
from rolec.lower.managed_policy import lower_managed_policy
from rolec.lower.permission_kind import PermissionKind


def _lower(entry: Cursor, context: Context, role_label: str) -> Attachment | None:
    at = entry.field("managed_policy")
    arn = context.item(at) if is_list(at.string) else lower_managed_policy(at, context)
    if arn is None:
        return None
    name, _ = attached_names(arn)
    return Attachment(label=label_of_part(role_label, name), policy_arn=arn, span=entry.span)


KIND = PermissionKind(name="managed_policy", lower=_lower)
