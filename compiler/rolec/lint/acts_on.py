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
    has_slashless_name,
    is_unlisted,
    surely_is,
    surely_is_not,
)
from rolec.lint.known_action import actions_of, is_wild, service_of


@lru_cache(maxsize=32768)
def can_act_on(pattern: str, resource: str, catalogue: Catalogue) -> bool:
    """Whether an action that ``pattern`` covers can act on something that ``resource`` names.

    An action on nothing that has an ARN needs `*`. Of actions that are not known it is true.
    """
    if not resource.strip("*") or resource.startswith("${"):
        return True
    given = arn_given(resource)
    actions = actions_of(pattern, catalogue)
    if not actions or (given is not None and is_unlisted(given)):
        return True
    return any(
        action.retired
        or any(_meets(on.type, resource, action, given, catalogue) for on in action.acts_on)
        for action in actions
    )


def types_met(action: Action, resource: str, catalogue: Catalogue) -> frozenset[str]:
    """The types that ``action`` acts on of which some ARN is one of ``resource``."""
    given = arn_given(resource)
    return frozenset(
        on.type.name
        for on in action.acts_on
        if _meets(on.type, resource, action, given, catalogue)
    )


def _meets(
    kind: ResourceType, resource: str, action: Action, given: Arn | None, catalogue: Catalogue
) -> bool:
    answers = [_at_first_sight(each, given, catalogue) for each in forms_in(kind.arns)]
    return True in answers or (
        None in answers and _is_named(resource, kind, action.service, catalogue)
    )


_LITERAL = re.compile("[^*?]*")


def _at_first_sight(known: Form, given: Arn | None, catalogue: Catalogue) -> bool | None:
    """Whether an ARN is of a form, or None where it takes a closer look."""
    if given is None or is_wild(given.service) or "$" in known.service:
        return None
    if given.service != known.service:
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
