"""In worlds so small that every request can be tried, comparing says what trying them all says."""

from __future__ import annotations

import random
from collections import Counter
from fnmatch import fnmatchcase

from rolec.compare.compare import only_in
from rolec.semantics.access import Access, Layer, LayerKind
from rolec.semantics.decide import allows
from rolec.semantics.request import Request
from support.access import said
from support.small_world import ACTIONS, CATALOGUE, RESOURCES, VALUES, allowed, pair


def access(layers):
    return Access(layers=tuple(Layer(LayerKind.SCP, said(*each)) for each in layers))


def test_comparing_agrees_with_trying_every_request(request, seed):
    seen = Counter()
    for number in range(request.config.getoption("--pairs")):
        chance = random.Random(f"{seed}/{number}")
        world, new, old = pair(chance)
        case = f"--seed={seed}, pair {number}:\n{new}\n{old}"
        gained = [
            (action, ours & ~theirs)
            for action, ours, theirs in zip(
                ACTIONS, world.requests(new), world.requests(old), strict=True
            )
            if ours & ~theirs and _exists(action, [*new, *old])
        ]
        found = only_in(access(new), access(old), catalogue=CATALOGUE)
        if found is None:
            assert not gained, f"{gained[0][0]} {world.first(gained[0][1])}\n{case}"
            seen["nothing gained"] += 1
        else:
            assert isinstance(found, Request), f"{found}\n{case}"
            assert allowed(new, found), f"{found}\n{case}"
            assert not allowed(old, found), f"{found}\n{case}"
            seen["gained" if gained else "gained outside the world"] += 1
    print(dict(seen))
    assert seen["nothing gained"] * 3 >= seen.total() >= seen["nothing gained"] * 1.5, seen


def _exists(action, layers):
    """Whether the catalogue knows ``action``, or a policy names what it does not know."""
    service, _, name = action.partition(":")
    known = CATALOGUE.service(service)
    names = [each.lower() for each in known.action_names()] if known else [name]
    patterns = [
        pattern.lower()
        for layer in layers
        for statement in layer
        for element in ("Action", "NotAction")
        for pattern in statement.get(element, [])
    ]
    return name in names or any(
        fnmatchcase(action, pattern)
        and not any(fnmatchcase(f"{service}:{each}", pattern) for each in names)
        for pattern in patterns
    )


def test_the_definition_agrees_with_the_small_world(request, seed):
    for number in range(request.config.getoption("--pairs") // 4):
        chance = random.Random(f"{seed}/{number}")
        world, layers, _ = pair(chance)
        for _ in range(5):
            context = {key: chance.choice([None, *VALUES[key]]) for key in world.keys}
            asked = Request(
                action=chance.choice(ACTIONS),
                resource=chance.choice(RESOURCES),
                context={key: tuple(values) for key, values in context.items() if values},
            )
            expected = allowed(layers, asked)
            case = f"--seed={seed}, pair {number}: {asked}\n{layers}"
            assert allows(access(layers), asked, CATALOGUE.key) is expected, case
