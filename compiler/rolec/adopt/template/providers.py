"""Identity providers of a template of CloudFormation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rolec.adopt.found import FoundProvider, Json
from rolec.adopt.json_shape import as_text
from rolec.adopt.template.resources import TemplateResources
from rolec.adopt.template.shape import UnknownError

_SAML = "AWS::IAM::SAMLProvider"
PROVIDERS = ("AWS::IAM::OIDCProvider", _SAML)
"""The types of the resources that are identity providers."""


def read_provider(template: TemplateResources, name: str) -> FoundProvider:
    """The identity provider with a logical id; an UnknownError where a spec cannot say it."""
    unknown = template.why_unread(name)
    if unknown is not None:
        raise unknown
    properties = template.properties(name)
    condition = template.resources[name].get("Condition")
    if condition is not None:
        raise UnknownError(f"{name}, which is there if {condition}: that of a spec always is")
    is_saml = template.resources[name].get("Type") == _SAML
    return FoundProvider(
        name=template.name(properties.get("Name"), name) if is_saml else name,
        place=template.place(name),
        arn=name,
        principals=(
            as_text(template.intrinsics.value({"Ref": name})),
            as_text(template.intrinsics.value({"Fn::GetAtt": [name, "Arn"]})),
            *_arns(template, properties),
        ),
        url=None if is_saml else template.text(properties, "Url"),
        client_ids=tuple(template.texts(properties, "ClientIdList")),
        thumbprints=tuple(template.texts(properties, "ThumbprintList")),
        metadata=_metadata(template, properties) if is_saml else None,
        tags=template.tags(properties),
    )


def _arns(template: TemplateResources, properties: Mapping[str, Json]) -> Iterator[str]:
    """Its ARN, as a template may put it together."""
    for key, kind in (("Url", "oidc-provider"), ("Name", "saml-provider")):
        called = (template.text(properties, key) or "${").removeprefix("https://").rstrip("/")
        if "${" not in called:
            yield from template.arns(f"{kind}/{called}")


def _metadata(template: TemplateResources, properties: Mapping[str, Json]) -> str | None:
    found = template.text(properties, "SamlMetadataDocument")
    if found and "${" in found:
        raise UnknownError(f"SamlMetadataDocument {found}")
    return found
