"""Checks JSON documents that nobody would write, and says how each ended.

Run as a program, so that its memory is its own: SEED COUNT. Prints one JSON object.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
import time
import traceback
from collections import Counter
from datetime import date
from pathlib import Path

from any_text import mutated

from rolec.catalog.managed_document import managed_policy
from rolec.catalog.managed_policy import managed_policy_paths
from rolec.cli.format import format_named, format_names
from rolec.driver.check import check
from rolec.lint.run import all_lints
from rolec.policy.policy_text import Kind

TODAY = date(2026, 11, 1)
GOLDEN = Path(__file__).parents[1] / "golden"
VALUES = [
    None, True, 0, -1.5e300, 10**400, "", "*", "a" * 5000, "\n", "é", "\u2028", "\x1b[31m", "${aws:username}", "${",
    "arn:aws:iam::111122223333:root", [], {}, [[]], {"": ""}, ["*"], {"AWS": "*"}, [{}], "ForAllValues:StringLike",
]  # fmt: skip
KEYS = [
    "Effect", "Action", "NotAction", "Resource", "NotResource", "Principal", "NotPrincipal", "Condition", "Sid",
    "Version", "Statement", "Id", "AWS", "Service", "Federated", "StringEquals", "aws:username", "", "x\ny",
]  # fmt: skip


def texts() -> list[str]:
    """Documents of every shape: the examples of the lints, of the project, and some of AWS's."""
    lints = [text for lint in all_lints() for text in (lint.bad, lint.good)]
    ours = [path.read_text("utf-8") for path in sorted(GOLDEN.rglob("json/**/*.json"))]
    policies = map(managed_policy, sorted(managed_policy_paths())[::20])
    theirs = [policy.document for policy in policies if policy]
    return [text for text in (*lints, *ours, *theirs) if text.lstrip().startswith("{")]


def changed(value: object, rng: random.Random) -> object:
    """``value`` with something else at one place."""
    if isinstance(value, dict) and value and rng.random() < 0.85:
        key = rng.choice(list(value))
        match rng.randrange(6):
            case 0:
                return {k: v for k, v in value.items() if k != key}
            case 1:
                return {rng.choice(KEYS) if k == key else k: v for k, v in value.items()}
            case 2:
                return {**value, rng.choice(KEYS): rng.choice(VALUES)}
            case _:
                return {**value, key: changed(value[key], rng)}
    if isinstance(value, list) and value and rng.random() < 0.85:
        at = rng.randrange(len(value))
        more = [value[at]] * rng.choice([0, 1, 1, 1, 2])
        return [*value[:at], *(changed(each, rng) for each in more), *value[at + 1 :]]
    return rng.choice([*VALUES, [value], {"AWS": value}, str(value)[: rng.randrange(9)]])


def case(rng: random.Random, corpus: list[str]) -> bytes:
    """A document, one way or another not what it was."""
    kind = rng.random()
    if kind < 0.03:
        return rng.randbytes(rng.randrange(2000))
    if kind < 0.05:
        return rng.choice("[{")[0].encode() * rng.choice([99, 101, 5000])
    if kind < 0.06:
        return ('{"a":' * 99 + "1" + "}" * 99).encode()
    text = rng.choice(corpus)
    if kind < 0.5:
        return mutated(text, rng, corpus).encode("utf-8", "surrogatepass")
    value: object = json.loads(text)
    for _ in range(rng.choice([1, 1, 2, 3, 8])):
        value = changed(value, rng)
    return json.dumps(value, indent=rng.choice([None, 2])).encode()


def judge(path: Path, kind: Kind | None) -> str:
    """How the check of ``path`` ended; every finding has a place, and every format takes it."""
    checked = check((path,), today=TODAY, kind=kind)
    for name in format_names():
        format_named(name).render(checked.diagnostics, checked.sources, color=False)
    for found in checked.diagnostics:
        assert found.primary.span.path, found
        assert "\n" not in found.message, found
    ids = {found.code.id for found in checked.diagnostics}
    if any(id_.startswith("E") for id_ in ids):
        return "refused"
    return "found" if ids else "silent"


def main(seed: int, count: int) -> None:
    rng = random.Random(seed)
    corpus = texts()
    ended: Counter[str] = Counter()
    slowest = 0.0
    failures = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "policy.json")
        path.write_text(corpus[0], "utf-8")
        judge(path, None)  # imports all that is measured
        for _ in range(count):
            data = case(rng, corpus)
            path.write_bytes(data)
            before = time.process_time()
            try:
                ended[judge(path, rng.choice([None, *Kind]))] += 1
            except Exception:  # noqa: BLE001 - this is what the test looks for
                failures.append(f"{data!r}: {traceback.format_exc()}")
            slowest = max(slowest, time.process_time() - before)
    print(json.dumps({**ended, "slowest": slowest, "failures": failures[:5]}))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
