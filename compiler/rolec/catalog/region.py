"""The regions of each partition, as botocore knows them."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache

from rolec.catalog.packed import data_text
from rolec.record import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Regions:
    """The regions of a partition; ``names`` say where each is, by its code."""

    partition: str
    dns_suffix: str
    pattern: str
    names: Mapping[str, str]

    def could_have(self, region: str) -> bool:
        """Whether ``region`` has the form of this partition's: AWS opens new ones."""
        return region in self.names or re.fullmatch(self.pattern, region, re.ASCII) is not None


@cache
def partition_regions() -> Mapping[str, Regions]:
    """The regions of all partitions, by the partition's name."""
    found = json.loads(data_text("partitions.json"))
    return {
        partition: Regions(
            partition=partition,
            dns_suffix=row["dns_suffix"],
            pattern=row["region_pattern"],
            names=row["regions"],
        )
        for partition, row in found.items()
    }


def partition_of(region: str) -> str | None:
    """The partition that ``region`` is in, or by its form would be in."""
    return next((p for p, each in partition_regions().items() if each.could_have(region)), None)
