"""Resources that stand for themselves: roles, policies and identity providers."""

from __future__ import annotations

from rolec.ir.role import NO_PATH, OidcProvider, Policy, Role, SamlProvider
from rolec.read.resource import Resource


def read_role(resource: Resource) -> Role | None:
    """The role without its parts, or None after an error."""
    resource.knows(
        "name",
        "name_prefix",
        "path",
        "description",
        "assume_role_policy",
        "max_session_duration",
        "permissions_boundary",
        "force_detach_policies",
        "tags",
    )
    named = resource.named()
    trust = resource.document("assume_role_policy")
    if named is None or trust is None:
        return None
    return Role(
        **named._asdict(),
        label=resource.label,
        trust=trust,
        path=resource.text("path") or NO_PATH,
        description=resource.text("description"),
        max_session_duration=resource.number("max_session_duration"),
        permissions_boundary=resource.text("permissions_boundary"),
        enabled=resource.enabled,
        force_detach_policies=resource.boolean("force_detach_policies"),
        tags=resource.tags(),
        tags_from=resource.tags_from(),
        source=resource.span.path,
        span=resource.span,
    )


def read_managed_policy(resource: Resource) -> Policy | None:
    """The customer managed policy, or None after an error."""
    resource.knows("name", "name_prefix", "path", "description", "policy", "tags")
    named = resource.named()
    document = resource.document("policy")
    if named is None or document is None:
        return None
    return Policy(
        **named._asdict(),
        label=resource.label,
        document=document,
        path=resource.text("path") or NO_PATH,
        description=resource.text("description"),
        enabled=resource.enabled,
        tags=resource.tags(),
        tags_from=resource.tags_from(),
        source=resource.span.path,
        span=resource.span,
    )


def read_oidc_provider(resource: Resource) -> OidcProvider | None:
    """The OpenID Connect provider, named by its label, or None after an error."""
    resource.knows("url", "client_id_list", "thumbprint_list", "tags")
    url = resource.needed_text("url")
    if url is None:
        return None
    thumbprints = resource.texts_of("thumbprint_list")
    return OidcProvider(
        name=resource.label,
        label=resource.label,
        url=url,
        client_id_list=resource.texts_of("client_id_list"),
        thumbprint_list=tuple(thumbprint.written for thumbprint in thumbprints),
        tags=resource.tags(),
        tags_from=resource.tags_from(),
        source=resource.span.path,
        span=resource.span,
    )


def read_saml_provider(resource: Resource) -> SamlProvider | None:
    """The SAML provider, or None after an error."""
    resource.knows("name", "saml_metadata_document", "tags")
    name = resource.needed_literal("name")
    metadata = resource.content("saml_metadata_document")
    if name is None or metadata is None:
        return None
    return SamlProvider(
        name=name,
        label=resource.label,
        metadata=metadata,
        tags=resource.tags(),
        tags_from=resource.tags_from(),
        source=resource.span.path,
        span=resource.span,
    )
