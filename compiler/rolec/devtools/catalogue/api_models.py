"""The models of AWS's APIs, and what those who call them call the services."""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from rolec.catalog.catalogue import CLIENTS
from rolec.devtools.catalogue.merge import Services
from rolec.devtools.catalogue.pack import json_lines
from rolec.devtools.catalogue.source import Wheel

_DATA = "botocore/data/"
_MODEL = "/service-2.json.gz"


@cache
def newest_models(wheel: Wheel) -> Mapping[str, Any]:
    """The newest version of each API, by the name of its client."""
    newest = {}
    for name in sorted(wheel.names(_DATA, _MODEL)):
        client, _ = name.removeprefix(_DATA).removesuffix(_MODEL).split("/")
        newest[client] = name
    return {
        client: json.loads(gzip.decompress(wheel.bytes(name))) for client, name in newest.items()
    }


def prefix_of(model: Mapping[str, Any]) -> str:
    """The name that requests are signed for, mostly the prefix of the actions."""
    about = model["metadata"]
    prefix: str = about.get("signingName", about["endpointPrefix"])
    return prefix


def client_file(wheel: Wheel, services: Services) -> dict[str, bytes]:
    """The table of clients that are no prefix of actions, each with the prefix that is meant."""
    live = {prefix for prefix, service in services.items() if not service.retired}
    meant = {client: prefix_of(model) for client, model in sorted(newest_models(wheel).items())}
    return {
        CLIENTS: json_lines(
            {c: prefix for c, prefix in meant.items() if c not in services and prefix in live}
        )
    }
