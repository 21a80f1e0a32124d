"""What is emitted is read back as the IR that it was made of."""

from __future__ import annotations

from collections import Counter

import hypothesis
from hypothesis import HealthCheck, Phase, given, settings

from rolec.emit.emit import emit
from rolec.verify.verify import verify
from support.kinds import every_kind, kinds
from support.strategies import modules

EVERY_KIND = every_kind()
ROUNDS = 3
"""How often as many are made again where some kind of node was in none of them."""


def test_modules_of_every_kind_of_node_are_read_back(request, seed):
    count = request.config.getoption("--modules")
    seen: Counter[str] = Counter()

    @settings(
        max_examples=count,
        database=None,
        # What fails shows what is wrong; a smaller module would take minutes to find.
        phases=[Phase.generate],
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(modules())
    def read_back(module):
        seen.update(kinds(module))
        seen["modules"] += 1
        files = {path: file.text for path, file in emit(module, imports=True).files.items()}
        assert verify(module, files, files.keys()) == ()

    for number in range(ROUNDS):
        hypothesis.seed(seed + number)(read_back)()
        if all(seen[kind] for kind in EVERY_KIND):
            break
    print({kind: seen[kind] for kind in sorted(EVERY_KIND)})
    assert seen["modules"] >= count
    assert {kind for kind in EVERY_KIND if not seen[kind]} == set()
