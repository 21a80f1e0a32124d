"""What conditions of a template make a choice of, so that a role has one or the other."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from rolec.adopt.found import FoundName, FoundPolicy
from rolec.adopt.names import POLICY_NAME, ROLE_NAME, called_apart, free_name
from rolec.adopt.template.conditions import TemplateConditions


def attached_in_cases(
    found: Iterable[tuple[str, tuple[str, ...]]], conditions: TemplateConditions
) -> dict[str, tuple[str, ...]]:
    """ARNs, each with what has to be true for it to be attached, of which it may be ``found`` in several cases."""
    cases: dict[str, list[tuple[str, ...]]] = {}
    for arn, also in found:
        cases.setdefault(arn, []).append(also)
    attached: dict[str, tuple[str, ...]] = {}
    for arn, all_ in cases.items():
        attached[arn] = conditions.either(all_)
    return attached


def called_apart_in_cases(
    called: Mapping[str, str],
    unnamed: Collection[str],
    enabled: Mapping[str, tuple[str, ...]],
    conditions: TemplateConditions,
) -> dict[str, str]:
    """``called_apart`` of roles, and with numbers those that are never there with one before of the same name."""
    named: dict[str, str] = {}
    for at, name in called.items():
        same = [o for o in named if called[o].casefold() == name.casefold()]
        together = (conditions.are_possible((*enabled[one], *enabled[at])) for one in same)
        if at not in unnamed and same and not any(together):
            taken = {each.casefold() for each in (*called.values(), *named.values())}
            named[at] = free_name(name, taken, ROLE_NAME)
        elif at not in unnamed:
            named[at] = name
    return called_apart({**called, **named}, unnamed, ROLE_NAME)


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
