"""z3 finds new access where comparing does, wherever z3 answers."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from rolec.compare.compare import only_in
from rolec.semantics.access import Access, Layer, LayerKind
from rolec.semantics.request import Request
from support.access import said
from support.small_world import CATALOGUE, pair

z3 = pytest.importorskip("z3", reason="z3 is no judge here: `pip install 'rolec[dev]'`")

SECONDS = 3


def test_z3_agrees(request, seed):
    from support.z3_policies import Formulas

    seen = Counter()
    for number in range(request.config.getoption("--z3-pairs")):
        chance = random.Random(f"{seed}/{number}")
        _, new, old = pair(chance)
        accesses = [
            Access(layers=tuple(Layer(LayerKind.SCP, said(*each)) for each in layers))
            for layers in (new, old)
        ]
        statements = [s for a in accesses for layer in a.layers for s in layer.statements]
        if any(c.key == "k:bytes" for s in statements for c in s.conditions):
            seen["bytes, of which z3 has none"] += 1
            continue
        found = only_in(*accesses, catalogue=CATALOGUE)
        gained = Formulas(CATALOGUE, statements).gained(*accesses, SECONDS)
        seen["no answer in time" if gained is None else "gained" if gained else "not gained"] += 1
        if gained is not None:
            case = f"--seed={seed}, pair {number}:\n{new}\n{old}"
            assert isinstance(found, Request) is gained, f"{found}\n{case}"
    print(dict(seen))
    assert seen["gained"] + seen["not gained"] > seen.total() * 0.6, seen
