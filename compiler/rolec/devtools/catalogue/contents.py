"""What the data files hold, as sets of names, to count and to compare."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Mapping
from typing import Any

Contents = Mapping[str, frozenset[str]]

_FEWER = 0.98
"""The part of what there was that must be left; AWS takes little away at a time."""


def contents(files: Mapping[str, bytes]) -> Contents:
    """The names of everything in ``files``, by kind; what is worth a line when it changes."""
    services = dict(_entries("services", files))
    policies = dict(_entries("managed_documents", files))
    partitions = json.loads(files["partitions.json"])
    found = {
        "services": (p for p, s in services.items() if "retired" not in s),
        "retired services": (p for p, s in services.items() if "retired" in s),
        "actions": (name for name, gone in _actions(services) if not gone),
        "retired actions": (name for name, gone in _actions(services) if gone),
        "access levels": (
            f"{p}:{a[0]} {a[1]}" for p, s in services.items() for a in s["actions"] if a[1]
        ),
        "resource types": (f"{p}:{t[0]} {t[1]}" for p, s in services.items() for t in s["types"]),
        "condition keys": (f"{p}: {k[0]} {k[1]}" for p, s in services.items() for k in s["keys"]),
        "actions with dependent actions": (
            f"{p}:{a[0]}" for p, s in services.items() for a in s["actions"] if a[4]
        ),
        "actions that pass a role": iter(json.loads(files["pass_role.json"])),
        "keys of lists compared as one value": iter(json.loads(files["lone_keys.json"])["keys"]),
        "service principals of AWS's policies": iter(
            json.loads(files["service_principals.json"])["names"]
        ),
        "clients with other names than their actions": iter(json.loads(files["clients.json"])),
        "escalations": (
            " + ".join(each["actions"])
            for each in json.loads(files["escalations.json"])["combinations"]
        ),
        "managed policies": iter(policies),
        "versions of managed policies": (f"{n} {p['version']}" for n, p in policies.items()),
        "partitions": iter(partitions),
        "regions": (region for p in partitions.values() for region in p["regions"]),
    }
    return {kind: frozenset(names) for kind, names in found.items()}


def losses(before: Mapping[str, int], after: Mapping[str, int]) -> tuple[str, ...]:
    """The kinds of which so many are gone that something must be wrong with a source."""
    return tuple(
        f"{kind}: {count} before, {after.get(kind, 0)} now"
        for kind, count in before.items()
        if after.get(kind, 0) < count * _FEWER
    )


def changes(before: Contents, after: Contents) -> Iterator[str]:
    """A line for each name that came (`+`) or went (`-`), by kind."""
    nothing: frozenset[str] = frozenset()
    for kind in after:
        old, new = before.get(kind, nothing), after[kind]
        signs = {**dict.fromkeys(old - new, "-"), **dict.fromkeys(new - old, "+")}
        if signs:
            yield f"{kind}: {len(old)} before, {len(new)} now"
            yield from (f"  {signs[name]} {name}" for name in sorted(signs))


def _actions(services: Mapping[str, Any]) -> Iterator[tuple[str, bool]]:
    for prefix, service in services.items():
        gone = service.get("retired_actions", ())
        for name, *_ in service["actions"]:
            yield f"{prefix}:{name}", "retired" in service or name.lower() in gone


def _entries(name: str, files: Mapping[str, bytes]) -> Iterator[tuple[str, Any]]:
    index, data = json.loads(files[f"{name}.json"]), files[f"{name}.bin"]
    start, length = index.pop("")
    dictionary = zlib.decompress(data[start : start + length])
    for key, (place, size) in index.items():
        yield (
            key,
            json.loads(
                zlib.decompressobj(zdict=dictionary).decompress(data[place : place + size])
            ),
        )
