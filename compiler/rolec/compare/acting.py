"""Whether AWS documents that an action acts on a resource."""

from __future__ import annotations

from rolec.catalog.arn_pattern import named_types
from rolec.compare.actions import Known


def may_act_on(action: str, resource: str, known: Known) -> bool:
    """Whether ``resource`` is of a type that ``action`` acts on, or of none that is known."""
    prefix, _, name = action.partition(":")
    service = known.service(prefix)
    found = service.action(name) if service else None
    if service is None or found is None or not found.acts_on:
        return True
    kinds = named_types([resource], service.resource_types)
    return not kinds or any(on.type.name in kinds for on in found.acts_on)
