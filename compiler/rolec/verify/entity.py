"""Roles, policies and providers as Terraform must say them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rolec.ir.module import PolicyForm
from rolec.ir.role import (
    InlinePolicy,
    InstanceProfile,
    OidcProvider,
    Policy,
    Role,
    SamlProvider,
    Tag,
    name_of,
)
from rolec.ir.text import Text
from rolec.verify.document import as_written, text_in_terraform


def role_in_terraform(role: Role, form: PolicyForm) -> Role:
    """The role as it must be read back, before it is put in order."""
    boundary = role.permissions_boundary
    profile, duration = role.instance_profile, role.max_session_duration
    return replace(
        role,
        **_named(role),
        path=text_in_terraform(role.path),
        max_session_duration=text_in_terraform(duration)
        if isinstance(duration, Text)
        else duration,
        description=_text(role.description),
        tags_from=_text(role.tags_from),
        trust=as_written(role.trust, form),
        permissions_boundary=text_in_terraform(boundary) if boundary else None,
        tags=_tags(role.tags),
        inline_policies=tuple(_inline_policy(policy, form) for policy in role.inline_policies),
        attachments=tuple(
            replace(attachment, policy_arn=text_in_terraform(attachment.policy_arn))
            for attachment in role.attachments
        ),
        instance_profile=_profile(profile) if profile else None,
        pod_identity_associations=tuple(
            replace(association, cluster_name=text_in_terraform(association.cluster_name))
            for association in role.pod_identity_associations
        ),
    )


def policy_in_terraform(policy: Policy, form: PolicyForm) -> Policy:
    """The customer managed policy as it must be read back."""
    return replace(
        policy,
        **_named(policy),
        path=text_in_terraform(policy.path),
        description=_text(policy.description),
        document=as_written(policy.document, form),
        tags=_tags(policy.tags),
        tags_from=_text(policy.tags_from),
    )


def oidc_provider_in_terraform(provider: OidcProvider) -> OidcProvider:
    """The provider as it must be read back; Terraform knows it by its label alone."""
    return replace(
        provider,
        name=provider.label,
        url=text_in_terraform(provider.url),
        client_id_list=_texts(provider.client_id_list),
        tags=_tags(provider.tags),
        tags_from=_text(provider.tags_from),
    )


def saml_provider_in_terraform(provider: SamlProvider) -> SamlProvider:
    """The provider as it must be read back."""
    return replace(provider, tags=_tags(provider.tags), tags_from=_text(provider.tags_from))


def in_order(role: Role) -> Role:
    """The role with its parts by label and its tags by key: their order means nothing."""
    profile = role.instance_profile
    return replace(
        role,
        tags=tags_in_order(role.tags),
        inline_policies=tuple(sorted(role.inline_policies, key=lambda p: p.label)),
        attachments=tuple(sorted(role.attachments, key=lambda a: a.label)),
        instance_profile=replace(profile, tags=tags_in_order(profile.tags)) if profile else None,
        pod_identity_associations=tuple(
            sorted(role.pod_identity_associations, key=lambda a: a.label)
        ),
    )


def tags_in_order(tags: tuple[Tag, ...]) -> tuple[Tag, ...]:
    """The tags by key."""
    return tuple(sorted(tags, key=lambda tag: tag.key))


def _inline_policy(policy: InlinePolicy, form: PolicyForm) -> InlinePolicy:
    return replace(policy, **_named(policy), document=as_written(policy.document, form))


def _profile(profile: InstanceProfile) -> InstanceProfile:
    return replace(
        profile,
        name=text_in_terraform(profile.name),
        name_prefix=_text(profile.name_prefix),
        path=text_in_terraform(profile.path),
        tags=_tags(profile.tags),
        tags_from=_text(profile.tags_from),
    )


def _named(named: Role | Policy | InlinePolicy) -> dict[str, Any]:
    """The name that Terraform has, and its text where it has a part in that."""
    if named.name_prefix:
        prefix = text_in_terraform(named.name_prefix)
        given = _text(named.name_in_aws)
        return {"name": named.label, "name_in_aws": given, "name_prefix": prefix}
    name = text_in_terraform(name_of(named))
    return {"name": name.written, "name_in_aws": None if name.literal is not None else name}


def _text(found: Text | None) -> Text | None:
    return text_in_terraform(found) if found else None


def _tags(tags: tuple[Tag, ...]) -> tuple[Tag, ...]:
    return tuple(Tag(tag.key, text_in_terraform(tag.value)) for tag in tags)


def _texts(found: tuple[Text, ...]) -> tuple[Text, ...]:
    return tuple(map(text_in_terraform, found))
