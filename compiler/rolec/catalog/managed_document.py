"""The documents of AWS managed policies, each unpacked when it is asked for."""

from __future__ import annotations

import json
from functools import lru_cache

from rolec.catalog.managed_policy import managed_policy_paths
from rolec.catalog.packed import packed_entry
from rolec.record import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ManagedPolicy:
    """An AWS managed policy; ``document`` is its default version, as compact JSON."""

    name: str
    path: str
    version: str
    updated: str
    document: str

    def arn(self, partition: str = "aws") -> str:
        """Its ARN in a partition."""
        return f"arn:{partition}:iam::aws:policy{self.path}{self.name}"


@lru_cache(maxsize=64)
def managed_policy(name: str) -> ManagedPolicy | None:
    """The AWS managed policy called ``name``; case counts, as it does in its ARN."""
    entry = packed_entry("managed_documents", name)
    if entry is None:
        return None
    found = json.loads(entry)
    return ManagedPolicy(
        name=name,
        path=managed_policy_paths()[name],
        version=found["version"],
        updated=found["updated"],
        document=json.dumps(found["document"], separators=(",", ":"), ensure_ascii=False),
    )
