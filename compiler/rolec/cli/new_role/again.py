"""The command line that gives the answers of a conversation again."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator, Mapping

from rolec.adopt.yaml_text import Value
from rolec.cli.new_role.new_role import NewRole


def again(role: NewRole, output: str | None) -> str:
    """`rolec new` with an option for each part of ``role``."""
    return shlex.join(["rolec", "new", *_arguments(role, output)])


def _arguments(role: NewRole, output: str | None) -> Iterator[str]:
    yield role.name
    for entry in role.trust:
        yield from ("--trust", _entry(entry))
    for policy in role.managed_policies:
        yield from ("--managed-policy", policy)
    if not role.managed_policies:
        yield "--no-permissions"
    if role.instance_profile:
        yield "--instance-profile"
    yield from ("--description", role.description)
    if output:
        yield from ("--output", output)


def _entry(entry: Mapping[str, Value]) -> str:
    return ",".join(f"{name}={_value(value)}" for name, value in entry.items())


def _value(value: Value) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return value.replace("\\", "\\\\").replace(",", "\\,")
        case _:
            return json.dumps(value)
