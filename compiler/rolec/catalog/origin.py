"""Where the catalogue's data come from, and how old they are."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from functools import cache

from rolec.catalog.packed import data_text
from rolec.record import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """``read_on`` is the day on which the actions were read from AWS; ``counts`` are by kind."""

    read_on: date
    wheels: tuple[str, ...]
    counts: Mapping[str, int]

    def age(self, today: date) -> int:
        """The age of the catalogue in days."""
        return (today - self.read_on).days


@cache
def origin() -> Origin:
    """What the meta file of the data says."""
    found = json.loads(data_text("catalogue.json"))
    return Origin(
        read_on=date.fromisoformat(found["date"]),
        wheels=tuple(source["wheel"] for source in found["sources"]),
        counts=found["counts"],
    )
