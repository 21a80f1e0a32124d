"""The tier of something that a role may do.

Sources: the access levels of the service authorization reference, `catalog.escalation` and
`catalog.exposing_action`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from rolec.catalog.access_level import AccessLevel
from rolec.catalog.catalogue import SHIPPED
from rolec.catalog.escalation import Category, escalations
from rolec.catalog.exposing_action import CREDENTIALS, DATA
from rolec.explain.grant import Grant, Region
from rolec.ir.document import Effect
from rolec.ir.glob import matches
from rolec.ir.glob_cover import is_wild
from rolec.review.tier import Tier, highest
from rolec.semantics.access import Access, LayerKind
from rolec.semantics.statement import Strings

_BY_LEVEL = {
    AccessLevel.PERMISSIONS_MANAGEMENT: Tier.ADMINISTRATION,
    AccessLevel.TAGGING: Tier.METADATA,
    AccessLevel.WRITE: Tier.WRITE,
    AccessLevel.READ: Tier.READ,
    AccessLevel.LIST: Tier.LIST,
}
_ASSUME_ROLE = "sts:assumerole"
_OF_PRINCIPALS = frozenset(
    (
        "iam:passrole",
        # What a principal is tagged with may decide what it may do.
        "iam:tagrole",
        "iam:taguser",
        "iam:untagrole",
        "iam:untaguser",
        "sts:tagsession",
        # Who may be root of an account, and whom a permission set is given, is as much.
        "sts:assumeroot",
        "sso:createaccountassignment",
    )
)
_TOKENS = frozenset(("sts:getfederationtoken", "sts:getwebidentitytoken"))
"""Those of AWS STS of which no trust policy decides (AWS STS API reference)."""


def permission_tier(grant: Grant, access: Access) -> Tier:
    """The tier of ``grant``, which is part of all that the role may do, its ``access``."""
    if grant.service == "*":
        return Tier.ADMINISTRATION
    return highest({_tier(action, grant, access) for action in _actions(grant)})


def action_tier(action: str) -> Tier:
    """The tier of one action, or of all that a pattern covers, on everything."""
    service = action.partition(":")[0]
    grant = Grant(service=service, levels=(), actions=(action,), region=Region(resources=("*",)))
    return permission_tier(grant, Access(layers=()))


def _actions(grant: Grant) -> Iterator[str]:
    """The actions that ``grant`` means, in lower case; what AWS does not know is as it is written."""
    service = SHIPPED.service(grant.service)
    names = service.action_names() if service else ()
    known = [f"{grant.service}:{name}".lower() for name in names]
    excepted = [each.lower() for each in grant.exceptions]
    for pattern in map(str.lower, grant.actions):
        found = [each for each in known if matches(pattern, each)]
        yield from (each for each in found if not any(matches(left, each) for left in excepted))
        if not found:
            yield pattern


def _tier(action: str, grant: Grant, access: Access) -> Tier:
    if action in _OF_PRINCIPALS or _completes(action, access):
        return Tier.ADMINISTRATION
    if action in _TOKENS:
        return Tier.CREDENTIALS
    if action == _ASSUME_ROLE:
        resources = grant.region.resources
        wild = any(is_wild(each) or each.startswith("all but ") for each in resources)
        return Tier.ADMINISTRATION if wild else Tier.CREDENTIALS
    for names, tier in ((_CREDENTIALS, Tier.CREDENTIALS), (_DATA, Tier.DATA)):
        if action in names:
            return tier
    found = SHIPPED.action(action)
    level = found.level if found else None
    return _BY_LEVEL[level] if level else Tier.ADMINISTRATION


def _completes(action: str, access: Access) -> bool:
    """Whether ``action`` gives more access together with others that the role may have.

    On what, and under which conditions it has these does not count: that is for people to judge.
    """
    return any(
        all(other == action or _says(access, other) for other in combination)
        for combination in _combinations().get(action, ())
    )


@cache
def _combinations() -> dict[str, tuple[tuple[str, ...], ...]]:
    """The combinations that an action is part of, by action, in lower case."""
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for each in escalations():
        if each.category is not Category.RETIRED:
            actions = tuple(action.lower() for action in each.actions)
            # To become a role is told by itself: which one, matters.
            for action in actions if actions != (_ASSUME_ROLE,) else ():
                found[action] = (*found.get(action, ()), actions)
    return found


def _says(access: Access, action: str) -> bool:
    return any(
        statement.effect is Effect.ALLOW and _covers(statement.actions, action)
        for layer in access.layers
        if layer.kind is LayerKind.IDENTITY
        for statement in layer.statements
    )


def _covers(actions: Strings, action: str) -> bool:
    return any(matches(item.lower(), action) for item in actions.items) is not actions.inverted


_CREDENTIALS = frozenset(name.lower() for name in CREDENTIALS)
_DATA = frozenset(name.lower() for name in DATA)
