"""Identity providers of a module of Terraform."""

from __future__ import annotations

from rolec.adopt.found import FoundProvider, Json, Place
from rolec.adopt.names import known_name
from rolec.adopt.terraform_instances import Instance
from rolec.adopt.terraform_module import TerraformModule
from rolec.adopt.unknown import UnknownError
from rolec.adopt.unsaid import tags_of
from rolec.ir.text import Entity

PROVIDERS = (str(Entity.OIDC_PROVIDER), str(Entity.SAML_PROVIDER))
"""The resources that are identity providers."""


def read_provider(module: TerraformModule, provider: Instance, place: Place) -> FoundProvider:
    """The identity provider that a resource is; an UnknownError where a spec cannot say it."""
    value = {
        argument.name: module.value(provider, argument.name)
        for argument in provider.block.body.arguments
        if argument.name not in {"count", "for_each", "depends_on"}
    }
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
        tags=tags_of(value.get("tags")),
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
