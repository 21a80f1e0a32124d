"""What differs between two sides, for programs."""

from __future__ import annotations

import json

from rolec.cli.render_difference.difference_page import is_role
from rolec.cli.render_difference.terraform_words import because
from rolec.driver.broken_trust import BrokenTrust
from rolec.driver.difference import Difference, RoleDifference
from rolec.plan.change import Change


def difference_json(difference: Difference) -> str:
    """``difference`` as one JSON object; ``resources`` beside ``roles`` are what no role uses."""
    found: dict[str, object] = {"roles": [_role(each) for each in difference.roles]}
    if difference.others:
        found["resources"] = [_resource(change, ()) for change in difference.others]
    return json.dumps(found, indent=2) + "\n"


def _role(each: RoleDifference) -> dict[str, object]:
    now = each.pair.now
    return {
        "role": now.role.name,
        "account": now.module.account.nickname or now.module.account.id,
        "resources": [
            _resource(change, each.broken if is_role(change) else ()) for change in each.changes
        ],
    }


def _resource(change: Change, broken: tuple[BrokenTrust, ...]) -> dict[str, object]:
    return {
        "address": change.address,
        "action": str(change.action),
        "because": because(change, broken),
    }
