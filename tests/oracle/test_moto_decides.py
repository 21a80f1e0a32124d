"""moto's judge of requests agrees with ours, where it is right: of actions and resources.

It knows neither ``?`` nor most conditions, and takes the case of actions to count.
"""

from __future__ import annotations

import json
import random

from moto.iam.access_control import IAMPolicy, PermissionResult

from rolec.catalog.managed_document import managed_policy
from rolec.catalog.managed_policy import managed_policy_paths
from rolec.catalog.read_service import service
from rolec.semantics.decide import allows
from support.access import BUCKET, KEYS, access, request

RESOURCES = ("*", BUCKET, "arn:aws:sqs:eu-west-1:111122223333:aws-jobs")


def _documents():
    for name in managed_policy_paths():
        found = managed_policy(name)
        document = json.loads(found.document)
        written = document["Statement"]
        document["Statement"] = written if isinstance(written, list) else [written]
        text = json.dumps(document)
        if not any(word in text for word in ('"Condition"', '"NotResource"', "?", "${")):
            yield name, document


def _actions(document, chance):
    """Actions that may be matched, as the policy writes them, and others of the same services."""
    written = [
        action
        for statement in document["Statement"]
        for key in ("Action", "NotAction")
        for action in _list(statement.get(key, ()))
    ]
    for action in chance.sample(written, min(len(written), 6)):
        yield action.replace("*", "")
        found = service(action.partition(":")[0])
        if found and found.actions:
            yield f"{found.prefix}:{chance.choice(found.actions).name}"


def _in_lower_case(document):
    names = ("Action", "NotAction")
    return {
        "Statement": [
            {
                key: [each.lower() for each in _list(value)] if key in names else value
                for key, value in statement.items()
            }
            for statement in document["Statement"]
        ]
    }


def _list(value):
    return [value] if isinstance(value, str) else value


def test_the_policies_of_aws(seed):
    chance = random.Random(seed)
    asked = allowed = 0
    for name, document in chance.sample(list(_documents()), 300):
        ours = access(*document["Statement"])
        theirs = IAMPolicy(json.dumps(_in_lower_case(document)))
        for action in _actions(document, chance):
            for resource in RESOURCES:
                expected = theirs.is_action_permitted(action.lower(), resource)
                found = allows(ours, request(action, resource), KEYS)
                assert found is (expected is PermissionResult.PERMITTED), (name, action, resource)
                asked += 1
                allowed += found
    assert asked > 5_000
    assert asked / 5 < allowed < asked * 4 / 5, f"{allowed} of {asked}"
