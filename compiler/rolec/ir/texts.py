"""Every text of a definition: to look for links in, and to put what they stand for into."""

from __future__ import annotations

from collections.abc import Callable, Iterable
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
    given_name,
)
from rolec.ir.text import Link, Part, Reference, Text

Rewrite: TypeAlias = Callable[[Text], Text]


def texts_of(definition: Definition) -> list[Text]:
    """The texts of ``definition`` that may hold links, in a fixed order."""
    match definition:
        case Role():
            return [*resource_texts(definition), *_texts_of_parts(definition)]
        case Policy():
            return [
                *_own_texts(definition),
                *document_texts(definition.document),
                *_tag_texts(definition.tags),
            ]
        case OidcProvider():
            own = [definition.url, *definition.client_id_list]
            return [*own, *_tags_of_provider(definition)]
        case SamlProvider():
            return _tags_of_provider(definition)


def _tags_of_provider(provider: OidcProvider | SamlProvider) -> list[Text]:
    given = [provider.tags_from] if provider.tags_from else []
    return [*given, *_tag_texts(provider.tags)]


def resource_texts(role: Role) -> list[Text]:
    """The texts of the resource ``role`` itself, and not of what is put on it."""
    texts = [*_own_texts(role), *document_texts(role.trust), *_tag_texts(role.tags)]
    if role.permissions_boundary:
        texts.append(role.permissions_boundary)
    if isinstance(role.max_session_duration, Text):
        texts.append(role.max_session_duration)
    return texts


def _own_texts(of: Role | Policy) -> list[Text]:
    found = (of.name_in_aws, of.name_prefix, of.path, of.description, of.tags_from, *of.enabled)
    return [each for each in found if each]


def _texts_of_parts(role: Role) -> list[Text]:
    texts = [attachment.policy_arn for attachment in role.attachments]
    texts += [text for attachment in role.attachments for text in attachment.enabled]
    texts += [association.cluster_name for association in role.pod_identity_associations]
    for policy in role.inline_policies:
        texts += document_texts(policy.document)
        texts += [each for each in (policy.name_in_aws, policy.name_prefix) if each]
        texts += policy.enabled
    if role.instance_profile:
        profile = role.instance_profile
        named = (given_name(profile, role.label), profile.name_prefix)
        texts += [*(each for each in named if each), profile.path]
        texts += profile.enabled
        texts += _tag_texts(role.instance_profile.tags)
    return texts


def document_texts(document: Document) -> list[Text]:
    """The texts of a policy document."""
    # A list and not a generator: nearly every text of every role is asked for.
    texts: list[Text] = []
    for statement in document.statements:
        texts += [principal.value for principal in statement.principals]
        texts += statement.actions.items
        if statement.resources:
            texts += statement.resources.items
        for condition in statement.conditions:
            texts.append(condition.key)
            texts += condition.values
    return texts


def links_in(texts: Iterable[Text]) -> list[Link]:
    """The links among the parts of ``texts``."""
    return [part for text in texts for part in text.parts if type(part) is Link]


def references_in(texts: Iterable[Text]) -> list[tuple[Text, Reference]]:
    """The Terraform references among the parts of ``texts``, each with its text."""
    return [(text, part) for text in texts for part in text.parts if type(part) is Reference]


def known_text(texts: Iterable[Text]) -> str:
    """All that is known of ``texts`` without Terraform, one after the other."""
    return "".join(
        [part if type(part) is str else _value(part) for text in texts for part in text.parts]
    )


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


def _tag_texts(tags: tuple[Tag, ...]) -> list[Text]:
    return [tag.value for tag in tags]


def _value(part: Part) -> str:
    return part if isinstance(part, str) else part.value or ""
