"""The file that Terraform keeps a state in, as `terraform show -json` prints it.

Source: Terraform's source code, `internal/states/statefile/version4.go`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from rolec.adopt.found import Json
from rolec.adopt.json_shape import items, text

_VERSION = 4


def as_shown(value: Json) -> Json:
    """What `terraform show -json` prints of the state whose file has ``value``; anything else as it is."""
    if not isinstance(value, Mapping) or not _is_state(value):
        return value
    resources = [each for one in items(value, "resources") for each in _instances(one)]
    return {"format_version": "1.0", "values": {"root_module": {"resources": resources}}}


def _is_state(value: Mapping[str, Json]) -> bool:
    has_all = all(key in value for key in ("terraform_version", "lineage", "resources"))
    return has_all and value.get("version") == _VERSION


def _instances(resource: Mapping[str, Json]) -> Iterator[Json]:
    type_, name, mode = (text(resource, key) for key in ("type", "name", "mode"))
    module = text(resource, "module")
    data = "data." if mode == "data" else ""
    address = f"{module}.{data}{type_}.{name}" if module else f"{data}{type_}.{name}"
    for each in items(resource, "instances"):
        if "deposed" not in each:  # which is there until it is destroyed
            yield {
                "address": f"{address}{_index(each.get('index_key'))}",
                "mode": mode,
                "type": type_,
                "name": name,
                "values": each.get("attributes"),
            }


def _index(key: Json) -> str:
    match key:
        case None:
            return ""
        case str():
            written = json.dumps(key, ensure_ascii=False)
            return f"[{written.replace('${', '$${').replace('%{', '%%{')}]"
        case _:
            return f"[{key}]"
