"""The tier of who may assume a role."""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from rolec.explain.grant import Grant
from rolec.policy.mark import expressions
from rolec.review.tier import Tier, highest
from rolec.semantics.statement import Condition, Principal

_ACCOUNT = re.compile(r"(?:arn:[^:]*:[^:]*:[^:]*:)?([0-9]{12})(?::.*)?", re.DOTALL)
_ORGANIZATION = ("aws:principalorgid", "aws:principalorgpaths")


def trust_tier(grant: Grant, owned: AbstractSet[str]) -> Tier:
    """The tier of ``grant``, by which a role may be assumed; ``owned`` are the ids of our accounts.

    For one of our own, or for an AWS service, it is to write; for others it is to get credentials;
    for everybody it is administration, as it is where somebody is only left out.
    """
    principals = grant.region.principals
    conditions = grant.region.conditions
    return highest({_tier(each, conditions, owned) for each in principals})


def _tier(principal: Principal, conditions: Iterable[Condition], owned: AbstractSet[str]) -> Tier:
    if principal.value == "*":
        limited = any(_is_of_organization(each) for each in conditions)
        return Tier.CREDENTIALS if limited else Tier.ADMINISTRATION
    match principal.type:
        case "Service":
            return Tier.WRITE
        case "AWS":
            found = _ACCOUNT.fullmatch(principal.value)
            ours = found[1] in owned if found else _is_of_project(principal.value)
            return Tier.WRITE if ours else Tier.CREDENTIALS
        case _:
            return Tier.CREDENTIALS


def _is_of_project(value: str) -> bool:
    """Whether ``value`` is the mark for something of the project, and for no Terraform reference."""
    found = expressions(value)
    return bool(found) and all(".." in each for each in found)


def _is_of_organization(condition: Condition) -> bool:
    operator = condition.operator
    return (
        condition.key in _ORGANIZATION
        and not (operator.negated or operator.if_exists)
        and operator.qualifier != "ForAllValues"
        and not any(value.strip("*/?") == "" for value in condition.values)
    )
