"""Plants every fault of `tests/faults/` in a copy, and shows the test that turns red."""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace
from collections import Counter

from rolec.devtools.checkout import checkout
from rolec.devtools.command import Command
from rolec.devtools.planted.fault import FOLDER, faults
from rolec.devtools.planted.show import Shown, Verdict, show

_FINE = {Verdict.NOTICED, Verdict.SKIPPED}


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("words", nargs="*", help="only the faults with one of these in their name")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="how many at once")
    parser.add_argument("--verbose", action="store_true", help="also what the tests said")


def _run(options: Namespace) -> int:
    root = checkout()
    words: list[str] = options.words
    chosen = tuple(f for f in faults(root) if not words or any(w in f.name for w in words))
    if not chosen:
        print(f"no such fault in {FOLDER}/")
        return 1
    verdicts: Counter[Verdict] = Counter()
    for shown in show(chosen, root, options.jobs):
        verdicts[shown.verdict] += 1
        _print(shown, verbose=options.verbose)
    print(", ".join(f"{count} {verdict}" for verdict, count in sorted(verdicts.items())))
    return 0 if verdicts.keys() <= _FINE and verdicts[Verdict.NOTICED] else 1


def _print(shown: Shown, *, verbose: bool) -> None:
    fault = shown.fault
    print(
        f"{shown.verdict:<14}  {shown.seconds:5.1f} s  {fault.name:<60}  {fault.test}", flush=True
    )
    if verbose or shown.verdict not in _FINE:
        print("\n".join(f"    {line}" for line in shown.said.splitlines()[-40:]))


COMMAND = Command(
    name="faults",
    summary=f"plant the faults of {FOLDER}/ in a copy; each must make its test fail",
    arguments=_arguments,
    run=_run,
)
