"""Whether an action can act on a resource of a policy, as far as the catalogue tells."""

from __future__ import annotations

from functools import lru_cache

from rolec.catalog.arn_pattern import named_types
from rolec.catalog.catalogue import Catalogue
from rolec.catalog.service import Action, ActsOn
from rolec.lint.arn_form import Form, arn, form, surely_is
from rolec.lint.known_action import actions_of, service_of


@lru_cache(maxsize=32768)
def can_act_on(pattern: str, resource: str, catalogue: Catalogue) -> bool:
    """Whether an action that ``pattern`` covers can act on something that ``resource`` names.

    An action on nothing that has an ARN needs `*`. Of actions that are not known it is true.
    """
    if not resource.strip("*") or resource.startswith("${"):
        return True
    actions = actions_of(pattern, catalogue)
    return not actions or any(_can(action, resource, catalogue) for action in actions)


def _can(action: Action, resource: str, catalogue: Catalogue) -> bool:
    if action.retired:
        return True
    if any(_at_first_sight(each, resource) for on in action.acts_on for each in _forms(on)):
        return True
    named = _named(resource, action.service, catalogue) if action.acts_on else frozenset()
    return any(on.type.name in named for on in action.acts_on)


def _at_first_sight(known: Form, resource: str) -> bool:
    given = arn(resource)
    if given is None or given.service != known.service:
        return False
    # A name that another type continues with a slash has none itself.
    if "/" in given.resource and "/" not in known.resource:
        return False
    regions_agree = bool(given.region) is bool(known.region)
    accounts_agree = bool(given.account) is bool(known.account)
    return regions_agree and accounts_agree and surely_is(known, given.resource)


@lru_cache(maxsize=8192)
def _forms(on: ActsOn) -> tuple[Form, ...]:
    return tuple(each for template in on.type.arns if (each := form(template)) is not None)


@lru_cache(maxsize=8192)
def _named(resource: str, prefix: str, catalogue: Catalogue) -> frozenset[str]:
    service = service_of(prefix, catalogue)
    return named_types((resource,), service.resource_types) if service else frozenset()
