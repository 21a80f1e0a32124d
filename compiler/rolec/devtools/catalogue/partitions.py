"""Partitions and their regions, from botocore."""

from __future__ import annotations

from rolec.devtools.catalogue.pack import json_lines
from rolec.devtools.catalogue.source import Wheel


def partition_file(wheel: Wheel) -> dict[str, bytes]:
    """The table of partitions; what stands for a whole partition is no region of it."""
    found = wheel.json("botocore/data/partitions.json")["partitions"]
    table = {
        partition["id"]: {
            "dns_suffix": partition["outputs"]["dnsSuffix"],
            "region_pattern": partition["regionRegex"],
            "regions": {
                name: region["description"]
                for name, region in sorted(partition["regions"].items())
                if not name.endswith("-global")
            },
        }
        for partition in sorted(found, key=lambda each: str(each["id"]))
    }
    return {"partitions.json": json_lines(table)}
