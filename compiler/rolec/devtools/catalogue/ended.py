"""Services that AWS has ended, as botocore tells: every operation of their API is deprecated."""

from __future__ import annotations

from rolec.devtools.catalogue.api_models import newest_models, prefix_of
from rolec.devtools.catalogue.record import ActionRecord, ServiceRecord
from rolec.devtools.catalogue.source import Wheel


def ended_services(wheel: Wheel) -> dict[str, ServiceRecord]:
    """What such services had, by the prefix of their actions; levels are not known.

    A prefix may live on: CloudHSM Classic is gone, and its successor has the prefix too.
    """
    found: dict[str, ServiceRecord] = {}
    for model in newest_models(wheel).values():
        operations = model["operations"]
        if operations and all(each.get("deprecated") for each in operations.values()):
            found[prefix_of(model)] = ServiceRecord(
                name=model["metadata"]["serviceFullName"],
                actions={name.lower(): ActionRecord(name=name, letters="") for name in operations},
            )
    return found
