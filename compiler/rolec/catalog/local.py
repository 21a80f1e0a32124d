"""Entries of a project's own over the catalogue, which is sometimes wrong or late.

The file is YAML or JSON; who loads it gives its plain values to ``local_services``:

    services:
      s3:
        keys: {s3:ArchiveTier: String}       # types as AWS names them, such as ArrayOfString
        resource_types:
          archive: arn:${Partition}:s3:::${BucketName}/archive
        actions:
          GetArchive:
            access: [read]                   # the most telling level first
            resource_types: [archive]
            keys: [s3:ArchiveTier]
            dependents: [kms:Decrypt]
          SelectObjectContent: {access: [read], retired: true}
      newservice: {name: A service that the catalogue lacks, actions: {}}

An entry replaces the catalogue's of the same name whole; what is not named stays.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from rolec.catalog.access_level import AccessLevel
from rolec.catalog.condition_key import ConditionKey
from rolec.catalog.service import Action, ActsOn, ResourceType, Service
from rolec.record import dataclass

T = TypeVar("T", ConditionKey, ResourceType)


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalAction:
    """An action as the file says it; resource types are names of the service's."""

    name: str
    levels: tuple[AccessLevel, ...]
    resource_types: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    dependents: tuple[str, ...] = ()
    retired: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalService:
    """What the file says of one service."""

    name: str | None = None
    keys: tuple[ConditionKey, ...] = ()
    resource_types: tuple[ResourceType, ...] = ()
    actions: tuple[LocalAction, ...] = ()


def put_over(shipped: Service | None, prefix: str, own: LocalService) -> Service:
    """The service with ``own`` entries in place of the shipped ones, and with the new ones."""
    base = shipped or Service(prefix=prefix, name=prefix, keys=(), resource_types=(), rows=())
    types = _replaced(base.resource_types, own.resource_types)
    by_name = {each.name: each for each in types}
    return replace(
        base,
        name=own.name or base.name,
        keys=_replaced(base.keys, own.keys),
        resource_types=types,
        added=tuple(_action(prefix, action, by_name) for action in own.actions),
    )


def _replaced(old: tuple[T, ...], new: tuple[T, ...]) -> tuple[T, ...]:
    # What is packed refers to both by number, so nothing may change its place.
    by_name = {each.name.lower(): each for each in new}
    known = {each.name.lower() for each in old}
    kept = tuple(by_name.get(each.name.lower(), each) for each in old)
    return kept + tuple(each for each in new if each.name.lower() not in known)


def _action(prefix: str, action: LocalAction, types: dict[str, ResourceType]) -> Action:
    return Action(
        service=prefix,
        name=action.name,
        levels=action.levels,
        acts_on=tuple(ActsOn(type=types[name]) for name in action.resource_types if name in types),
        keys=action.keys,
        dependents=action.dependents,
        retired=action.retired,
    )
