"""Whether an action can act on a resource of a policy, as far as the catalogue tells."""

from __future__ import annotations

import re
from functools import lru_cache

from rolec.catalog.arn_pattern import is_named
from rolec.catalog.catalogue import Catalogue
from rolec.catalog.service import Action, ResourceType
from rolec.lint.arn_form import (
    Arn,
    Form,
    arn_given,
    forms_in,
    goes_on_after_name,
    has_slashless_name,
    is_unlisted,
    surely_is,
    surely_is_not,
)
from rolec.lint.known_action import actions_of, is_wild, service_of


def can_act_on(pattern: str, resource: str, catalogue: Catalogue) -> bool:
    """Whether an action that ``pattern`` covers can act on something that ``resource`` names.

    An action on nothing that has an ARN needs `*`. Of actions that are not known it is true.
    """
    types = _acted_on(pattern, catalogue)
    return types is None or _is_of_one(resource, types, pattern.partition(":")[0], catalogue)


@lru_cache(maxsize=16384)
def _acted_on(pattern: str, catalogue: Catalogue) -> frozenset[ResourceType] | None:
    """The types that the actions act on; None where that is not known of all."""
    actions = actions_of(pattern, catalogue)
    if not actions or any(action.retired for action in actions):
        return None
    return frozenset(on.type for action in actions for on in action.acts_on)


# Many actions act on the same types: what is asked for one is known for all.
@lru_cache(maxsize=32768)
def _is_of_one(
    resource: str, types: frozenset[ResourceType], prefix: str, catalogue: Catalogue
) -> bool:
    if not resource.strip("*") or resource.startswith("${"):
        return True
    given = arn_given(resource)
    if given is not None and is_unlisted(given):
        return True
    return any(_meets(kind, resource, prefix, given, catalogue) for kind in types)


def types_met(action: Action, resource: str, catalogue: Catalogue) -> frozenset[str]:
    """The types that ``action`` acts on of which some ARN is one of ``resource``."""
    given = arn_given(resource)
    return frozenset(
        on.type.name
        for on in action.acts_on
        if _meets(on.type, resource, action.service, given, catalogue)
    )


def _meets(
    kind: ResourceType, resource: str, prefix: str, given: Arn | None, catalogue: Catalogue
) -> bool:
    answers = [_at_first_sight(each, given, catalogue) for each in forms_in(kind.arns)]
    return True in answers or (None in answers and _is_named(resource, kind, prefix, catalogue))


_LITERAL = re.compile("[^*?]*")


def _at_first_sight(known: Form, given: Arn | None, catalogue: Catalogue) -> bool | None:
    """Whether an ARN is of a form, or None where it takes a closer look."""
    if given is None or is_wild(given.service) or "$" in known.service:
        return None
    if given.service != known.service or goes_on_after_name(given):
        return False
    start = _literal(given.resource)
    if not (start.startswith(known.start) or known.start.startswith(start)):
        return False
    if given.resource.count("/") > known.resource.count("/"):
        if has_slashless_name(known, catalogue):
            return False
        if "/" not in known.resource:
            return None
    if start == given.resource and surely_is_not(known, start):
        return False
    agrees = bool(given.region) is bool(known.region) and bool(given.account) is bool(
        known.account
    )
    return True if agrees and surely_is(known, given.resource) else None


def _literal(pattern: str) -> str:
    found = _LITERAL.match(pattern)
    assert found is not None, pattern
    return found[0]


def _is_named(resource: str, kind: ResourceType, prefix: str, catalogue: Catalogue) -> bool:
    service = service_of(prefix, catalogue)
    return service is not None and is_named(kind, (resource,), service.resource_types)
