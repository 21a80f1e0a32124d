"""Every text of a definition: to look for links in, and to put what they stand for into."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TypeAlias

from rolec.ir.document import Condition, Document, Patterns, Principal, Statement, principals
from rolec.ir.role import (
    Attachment,
    Definition,
    InlinePolicy,
    OidcProvider,
    PodIdentityAssociation,
    Policy,
    Role,
    SamlProvider,
    Tag,
)
from rolec.ir.text import Link, Text

Rewrite: TypeAlias = Callable[[Text], Text]


def texts_of(definition: Definition) -> Iterator[Text]:
    """The texts of ``definition`` that may hold links, in a fixed order."""
    match definition:
        case Role():
            yield from trust_texts(definition)
            yield from _tag_texts(definition.tags)
            if definition.permissions_boundary:
                yield definition.permissions_boundary
            if definition.instance_profile:
                yield from _tag_texts(definition.instance_profile.tags)
            for policy in definition.inline_policies:
                yield from document_texts(policy.document)
            yield from (attachment.policy_arn for attachment in definition.attachments)
            yield from (a.cluster_name for a in definition.pod_identity_associations)
        case Policy():
            yield from document_texts(definition.document)
            yield from _tag_texts(definition.tags)
        case OidcProvider():
            yield definition.url
            yield from definition.client_id_list
            yield from _tag_texts(definition.tags)
        case SamlProvider():
            yield from _tag_texts(definition.tags)


def trust_texts(role: Role) -> Iterator[Text]:
    """The texts of the trust policy of ``role``."""
    return document_texts(role.trust)


def document_texts(document: Document) -> Iterator[Text]:
    """The texts of a policy document."""
    for statement in document.statements:
        yield from (principal.value for principal in statement.principals)
        yield from statement.actions.items
        if statement.resources:
            yield from statement.resources.items
        for condition in statement.conditions:
            yield condition.key
            yield from condition.values


def links_in(text: Text) -> Iterator[Link]:
    """The links among the parts of ``text``."""
    return (part for part in text.parts if isinstance(part, Link))


def rewritten(definition: Definition, rewrite: Rewrite) -> Definition:
    """``definition`` with every text but those of its trust policy rewritten."""
    match definition:
        case Role():
            return _role(definition, rewrite)
        case Policy():
            return replace(
                definition,
                document=document(definition.document, rewrite),
                tags=_tags(definition.tags, rewrite),
            )
        case OidcProvider():
            return replace(
                definition,
                url=rewrite(definition.url),
                client_id_list=tuple(map(rewrite, definition.client_id_list)),
                tags=_tags(definition.tags, rewrite),
            )
        case SamlProvider():
            return replace(definition, tags=_tags(definition.tags, rewrite))


def document(before: Document, rewrite: Rewrite) -> Document:
    """``before`` with every text rewritten."""
    return replace(before, statements=tuple(statement(one, rewrite) for one in before.statements))


def statement(before: Statement, rewrite: Rewrite) -> Statement:
    """``before`` with every text rewritten."""
    return replace(
        before,
        principals=principals(
            tuple(Principal(p.type, rewrite(p.value)) for p in before.principals)
        ),
        resources=before.resources and _patterns(before.resources, rewrite),
        conditions=tuple(_condition(condition, rewrite) for condition in before.conditions),
    )


def _role(role: Role, rewrite: Rewrite) -> Role:
    boundary = role.permissions_boundary
    profile = role.instance_profile
    return replace(
        role,
        tags=_tags(role.tags, rewrite),
        permissions_boundary=rewrite(boundary) if boundary else None,
        inline_policies=tuple(_inline(policy, rewrite) for policy in role.inline_policies),
        attachments=tuple(_attachment(one, rewrite) for one in role.attachments),
        instance_profile=profile and replace(profile, tags=_tags(profile.tags, rewrite)),
        pod_identity_associations=tuple(
            _association(one, rewrite) for one in role.pod_identity_associations
        ),
    )


def _inline(policy: InlinePolicy, rewrite: Rewrite) -> InlinePolicy:
    return replace(policy, document=document(policy.document, rewrite))


def _attachment(attachment: Attachment, rewrite: Rewrite) -> Attachment:
    return replace(attachment, policy_arn=rewrite(attachment.policy_arn))


def _association(association: PodIdentityAssociation, rewrite: Rewrite) -> PodIdentityAssociation:
    return replace(association, cluster_name=rewrite(association.cluster_name))


def _patterns(patterns: Patterns, rewrite: Rewrite) -> Patterns:
    return replace(patterns, items=tuple(map(rewrite, patterns.items)))


def _condition(condition: Condition, rewrite: Rewrite) -> Condition:
    return replace(
        condition,
        key=rewrite(condition.key),
        values=tuple(map(rewrite, condition.values)),
    )


def _tags(tags: tuple[Tag, ...], rewrite: Rewrite) -> tuple[Tag, ...]:
    return tuple(Tag(tag.key, rewrite(tag.value)) for tag in tags)


def _tag_texts(tags: tuple[Tag, ...]) -> Iterator[Text]:
    return (tag.value for tag in tags)
