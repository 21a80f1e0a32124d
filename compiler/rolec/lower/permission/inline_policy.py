"""An inline policy, from statements or from a document of IAM."""

from __future__ import annotations

from rolec.ir.label import label_of_part
from rolec.ir.role import InlinePolicy
from rolec.lower.context import Context
from rolec.lower.cursor import Cursor
from rolec.lower.permission_kind import PermissionKind
from rolec.lower.statement import lower_policy_document
from rolec.lower.words import named_at


def _lower(entry: Cursor, context: Context, role_label: str) -> InlinePolicy | None:
    name = entry.field("inline_policy").string
    document = lower_policy_document(entry, context, entry.get("until"))
    if document is None:
        return None
    return InlinePolicy(
        name=name,
        label=label_of_part(role_label, name),
        document=document,
        **named_at(entry, context)._asdict(),
        span=entry.span,
    )


KIND = PermissionKind(name="inline_policy", lower=_lower)
