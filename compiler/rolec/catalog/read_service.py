"""The services of AWS, each read from the data of the package when it is asked for."""

from __future__ import annotations

import json
from functools import lru_cache

from rolec.catalog.condition_key import condition_key
from rolec.catalog.packed import packed_entry, packed_keys
from rolec.catalog.service import ResourceType, Service

_FILE = "services"


def service_prefixes() -> tuple[str, ...]:
    """The prefixes of all services, the retired ones too, in order."""
    return tuple(packed_keys(_FILE))


def service(prefix: str) -> Service | None:
    """The service whose actions begin with ``prefix`` and a colon, in any case."""
    return _read(prefix.lower())


@lru_cache(maxsize=512)
def _read(prefix: str) -> Service | None:
    entry = packed_entry(_FILE, prefix)
    if entry is None:
        return None
    found = json.loads(entry)
    keys = tuple(condition_key(name, type_name) for name, type_name in found["keys"])
    return Service(
        prefix=prefix,
        name=found["name"],
        keys=keys,
        resource_types=tuple(
            ResourceType(
                name=name,
                arns=tuple(arn.split(", ")),
                keys=tuple(keys[number].name for number in numbers),
            )
            for name, arn, numbers in found["types"]
        ),
        rows=tuple(found["actions"]),
        retired_actions=frozenset(found.get("retired_actions", ())),
        retired=found.get("retired", False),
    )
