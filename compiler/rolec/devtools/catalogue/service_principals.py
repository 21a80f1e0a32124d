"""The service principals that AWS's own policies name, which have to be services of AWS.

They stand where a role is passed to a service, where one makes a service-linked role or calls another: in
conditions, and in the paths of service-linked roles.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from rolec.catalog.service_principal import DNS_SUFFIX, NAMED_BY_AWS
from rolec.devtools.catalogue.policies import MODULE, managed_policy_text
from rolec.devtools.catalogue.source import Wheel

_KEYS = frozenset(
    (
        "aws:calledvia",
        "aws:calledviafirst",
        "aws:calledvialast",
        "aws:principalservicename",
        "iam:awsservicename",
        "iam:passedtoservice",
    )
)
_NAME = re.compile(rf"([a-z0-9.-]+)\.{re.escape(DNS_SUFFIX)}")
_PATH = re.compile(rf":role/aws-service-role/{_NAME.pattern}/")


def service_principal_file(wheel: Wheel, version: str) -> dict[str, bytes]:
    """The table: the names without the domain of AWS, in order."""
    policies = json.loads(managed_policy_text(wheel)).values()
    table = {
        "source": f"moto {version}, {MODULE}",
        "names": sorted({name for policy in policies for name in _named(policy["Document"])}),
    }
    return {NAMED_BY_AWS: (json.dumps(table, indent=0) + "\n").encode()}


def _named(document: Mapping[str, Any]) -> Iterator[str]:
    for statement in _listed(document["Statement"]):
        for keys in statement.get("Condition", {}).values():
            for key, values in keys.items():
                if key.lower() in _KEYS:
                    yield from (m[1] for v in _listed(values) if (m := _NAME.fullmatch(v)))
        for resource in _listed(statement.get("Resource", ())):
            yield from (found[1] for found in _PATH.finditer(resource))


def _listed(value: Any) -> Any:
    return value if isinstance(value, list | tuple) else [value]
