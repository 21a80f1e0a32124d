"""What AWS decided for a project: `rolec.lock`, which is committed beside rolec.yaml."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import field
from datetime import date

from rolec.lower.pins import Access
from rolec.record import dataclass
from rolec.source.span import Span

LOCK = "rolec.lock"
GENERATED_BY = "rolec, do not edit"
_encode = json.JSONEncoder(ensure_ascii=False).encode


@dataclass(frozen=True, slots=True, kw_only=True)
class Lock:
    """The actions of each access, and the SHA-256 of the document of each AWS managed policy.

    ``catalogue`` is the day of the catalogue from which something was taken last; ``places``
    are where the entries stand in the file.
    """

    catalogue: date
    expansions: Mapping[Access, tuple[str, ...]] = field(default_factory=dict)
    policies: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[Access | str, Span] = field(default_factory=dict)


def render_lock(lock: Lock) -> str | None:
    """The text of a lock, a sorted line an entry; None when nothing is locked.

    The comma leads: two branches that add an entry each merge.
    """
    policies = [
        _encode({"managed_policy": name, "sha256": sha256})
        for name, sha256 in lock.policies.items()
    ]
    expansions = [
        _encode(
            {
                "service": access.service,
                "access": access.levels,
                "on": access.on,
                "actions": actions,
            }
        )
        for access, actions in lock.expansions.items()
    ]
    lines = sorted((*policies, *expansions))
    if not lines:
        return None
    head = _encode({"generated_by": GENERATED_BY, "catalogue": lock.catalogue.isoformat()})
    return "[" + "\n,".join((head, *lines)) + "\n]\n"
