"""AWS's own policies name resources that their actions can act on, in all but a few statements."""

from __future__ import annotations

import json
from collections.abc import Iterator

from rolec.catalog.arn_pattern import named_types
from rolec.catalog.catalogue import Catalogue
from rolec.catalog.managed_document import managed_policy
from rolec.catalog.managed_policy import managed_policy_paths
from rolec.catalog.service import Action

EVERY = 10
"""One policy of so many is looked at; of all of them 387 of 38,421 pairs do not fit.

The cause of those is AWS's: resources of another service or of a kind that the action does
not act on, misspelt ones, and types that the authorization reference does not list.
"""


def _listed(value) -> list:
    return value if isinstance(value, list) else [value]


def _statements() -> Iterator[tuple[Action, list[str]]]:
    aws = Catalogue()
    for name in sorted(managed_policy_paths())[::EVERY]:
        for statement in _listed(json.loads(managed_policy(name).document)["Statement"]):
            for action in _listed(statement.get("Action", [])):
                known = aws.action(action) if ":" in action and "*" not in action else None
                if known and known.acts_on and not known.retired and "Resource" in statement:
                    yield known, _listed(statement["Resource"])


def test_a_resource_is_of_a_type_that_the_action_acts_on():
    aws = Catalogue()
    pairs = wrong = 0
    for action, resources in _statements():
        named = named_types(resources, aws.service(action.service).resource_types)
        pairs += 1
        wrong += not any(on.type.name in named for on in action.acts_on)
    assert pairs > 2_000
    assert wrong < 0.02 * pairs
