"""The proof that specs of identity providers are those of the source, and stand for them in trust policies."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from rolec.adopt.found import FoundProvider, FoundRole
from rolec.diagnostics.level import Level
from rolec.driver.compile.compilation import CompiledProject
from rolec.ir.role import OidcProvider, Role, SamlProvider
from rolec.ir.text import Entity, Link, Part, Text, joined
from rolec.ir.texts import document
from rolec.link.definition import Placed

_PROVIDERS = (Entity.OIDC_PROVIDER, Entity.SAML_PROVIDER)


def unproved_providers(
    placed: list[Placed], compiled: CompiledProject, providers: Mapping[str, FoundProvider]
) -> Iterator[tuple[str, str]]:
    """Why an identity provider is not proved, by its ARN."""
    errors = [each for each in compiled.diagnostics if each.level is Level.ERROR]
    for arn, found in providers.items():
        mine = [each for each in errors if Path(each.primary.span.path).stem == found.name]
        made = next((each for each in placed if _is(each, found)), None)
        if made is None or mine:
            yield arn, mine[0].message if mine else "its spec does not compile"
        elif found.arn.startswith("arn:") and made.arn not in {None, found.arn}:
            yield arn, "it would have another ARN"
        elif _said(made.definition) != _found(found):
            yield arn, "it would not be the same"


def with_principals_of_source(
    placed: Placed, roles: Iterable[FoundRole], providers: Mapping[str, FoundProvider]
) -> Placed:
    """A role that trusts identity providers of the project, with what the source has in the place of each.

    Where that is an ARN, `unproved_providers` says if the provider of the project would have another.
    """
    role = placed.definition
    if not isinstance(role, Role) or not any(link.entity in _PROVIDERS for link in placed.links):
        return placed
    name = role.name.casefold()
    trust = json.dumps([each.trust for each in roles if each.name.casefold() == name])
    principals = {
        (_entity(each), each.name.casefold()): written
        for each in providers.values()
        for written in each.principals
        if json.dumps(written) in trust
    }

    def of_source(part: Part) -> Part:
        if isinstance(part, Link) and part.entity in _PROVIDERS:
            return principals.get((part.entity, part.name.casefold()), part)
        return part

    def rewrite(text: Text) -> Text:
        return joined(tuple(map(of_source, text.parts)), text.span)

    return replace(placed, definition=replace(role, trust=document(role.trust, rewrite)))


def _is(placed: Placed, found: FoundProvider) -> bool:
    name = placed.definition.name.casefold()
    return placed.entity is _entity(found) and name == found.name.casefold()


def _entity(found: FoundProvider) -> Entity:
    return Entity.OIDC_PROVIDER if found.url else Entity.SAML_PROVIDER


def _said(made: object) -> tuple[object, ...]:
    match made:
        case OidcProvider():
            clients = sorted(each.written for each in made.client_id_list)
            thumbprints = sorted(each.lower() for each in made.thumbprint_list)
            return made.url.written.rstrip("/"), clients, thumbprints, _tags(made)
        case SamlProvider():
            return made.metadata, _tags(made)
        case _:
            raise AssertionError(f"no identity provider: {made}")


def _found(found: FoundProvider) -> tuple[object, ...]:
    if found.url is None:
        return found.metadata, (dict(found.tags), found.tags_from)
    thumbprints = sorted(each.lower() for each in found.thumbprints)
    tags = dict(found.tags), found.tags_from
    return found.url.rstrip("/"), sorted(found.client_ids), thumbprints, tags


def _tags(made: OidcProvider | SamlProvider) -> tuple[dict[str, str], str | None]:
    given = made.tags_from.written if made.tags_from else None
    return {tag.key: tag.value.written for tag in made.tags}, given
