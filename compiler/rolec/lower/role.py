"""A `role` document."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from rolec.diagnostics.diagnostic import Label
from rolec.discover import discover
from rolec.ir.role import Attachment, InlinePolicy, Role
from rolec.ir.text import Entity, Link, Text
from rolec.lower import codes, permission
from rolec.lower.attachments import with_own_labels
from rolec.lower.context import Context
from rolec.lower.cursor import Cursor
from rolec.lower.expectation import lower_expect
from rolec.lower.instance_profile import lower_instance_profile
from rolec.lower.managed_policy import lower_managed_policy
from rolec.lower.path import path_at
from rolec.lower.permission_kind import PermissionKind
from rolec.lower.policy import is_json_required
from rolec.lower.tags import lower_tags
from rolec.lower.trust_policy import lower_trust
from rolec.lower.words import (
    duration_at,
    enabled_at,
    label_at,
    moved_from,
    moved_from_span,
    named_at,
    tags_from_at,
    text_of_terraform,
)
from rolec.source.span import Span


@cache
def permission_kinds() -> dict[str, PermissionKind]:
    """The kinds of permission, by the key that names them."""
    return {kind.name: kind for kind in discover(permission, "KIND", PermissionKind)}


def lower_role(root: Cursor, context: Context) -> Role | None:
    """The role of ``root``; None after an error that leaves no role."""
    name = root.field("role").string
    label = label_at(root, name)
    path = path_at(root, context)
    tags = lower_tags(root.get("tags"), context, fold_case=True)
    enabled = enabled_at(root, context)
    grants = [
        _permission(entry, context, label, enabled) for entry in root.get_many("permissions")
    ]
    inline = tuple(grant for grant in grants if isinstance(grant, InlinePolicy))
    attachments = tuple(grant for grant in grants if isinstance(grant, Attachment))
    _refuse_twice([(p.name.casefold(), p.name, p.span) for p in inline], context)
    _refuse_twice([(a.policy_arn, a.policy_arn.written, a.span) for a in attachments], context)
    trust = lower_trust(root, context, label)
    if trust is None:
        _report_no_trust(root, context)
        return None
    named = named_at(root, context)
    tags_from = tags_from_at(root, context)
    exclusive = root.get("exclusive")
    detach = root.get("force_detach_policies")
    role = Role(
        name=name,
        label=label,
        trust=trust.document,
        **named._asdict(),
        path=path,
        description=text_of_terraform(root.get("description"), context),
        max_session_duration=duration_at(root, context),
        permissions_boundary=_boundary(root.get("permissions_boundary"), context),
        force_detach_policies=detach is not None and detach.boolean,
        enabled=enabled,
        tags=tags,
        tags_from=tags_from,
        inline_policies=tuple(sorted(inline, key=lambda policy: policy.name)),
        attachments=with_own_labels(attachments, label),
        pod_identity_associations=trust.associations,
        exclusive=exclusive is not None and exclusive.boolean,
        moved_from=moved_from(root),
        moved_from_span=moved_from_span(root),
        expected=lower_expect(root, context),
        json_required=is_json_required(root, context),
        source=context.source,
        span=root.field("role").span,
    )
    profile = lower_instance_profile(root.get("instance_profile"), role, context)
    return replace(role, instance_profile=profile) if profile else role


def _permission(
    entry: Cursor, context: Context, label: str, enabled: tuple[Text, ...]
) -> InlinePolicy | Attachment | None:
    """What an entry puts on the role, which is there only where the role is."""
    kinds = permission_kinds()
    kind = next(key for key in entry.field_names() if key in kinds)
    found = kinds[kind].lower(entry, context, label)
    needed = tuple(dict.fromkeys((*enabled, *enabled_at(entry, context))))
    return replace(found, enabled=needed) if found and needed else found


def _report_no_trust(root: Cursor, context: Context) -> None:
    if not context.sink.failed:
        account = context.account.nickname
        where = f" in the account `{account}`" if account else ""
        context.error(
            codes.NO_TRUST,
            f"nobody may assume `{root.field('role').string}`{where}",
            root.field("role").span,
            help="trust somebody there, or put `accounts:` on the role",
        )


def _boundary(at: Cursor | None, context: Context) -> Text | None:
    if at is None:
        return context.defaults.permissions_boundary
    return lower_boundary(at, context)


def lower_boundary(at: Cursor, context: Context) -> Text | None:
    """The ARN of the policy that a `permissions_boundary` names; None after an error."""
    if at.is_mapping:
        name = at.field("policy")
        return Text((Link(Entity.POLICY, name.string, "arn"),), name.span)
    return lower_managed_policy(at, context)


def _refuse_twice(found: list[tuple[object, str, Span]], context: Context) -> None:
    first: dict[object, Span] = {}
    for key, written, span in found:
        before = first.setdefault(key, span)
        if before is not span:
            context.error(
                codes.NAME_TWICE,
                f"`{written}` is on the role twice",
                span.before(),
                label="again here",
                secondary=(Label(before.before(), "first here"),),
                help="delete one of the two"
                if isinstance(key, Text)
                else "delete one of the two, or give it another name",
            )
