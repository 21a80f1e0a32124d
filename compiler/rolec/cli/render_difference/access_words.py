"""Access that is gained or lost, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from rolec.catalog.access_level import AccessLevel
from rolec.cli.render_role.condition_words import condition_words
from rolec.cli.render_role.page import Block, Bullet, Bullets, Paragraph, Quoted, Words, listed
from rolec.cli.render_role.principal_words import principal_words
from rolec.compare.compare import Verdict
from rolec.driver.diff.access_difference import AccessDifference, Part
from rolec.explain.grant import Grant
from rolec.ir.document import Principal as WrittenPrincipal
from rolec.ir.document import PrincipalType
from rolec.ir.text import text
from rolec.policy.mark import unmarked
from rolec.semantics.request import Request
from rolec.semantics.shown import shown_key, shown_operator, written
from rolec.semantics.statement import Condition, Principal

VERDICTS = {
    Verdict.EQUAL: "no change in access",
    Verdict.NARROWER: "less access",
    Verdict.WIDER: "MORE access",
    Verdict.INCOMPARABLE: "MORE access, and less",
    Verdict.UNKNOWN: "MAYBE more access",
}
_HEADS = {
    (Part.PERMISSIONS, True): "May now, and could not before:",
    (Part.PERMISSIONS, False): "May no longer:",
    (Part.TRUST, True): "May now be assumed, as it could not before:",
    (Part.TRUST, False): "May no longer be assumed:",
}
_LEVELS = {
    AccessLevel.PERMISSIONS_MANAGEMENT: "manage permissions",
    AccessLevel.TAGGING: "tag",
    AccessLevel.WRITE: "write",
    AccessLevel.READ: "read",
    AccessLevel.LIST: "list",
}
_MOST_EXCEPTIONS = 8
_EXAMPLES = 3
_KNOWN_TYPES = {str(each) for each in PrincipalType}


def access_blocks(access: AccessDifference) -> Iterator[Block]:
    """What is gained, what is lost, an example of each, and what was assumed."""
    if access.verdict is Verdict.UNKNOWN:
        yield Paragraph(("It cannot be told whether there is more access, or less.",))
    for gained, grants, witness in (
        (True, access.granted, access.witness_granted),
        (False, access.revoked, access.witness_revoked),
    ):
        for part in Part:
            mine = [each.grant for each in grants if each.part is part]
            if mine:
                yield Paragraph((_HEADS[part, gained],))
                joined = _joined(mine)
                yield Bullets(tuple(grant_bullet(each, part, gained=gained) for each in joined))
        if witness:
            yield Paragraph(("For example: ", *_request(witness), _allowed(gained=gained)))
    yield from assumed(access.assumptions)


def assumed(assumptions: tuple[str, ...]) -> Iterator[Block]:
    """What was assumed."""
    if assumptions:
        yield Paragraph(("Assumed:",))
        yield Bullets(tuple(Bullet((Quoted(each),)) for each in assumptions))


def _joined(grants: Iterable[Grant]) -> Iterator[Grant]:
    """Grants of one service and region as one, whatever their access levels are."""
    found: dict[tuple[object, ...], list[Grant]] = {}
    for each in grants:
        found.setdefault((each.service, each.region, each.exceptions), []).append(each)
    for same in found.values():
        levels = {level for each in same for level in each.levels}
        yield replace(
            same[0],
            levels=tuple(level for level in AccessLevel if level in levels),
            actions=tuple(action for each in same for action in each.actions),
        )


def _allowed(*, gained: bool) -> str:
    return " is allowed now, and was not." if gained else " was allowed, and is no longer."


def grant_bullet(grant: Grant, part: Part, *, gained: bool) -> Bullet:
    """What is gained or lost, with the conditions below it."""
    below = (
        *_conditions(grant.region.conditions),
        *_otherwise(grant, gained=gained),
        *_denied(grant, gained=gained),
        *_within(grant, gained=gained),
    )
    if part is Part.TRUST:
        who = listed(tuple(map(_principal, grant.region.principals)), "and")
        how = listed(tuple((Quoted(each),) for each in grant.actions), "and")
        return Bullet(("by ", *(who or ("everyone but some",)), ", with ", *how), below)
    resources = listed(tuple(map(_resource, grant.region.resources)), "and")
    return Bullet((*_actions(grant), " on ", *resources), below)


def _actions(grant: Grant) -> Words:
    levels = listed(tuple((_LEVELS[each],) for each in grant.levels), "and")
    if grant.levels == tuple(AccessLevel):
        levels = ("do everything",)
    where = ("all of AWS",) if grant.service == "*" else (Quoted(grant.service),)
    named = listed(tuple((Quoted(each),) for each in grant.actions), "and")
    # What has no service is no action of AWS.
    place = (" in ", *where, ": ") if grant.service else (" ",)
    return (*(levels or ("use",)), *place, *named, *_exceptions(grant.exceptions))


def _exceptions(actions: tuple[str, ...]) -> Words:
    """What a wildcard does not mean here: of many how many, and which for example."""
    if not actions:
        return ()
    if len(actions) <= _MOST_EXCEPTIONS:
        return (" except ", *listed(tuple((Quoted(each),) for each in actions), "and"))
    first = listed(tuple((Quoted(each),) for each in actions[:_EXAMPLES]), "and")
    return (f" except {len(actions)} others, such as ", *first)


def _resource(resource: str) -> Words:
    return ("everything",) if resource == "*" else (Quoted(unmarked(resource)),)


def _conditions(conditions: tuple[Condition, ...]) -> tuple[Words, ...]:
    return tuple(
        ("and " if number else "only if ", *_words(each)) for number, each in enumerate(conditions)
    )


def _words(condition: Condition) -> Words:
    if condition.values:
        return condition_words(written(condition))
    # IAM takes an empty list, and compares with nothing.
    operator = shown_operator(condition.operator)
    return (Quoted(shown_key(condition.key)), " meets ", Quoted(operator), " with no values")


def _otherwise(grant: Grant, *, gained: bool) -> tuple[Words, ...]:
    conditions = grant.region.otherwise
    if not conditions:
        return ()
    return (("before only if " if gained else "still, if ", *_all_of(conditions)),)


def _denied(grant: Grant, *, gained: bool) -> tuple[Words, ...]:
    first = "before denied if " if gained else "now denied if "
    return tuple((first, *_all_of(conditions)) for conditions in grant.region.denied)


def _all_of(conditions: tuple[Condition, ...]) -> Words:
    words: list[str | Quoted] = []
    for number, each in enumerate(conditions):
        words += [*((" and ",) if number else ()), *_words(each)]
    return tuple(words)


def _within(grant: Grant, *, gained: bool) -> tuple[Words, ...]:
    if not grant.region.within:
        return ()
    resources = listed(tuple(map(_resource, grant.region.within)), "and")
    return (("before only on " if gained else "still on ", *resources),)


def _principal(principal: Principal) -> Words:
    value = unmarked(principal.value)
    if principal.type in _KNOWN_TYPES:
        return principal_words(WrittenPrincipal(PrincipalType(principal.type), text(value)))
    return (Quoted(principal.type), " ", Quoted(value))


def _request(request: Request) -> Words:
    by = (" by ", *_principal(request.principal)) if request.principal else ()
    on = (" on ", Quoted(unmarked(request.resource))) if request.resource else ()
    keys = sorted(request.context.items())
    there = tuple(
        (Quoted(shown_key(key)), *((" is ", *_values(v)) if v else (" has no value",)))
        for key, v in keys
        if v is not None
    )
    absent = tuple((Quoted(shown_key(key)),) for key, values in keys if values is None)
    where = (", where ", *listed(there, "and")) if there else ()
    without = (", without ", *listed(absent, "or")) if absent else ()
    end = (",",) if where or without else ()
    return (Quoted(request.action), *on, *by, *where, *without, *end)


def _values(values: tuple[str, ...]) -> Words:
    return listed(tuple((Quoted(unmarked(value)),) for value in values), "and")
