"""Identity providers of a module of Terraform."""

from __future__ import annotations

from rolec.adopt.found import FoundProvider, Json, Place
from rolec.adopt.names import known_name
from rolec.adopt.terraform.fields import Unsaid
from rolec.adopt.terraform.instances import Instance
from rolec.adopt.terraform.module import TerraformModule
from rolec.adopt.unknown import UnknownError, UnreadError
from rolec.ir.text import Entity

PROVIDERS = (str(Entity.OIDC_PROVIDER), str(Entity.SAML_PROVIDER))
"""The resources that are identity providers."""

_ARGUMENTS = ("client_id_list", "name", "saml_metadata_document", "thumbprint_list", "url")


def read_provider(
    module: TerraformModule, provider: Instance, place: Place, unsaid: Unsaid
) -> FoundProvider:
    """The identity provider that a resource is; an UnknownError where a spec cannot say it."""
    if provider.if_:
        raise UnknownError(
            f"{provider.address}, which is there if {provider.if_}: that of a spec always is"
        )
    if unsaid.notes:
        raise UnreadError("; ".join(unsaid.notes))
    value = {name: module.value(provider, name) for name in _ARGUMENTS}
    tags, tags_from = unsaid.known_tags()
    is_saml = provider.type == Entity.SAML_PROVIDER
    name = value.get("name") if is_saml else None
    return FoundProvider(
        name=known_name(str(name), provider.label) if name else provider.label,
        place=place,
        arn=provider.address,
        principals=(f"${{{provider.address}.arn}}", f"${{{provider.address}.id}}"),
        label=provider.label,
        url=None if is_saml else _text(value.get("url")),
        client_ids=_texts(value.get("client_id_list")),
        thumbprints=tuple(map(_known, _texts(value.get("thumbprint_list")))),
        metadata=_known(_text(value.get("saml_metadata_document"))) if is_saml else None,
        tags=tags,
        tags_from=tags_from,
    )


def _text(value: Json) -> str:
    if not isinstance(value, str):
        raise UnknownError(str(value))
    return value


def _texts(value: Json) -> tuple[str, ...]:
    return () if value is None else tuple(_text(each) for each in _listed(value))


def _listed(value: Json) -> list[Json]:
    if not isinstance(value, list):
        raise UnknownError(str(value))
    return value


def _known(text: str) -> str:
    if "${" in text:
        raise UnknownError(text)
    return text
