"""Measures the adoption of what exists: of files of Terraform, of a dump of an account, of a large state.

    python tests/benchmarks/adopt.py            # some minutes
    TMPDIR=/dev/shm python tests/benchmarks/adopt.py --rounds 5

Files of Terraform are held to what python-hcl2 takes to parse the same files, in a process of its
own; the two take turns. A progress bar is shown on a terminal only, and costs nothing that is
measured here.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
from pathlib import Path

from cost import Cost, cost_of
from existing import make_dump, make_modules, make_state

_PARSE = """
import sys
from pathlib import Path
import hcl2
for path in sorted(Path(sys.argv[1]).rglob("*.tf")):
    hcl2.loads(path.read_text("utf-8"))
"""
_FILES = 1000
_DUMP_BYTES = 10_000_000
_STATE_BYTES = 50_000_000


class Bench:
    """The folder of a run; every adoption is into a new folder below it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._count = 0

    def parse(self, source: Path) -> Cost:
        """python-hcl2 alone."""
        return cost_of("-c", _PARSE, source)

    def adopt(self, source: Path) -> Cost:
        """Specs, and the proof that they mean the same."""
        self._count += 1
        output = self.folder / f"specs-{self._count}"
        cache = os.environ | {"ROLEC_CACHE": str(self.folder / "cache")}
        return cost_of("-m", "rolec", "adopt", source, "--output", output, environment=cache)


def _turns(bench: Bench, source: Path, rounds: int) -> tuple[Cost, Cost]:
    bench.adopt(source)  # the grammar is read from its cache from now on
    parsed, adopted = [], []
    for number in range(rounds):
        parsed.append(bench.parse(source))
        adopted.append(bench.adopt(source))
        print(f"round {number + 1} of {rounds}", file=sys.stderr)
    return _median(parsed), _median(adopted)


def _median(costs: list[Cost]) -> Cost:
    return Cost(statistics.median(cost.cpu for cost in costs), max(cost.memory for cost in costs))


def main() -> None:
    """Measure, and print."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--rounds", type=int, default=3, help="how often each is measured")
    given = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="rolec-benchmark-") as made:
        folder = Path(made)
        bench = Bench(folder)
        modules = folder / "modules"
        size = make_modules(modules, _FILES)
        parsed, adopted = _turns(bench, modules, given.rounds)
        dump, state = folder / "account.json", folder / "state.json"
        roles = make_dump(dump, _DUMP_BYTES)
        of_dump = bench.adopt(dump)
        few = make_state(state, _STATE_BYTES)
        of_state = bench.adopt(state)
    print("| work | target | reached | CPU, s | memory, MB |")
    print("|---|---|---|---|---|")
    size_of_files = f"{_FILES:,} files of Terraform, {size:,} bytes each"
    ratio = adopted.cpu / parsed.cpu
    _print_row(size_of_files, f"1.3 x {parsed.cpu / 1000:.1f} s", f"{ratio:.2f} x", adopted)
    _print_row(f"10 MB of an account, {roles:,} roles", "10 s, 500 MB", "", of_dump)
    _print_row(f"50 MB of state, {few:,} roles", "1,000 MB", "", of_state)


def _print_row(work: str, target: str, reached: str, cost: Cost) -> None:
    print(f"| {work} | {target} | {reached} | {cost.cpu / 1000:.1f} | {cost.memory:.0f} |")


if __name__ == "__main__":
    main()
