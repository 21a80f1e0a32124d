"""Measures the engine: comparing, deciding, and its import.

    python tests/benchmarks/engine.py         # about two minutes

Every AWS managed policy of at most 6,144 characters is compared with each of its mutants, both ways:
an action added, a resource widened, a condition dropped, a deny removed. Times are CPU time; the
start of a bare Python is beside them, as a measure of the machine.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1]))

from cost import cost_of

from rolec.catalog.catalogue import SHIPPED
from rolec.catalog.managed_document import managed_policy
from rolec.catalog.managed_policy import managed_policy_paths
from rolec.compare.compare import Verdict, compare
from rolec.semantics.access import Access, Layer, LayerKind
from rolec.semantics.decide import decide
from rolec.semantics.request import Request
from support import edits
from support.access import said

_LONGEST = 6144
_STARTS = 15
_REQUESTS = 20_000


def main() -> None:
    """Print the table."""
    start = statistics.median(cost_of("-c", "pass").cpu for _ in range(_STARTS))
    engine = statistics.median(
        cost_of("-c", "import rolec.compare.compare, rolec.semantics.of_policy").cpu
        for _ in range(_STARTS)
    )
    print(
        f"a bare Python starts in {start:.1f} ms; with the engine in {engine - start:.1f} ms more"
    )
    accesses = {name: _access(name) for name in _names()}
    _compared(accesses, start)
    _decided(list(accesses.values()))


def _names() -> list[str]:
    return [
        n for n in sorted(managed_policy_paths()) if len(managed_policy(n).document) <= _LONGEST
    ]


def _compared(accesses: dict[str, Access], start: float) -> None:
    times: list[tuple[float, str]] = []
    unknown = 0
    for name in accesses:
        document = edits.document_of(name)
        written, version = edits.statements_of(document), document.get("Version")
        for edit in edits.MUTANTS.values():
            pair = edit(random.Random(name), written)
            if pair is None:
                continue
            old, new = (_of(each, version) for each in pair)
            for one, other in ((new, old), (old, new)):
                before = time.process_time()
                found = compare(one, other)
                times.append(((time.process_time() - before) * 1000, name))
                unknown += found.verdict is Verdict.UNKNOWN
    times.sort()
    shown = {"median": 0.5, "99th percentile": 0.99, "most": 1.0}
    print(f"{len(times):,} comparisons, {unknown} unknown")
    for words, share in shown.items():
        taken, name = times[min(len(times) - 1, int(len(times) * share))]
        print(f"  {words}: {taken:.2f} ms, {taken / start:.3f} starts of Python ({name})")


def _decided(accesses: list[Access]) -> None:
    chance = random.Random(1)
    asked = [
        (
            chance.choice(accesses),
            Request(action=action, resource="arn:aws:s3:::photos/a", context={}),
        )
        for action in chance.choices(
            ("s3:GetObject", "ec2:RunInstances", "iam:PassRole"), k=_REQUESTS
        )
    ]
    before = time.process_time()
    for access, request in asked:
        decide(access, request, SHIPPED.key)
    taken = time.process_time() - before
    print(f"{len(asked) / taken:,.0f} requests are decided in a second")


def _access(name: str) -> Access:
    document = edits.document_of(name)
    return _of(edits.statements_of(document), document.get("Version"))


def _of(written: list[dict[str, object]], version: str | None) -> Access:
    return Access(layers=(Layer(LayerKind.IDENTITY, said(*written, version=version)),))


if __name__ == "__main__":
    main()
