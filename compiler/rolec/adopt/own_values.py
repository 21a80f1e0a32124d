"""Rolec's own values in what was found, as they are where a role is made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from rolec.adopt.found import FoundPolicy, FoundProvider, FoundRole, Json

PARTITION = "${account.partition}"
"""What a source that is for every partition says in the place of one."""


def made_in(role: FoundRole, partition: str) -> FoundRole:
    """``role`` as it is in an account of ``partition``."""
    boundary = role.boundary
    return replace(
        role,
        trust=_put_in(role.trust, partition),
        inline=tuple(policy_made_in(each, partition) for each in role.inline),
        attached=tuple(each.replace(PARTITION, partition) for each in role.attached),
        boundary=boundary.replace(PARTITION, partition) if boundary else None,
        tags=_tags(role.tags, partition),
        instance_profiles=tuple(
            replace(each, tags=_tags(each.tags, partition)) for each in role.instance_profiles
        ),
    )


def _tags(tags: Mapping[str, str], partition: str) -> dict[str, str]:
    return {key: value.replace(PARTITION, partition) for key, value in tags.items()}


def policy_made_in(policy: FoundPolicy, partition: str) -> FoundPolicy:
    """``policy`` as it is in an account of ``partition``."""
    return replace(policy, document=_put_in(policy.document, partition))


def provider_made_in(provider: FoundProvider, partition: str) -> FoundProvider:
    """``provider`` as trust policies in an account of ``partition`` have it."""
    principals = (each.replace(PARTITION, partition) for each in provider.principals)
    return replace(provider, principals=tuple(principals))


def _put_in(value: Json, partition: str) -> Json:
    match value:
        case str():
            return value.replace(PARTITION, partition)
        case list():
            return [_put_in(each, partition) for each in value]
        case Mapping():
            return {
                key.replace(PARTITION, partition): _put_in(each, partition)
                for key, each in value.items()
            }
        case _:
            return value
