"""A review for programs."""

from __future__ import annotations

import json

from rolec.cli.render_difference.json import difference_object, grant_objects
from rolec.driver.diff.access_difference import Part
from rolec.driver.review.review import Review
from rolec.review.need import Need
from rolec.review.widening import Widening, WideningKind


def review_json(review: Review) -> str:
    """``review`` as one JSON object: `rolec diff`'s, with what must be looked at."""
    found = {
        "may_pass": review.may_pass,
        "needs": [_need(each) for each in review.needs],
        "widenings": [_widening(each) for each in review.widenings],
        **difference_object(review.difference),
    }
    return json.dumps(found, indent=2) + "\n"


def _need(need: Need) -> dict[str, object]:
    return {
        "tier": str(need.tier),
        "approvers": list(need.approvers),
        "widenings": len(need.widenings),
    }


def _widening(each: Widening) -> dict[str, object]:
    part = Part.TRUST if each.kind is WideningKind.TRUST else Part.PERMISSIONS
    return {
        "tier": str(each.tier),
        "kind": str(each.kind),
        "project": each.project,
        "role": each.role or None,
        "account": each.account or None,
        "in_place_of": each.in_place_of or None,
        "granted": list(grant_objects(part, each.grant)) if each.grant else [],
        "about": each.about or None,
        "before": each.before or None,
        "after": each.after or None,
    }
