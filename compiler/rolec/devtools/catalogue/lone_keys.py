"""Condition keys of several values that AWS's own policies also compare as if they had one.

An operator without a qualifier never matches a key that has several values in a request. The authorization
reference calls some keys lists that have one value where it matters, and AWS's managed policies and guides show which.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from rolec.devtools.catalogue.merge import Services
from rolec.devtools.catalogue.policies import MODULE, managed_policy_text
from rolec.devtools.catalogue.source import Wheel

LONE_KEYS = "lone_keys.json"

_GUIDES = {"events:source": 'the Amazon EventBridge User Guide, "Using IAM policy conditions"'}
"""What AWS's guides compare so, and no managed policy does."""

_QUALIFIERS = ("ForAllValues:", "ForAnyValue:")
_LIST = "ArrayOf"


def lone_key_file(wheel: Wheel, version: str, services: Services) -> dict[str, bytes]:
    """The table: such keys, each with the policies that compare it so."""
    found: dict[str, set[str]] = defaultdict(set)
    for key, guide in _GUIDES.items():
        if known := _list_called(key, services):
            found[known].add(guide)
    for name, policy in json.loads(managed_policy_text(wheel)).items():
        for operator, key in _compared(policy["Document"]):
            known = _list_called(key, services)
            if known and operator != "Null" and not operator.startswith(_QUALIFIERS):
                found[known].add(name)
    table = {
        "source": f"moto {version}, {MODULE}",
        "keys": {key: sorted(found[key]) for key in sorted(found)},
    }
    return {LONE_KEYS: (json.dumps(table, indent=1) + "\n").encode()}


def _compared(document: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The operators of a document, with the keys that each compares."""
    statements = document["Statement"]
    for statement in [statements] if isinstance(statements, dict) else statements:
        for operator, keys in statement.get("Condition", {}).items():
            yield from ((operator, key) for key in keys)


def _list_called(key: str, services: Services) -> str | None:
    """The key of a service that has several values, by its name in the reference."""
    folded = key.lower()
    service = services.get(folded.partition(":")[0])
    name, kind = service.keys.get(folded, ("", "")) if service else ("", "")
    return name if kind.startswith(_LIST) else None
