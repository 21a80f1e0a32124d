"""Services that AWS has ended, as botocore tells: every operation of their API is deprecated."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from typing import Any

from rolec.devtools.catalogue.record import ActionRecord, ServiceRecord
from rolec.devtools.catalogue.source import Wheel

_DATA = "botocore/data/"
_MODEL = "/service-2.json.gz"


def ended_services(wheel: Wheel) -> dict[str, ServiceRecord]:
    """What such services had, by the prefix of their actions; levels are not known.

    A prefix may live on: CloudHSM Classic is gone, and its successor has the prefix too.
    """
    found: dict[str, ServiceRecord] = {}
    for model in _newest(wheel):
        operations = model["operations"]
        if operations and all(each.get("deprecated") for each in operations.values()):
            about = model["metadata"]
            prefix = about.get("signingName", about["endpointPrefix"])
            found[prefix] = ServiceRecord(
                name=about["serviceFullName"],
                actions={name.lower(): ActionRecord(name=name, letters="") for name in operations},
            )
    return found


def _newest(wheel: Wheel) -> Iterator[Any]:
    """The models of each API's newest version."""
    newest = {}
    for name in sorted(wheel.names(_DATA, _MODEL)):
        service, version = name.removeprefix(_DATA).removesuffix(_MODEL).split("/")
        newest[service] = (version, name)
    for _, name in newest.values():
        yield json.loads(gzip.decompress(wheel.bytes(name)))
