"""What conditions of a template make a choice of, so that a role has one or the other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from rolec.adopt.found import FoundName, FoundPolicy
from rolec.adopt.names import POLICY_NAME, free_name
from rolec.adopt.template.conditions import TemplateConditions
from rolec.adopt.template.shape import UnreadError


def attached_in_cases(
    found: Iterable[tuple[str, tuple[str, ...]]], conditions: TemplateConditions
) -> dict[str, tuple[str, ...]]:
    """ARNs, each with what has to be true for it to be attached, of which it may be ``found`` in several cases."""
    cases: dict[str, list[tuple[str, ...]]] = {}
    for arn, also in found:
        cases.setdefault(arn, []).append(also)
    attached: dict[str, tuple[str, ...]] = {}
    for arn, all_ in cases.items():
        either = conditions.either(all_)
        if either is None:
            raise UnreadError(f"{arn} is attached in two cases, of which a spec says one")
        attached[arn] = either
    return attached


def policies_apart(
    policies: Iterable[FoundPolicy], conditions: TemplateConditions
) -> list[FoundPolicy]:
    """``policies``, with a name of its own for each that AWS calls as one that is never there with it."""
    found: list[FoundPolicy] = []
    for each in policies:
        same = [other for other in found if other.name.casefold() == each.name.casefold()]
        together = (conditions.are_possible((*one.enabled, *each.enabled)) for one in same)
        if same and not any(together):
            name = free_name(each.name, {one.name.casefold() for one in found}, POLICY_NAME)
            found.append(replace(each, name=name, in_aws=each.in_aws or FoundName(each.name)))
        else:
            found.append(each)
    return found
