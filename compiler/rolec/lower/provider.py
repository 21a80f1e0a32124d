"""`oidc_provider` and `saml_provider` documents."""

from __future__ import annotations

from rolec.ir.role import OidcProvider, SamlProvider
from rolec.lower import codes
from rolec.lower.context import Context
from rolec.lower.cursor import Cursor
from rolec.lower.tags import lower_tags
from rolec.lower.words import label_at, moved_from, moved_from_span, tags_from_at

_METADATA = (1_000, 10_000_000)
"""Characters of a metadata document (AWS API, CreateSAMLProvider)."""


def lower_oidc_provider(root: Cursor, context: Context) -> OidcProvider:
    """The OpenID Connect provider of ``root``."""
    name = root.field("oidc_provider").string
    return OidcProvider(
        name=name,
        label=label_at(root, name),
        url=context.text(root.field("url")),
        client_id_list=tuple(context.text(at) for at in root.get_many("client_id_list")),
        thumbprint_list=tuple(at.string for at in root.get_many("thumbprint_list")),
        tags=lower_tags(root.get("tags"), context, fold_case=False),
        tags_from=tags_from_at(root, context),
        moved_from=moved_from(root),
        moved_from_span=moved_from_span(root),
        source=context.source,
        span=root.field("oidc_provider").span,
    )


def lower_saml_provider(root: Cursor, context: Context) -> SamlProvider:
    """The SAML 2.0 provider of ``root``, whose metadata file has been read."""
    name = root.field("saml_provider").string
    metadata = root.field("metadata")
    if not _METADATA[0] <= len(metadata.string) <= _METADATA[1]:
        context.error(
            codes.METADATA_LENGTH,
            f"the metadata has {len(metadata.string):,} characters",
            metadata.span,
            help=f"AWS takes {_METADATA[0]:,} to {_METADATA[1]:,}; export it again",
        )
    return SamlProvider(
        name=name,
        label=label_at(root, name),
        metadata=metadata.string,
        tags=lower_tags(root.get("tags"), context, fold_case=False),
        tags_from=tags_from_at(root, context),
        moved_from=moved_from(root),
        moved_from_span=moved_from_span(root),
        source=context.source,
        span=root.field("saml_provider").span,
    )
