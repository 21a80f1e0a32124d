"""A role that does not exist yet."""

from __future__ import annotations

from collections.abc import Mapping

from rolec.adopt.yaml_text import Value, yaml_text
from rolec.record import dataclass

_COMMENT = """\
# A role of rolec. `rolec check` says what is wrong with it, `rolec show` what it gives.
# `rolec schema --help` says how an editor learns the fields.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRole:
    """The answers to the console's three steps."""

    name: str
    description: str
    trust: tuple[Mapping[str, Value], ...]
    managed_policies: tuple[str, ...] = ()
    instance_profile: bool = False


def spec_text(role: NewRole) -> str:
    """The role as a spec."""
    fields: dict[str, Value] = {"role": role.name}
    if role.description:
        fields["description"] = role.description
    fields["trust"] = role.trust
    if role.managed_policies:
        fields["permissions"] = tuple({"managed_policy": p} for p in role.managed_policies)
    if role.instance_profile:
        fields["instance_profile"] = True
    return _COMMENT + yaml_text(fields)


def trusts_ec2(trust: tuple[Mapping[str, Value], ...]) -> bool:
    """Whether EC2 may assume the role: it takes roles through instance profiles only."""
    return any(_names_ec2(entry.get("aws_service", ())) for entry in trust)


def _names_ec2(services: Value) -> bool:
    given = (services,) if isinstance(services, str) else services
    return isinstance(given, tuple) and not {"ec2", "ec2.amazonaws.com"}.isdisjoint(
        service for service in given if isinstance(service, str)
    )
