"""The texts of a module that are not in policy documents."""

from __future__ import annotations

from collections.abc import Iterator

from rolec.ir.module import Module
from rolec.ir.role import OidcProvider, Policy, Role, SamlProvider, Tag, given_name
from rolec.ir.text import Text


def resource_texts(module: Module) -> Iterator[Text]:
    """The texts of ``module`` that are not in policy documents."""
    for role in module.roles:
        yield from _role_texts(role)
    for policy in module.policies:
        yield from _own_texts(policy)
        yield from _tag_texts(policy)
    for provider in module.oidc_providers:
        yield provider.url
        yield from provider.client_id_list
        yield from _tag_texts(provider)
        yield from [provider.tags_from] if provider.tags_from else []
    for saml_provider in module.saml_providers:
        yield from _tag_texts(saml_provider)
        yield from [saml_provider.tags_from] if saml_provider.tags_from else []


def _role_texts(role: Role) -> Iterator[Text]:
    yield from _own_texts(role)
    if isinstance(role.max_session_duration, Text):
        yield role.max_session_duration
    yield from _tag_texts(role)
    if role.permissions_boundary:
        yield role.permissions_boundary
    for attachment in role.attachments:
        yield attachment.policy_arn
        yield from attachment.enabled
    for association in role.pod_identity_associations:
        yield association.cluster_name
    for policy in role.inline_policies:
        yield from (each for each in (policy.name_in_aws, policy.name_prefix) if each)
        yield from policy.enabled
    if role.instance_profile:
        given = given_name(role.instance_profile, role.label)
        yield from (each for each in (given, role.instance_profile.name_prefix) if each)
        yield from role.instance_profile.enabled
        yield role.instance_profile.path
        yield from _values(role.instance_profile.tags)


def _own_texts(of: Role | Policy) -> Iterator[Text]:
    found = (of.name_in_aws, of.name_prefix, of.path, of.description, of.tags_from, *of.enabled)
    yield from (each for each in found if each)


def _tag_texts(thing: Role | Policy | OidcProvider | SamlProvider) -> Iterator[Text]:
    return _values(thing.tags)


def _values(tags: tuple[Tag, ...]) -> Iterator[Text]:
    return (tag.value for tag in tags)
