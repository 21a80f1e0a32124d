"""What a source has in the place of ARNs and names of its roles, as references to the specs of these."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rolec.adopt.expressions.syntax import INSERTED
from rolec.adopt.found import FoundRole, Json
from rolec.lower.text import link_of


def role_links(source: int, account: str | None, roles: Iterable[FoundRole]) -> dict[str, str]:
    """What stands in a document of a source for one of ``roles``, and the reference that a spec has to it."""
    return {
        text: link
        for role in roles
        if role.source == source and account in {None, role.account}
        for text, attribute in role.references.items()
        for link in (f"${{roles.{role.name}.{attribute}}}",)
        if link_of(link[2:-1]) is not None
    }


def linked(value: Json, links: Mapping[str, str]) -> Json:
    """A document with ``links`` in the place of what they are for."""
    match value:
        case str() if "${" in value and links:
            return INSERTED.sub(lambda found: links.get(found[0], found[0]), value)
        case list():
            return [linked(each, links) for each in value]
        case Mapping():
            return {key: linked(each, links) for key, each in value.items()}
        case _:
            return value
