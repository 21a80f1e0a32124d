"""A `policy` document: a customer managed policy."""

from __future__ import annotations

from rolec.ir.role import Policy
from rolec.lower.context import Context
from rolec.lower.cursor import Cursor
from rolec.lower.path import path_at
from rolec.lower.statement import lower_policy_document
from rolec.lower.tags import lower_tags
from rolec.lower.words import (
    enabled_at,
    label_at,
    moved_from,
    moved_from_span,
    named_at,
    tags_from_at,
    text_of_terraform,
)


def lower_policy(root: Cursor, context: Context) -> Policy | None:
    """The policy of ``root``; None when no statement is left for this account."""
    document = lower_policy_document(root, context)
    if document is None:
        return None
    name = root.field("policy").string
    return Policy(
        name=name,
        label=label_at(root, name),
        document=document,
        **named_at(root, context)._asdict(),
        path=path_at(root, context),
        description=text_of_terraform(root.get("description"), context),
        enabled=enabled_at(root, context),
        tags=lower_tags(root.get("tags"), context, fold_case=False),
        tags_from=tags_from_at(root, context),
        moved_from=moved_from(root),
        moved_from_span=moved_from_span(root),
        json_required=is_json_required(root, context),
        source=context.source,
        span=root.field("policy").span,
    )


def is_json_required(root: Cursor, context: Context) -> bool:
    """Whether a document that cannot be written as JSON is an error."""
    return context.json_required or "json" in root
