"""What differs between two sides, for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator

from rolec.cli.render_difference.difference_page import is_role
from rolec.cli.render_difference.terraform_words import because
from rolec.driver.diff.access_difference import AccessDifference, Part
from rolec.driver.diff.broken_trust import BrokenTrust
from rolec.driver.diff.difference import Difference, RoleDifference
from rolec.explain.grant import Grant
from rolec.plan.change import Change
from rolec.policy.mark import unmarked
from rolec.semantics.request import Request
from rolec.semantics.shown import shown_key, shown_operator
from rolec.semantics.statement import Condition, Principal


def difference_json(difference: Difference) -> str:
    """``difference`` as one JSON object; ``resources`` beside ``roles`` are what no role uses."""
    return json.dumps(difference_object(difference), indent=2) + "\n"


def difference_object(difference: Difference) -> dict[str, object]:
    """``difference`` before it is text."""
    found: dict[str, object] = {"roles": [_role(each) for each in difference.roles]}
    if difference.others:
        found["resources"] = [_resource(change, ()) for change in difference.others]
    return found


def access_json(access: AccessDifference) -> str:
    """The ``access`` of two policy documents as one JSON object."""
    return json.dumps(_access(access), indent=2) + "\n"


def _role(each: RoleDifference) -> dict[str, object]:
    now = each.pair.now
    return {
        "role": now.role.name,
        "account": now.module.account.nickname or now.module.account.id,
        **_access(each.access),
        "resources": [
            _resource(change, each.broken if is_role(change) else ()) for change in each.changes
        ],
    }


def _access(access: AccessDifference) -> dict[str, object]:
    return {
        "verdict": str(access.verdict),
        "assumptions": list(access.assumptions),
        "granted": [entry for each in access.granted for entry in grant_objects(*each)],
        "revoked": [entry for each in access.revoked for entry in grant_objects(*each)],
        "witness_granted": _request(access.witness_granted),
        "witness_revoked": _request(access.witness_revoked),
    }


def grant_objects(part: Part, grant: Grant) -> Iterator[dict[str, object]]:
    """A grant before it is text; of several access levels it is one of each."""
    region = grant.region
    for level in grant.levels or (None,):
        yield {
            "part": str(part),
            "service": grant.service,
            "access": level and str(level),
            "actions": list(grant.actions),
            **({"except": list(grant.exceptions)} if grant.exceptions else {}),
            "resources": [unmarked(each) for each in region.resources],
            **({"principals": _principals(region.principals)} if region.principals else {}),
            "conditions": _conditions(region.conditions),
            **({"denied": [_conditions(each) for each in region.denied]} if region.denied else {}),
        }


def _principals(principals: tuple[Principal, ...]) -> list[dict[str, str]]:
    return [{each.type: unmarked(each.value)} for each in principals]


def _conditions(conditions: tuple[Condition, ...]) -> list[dict[str, object]]:
    return [_condition(each) for each in conditions]


def _condition(condition: Condition) -> dict[str, object]:
    return {
        "operator": shown_operator(condition.operator),
        "key": shown_key(condition.key),
        "values": [unmarked(value) for value in condition.values],
    }


def _request(request: Request | None) -> dict[str, object] | None:
    if request is None:
        return None
    return {
        "action": request.action,
        "resource": unmarked(request.resource) if request.resource else None,
        "principal": unmarked(request.principal.value) if request.principal else None,
        "context": {
            shown_key(key): [unmarked(value) for value in values]
            for key, values in sorted(request.context.items())
            if values is not None
        },
    }


def _resource(change: Change, broken: tuple[BrokenTrust, ...]) -> dict[str, object]:
    return {
        "address": change.address,
        "action": str(change.action),
        "because": because(change, broken),
    }
