"""Measures rolec against the limit, and prints the table of targets.

    python tests/benchmarks/run.py            # a few minutes: 1, 100 and 1,000 roles
    python tests/benchmarks/run.py --full     # 10,000 too, and its memory
    python tests/benchmarks/run.py --huge     # 100,000 too

Everything is CPU time, user and system, of a process and its children. The limit
(`limit.py`) and rolec take turns in one run, and medians are compared: a ratio means the
same on a busy machine as on an idle one, as far as anything does. rolec runs as a wheel
would install it, compiled ahead.

What making a file costs is the system's to say, and can be ten times as much a minute
after many were removed (ext4 without a journal). `TMPDIR=/dev/shm` measures without that.
"""

from __future__ import annotations

import argparse
import compileall
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from corpus import change_spec, make_specs
from cost import Cost, cost_of

from rolec.emit.template import compiled_templates

_HERE = Path(__file__).parent
_ROOT = _HERE.parents[1]
_TICK = 0.1
"""Seconds after which a file system gives a file another time for sure."""


@dataclass
class Work:
    """A row of the table: ``run`` does it once; ``roles`` says which limit it is held to."""

    name: str
    roles: int
    target: float | None
    run: Callable[[], Cost]
    costs: list[Cost] = field(default_factory=list)


class Bench:
    """The folders of a run, and the programs that are measured in them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = {
            **os.environ,
            "PYTHONPATH": str(folder / "wheel"),
            "ROLEC_CACHE": str(folder / "cache"),
        }
        self._count = 0
        package = folder / "wheel" / "rolec"
        shutil.copytree(
            _ROOT / "compiler" / "rolec", package, ignore=shutil.ignore_patterns("__pycache__")
        )
        shutil.copytree(_ROOT / "schemas", package / "_schemas")
        (package / "_templates").mkdir()
        for name, text in compiled_templates():
            (package / "_templates" / f"{name}.py").write_text(text, "utf-8")
        compileall.compile_dir(package, quiet=2)

    def specs(self, roles: int, name: str = "specs") -> Path:
        """The project of so many roles; another ``name`` is another copy."""
        folder = self.folder / f"{name}-{roles}"
        if not folder.exists():
            make_specs(folder, roles)
        return folder

    def limit(self, roles: int) -> Cost:
        """The limit, into a new folder."""
        return self._measure(_HERE / "limit.py", self.specs(roles) / "roles", self._new())

    def build(self, specs: Path, output: Path | None = None, *, verify: bool = False) -> Cost:
        """A build, into a new folder when none is given."""
        options = () if verify else ("--no-verify",)
        where = output or self._new()
        return self._rolec("build", specs, "--output", where, *options)

    def unchanged(self, roles: int) -> Cost:
        """A build over its own output."""
        specs = self.specs(roles)
        return self.build(specs, self._built(specs, f"unchanged-{roles}"), verify=True)

    def one_changed(self, roles: int) -> Cost:
        """A build over its own output, after one spec was edited."""
        specs = self.specs(roles, "edited")
        output = self._built(specs, f"changed-{roles}")
        self._count += 1
        change_spec(specs, roles // 2, f"word {self._count}")
        time.sleep(_TICK)
        return self.build(specs, output, verify=True)

    def check(self, roles: int) -> Cost:
        """Everything that can be wrong, and nothing written."""
        return self._rolec("check", self.specs(roles))

    def diff(self, roles: int) -> Cost:
        """Two revisions of which one spec differs."""
        specs = self.specs(roles, "revisions")
        if not (specs / ".git").exists():
            self._git(specs, "init", "--quiet")
            for word in ("first", "second"):
                change_spec(specs, roles // 2, word)
                self._git(specs, "add", "--all")
                self._git(specs, "commit", "--quiet", "--message", word)
        return self._rolec("diff", "HEAD~1", "HEAD", "--project", specs)

    def _git(self, folder: Path, *arguments: str) -> None:
        author = ("-c", "user.name=Bench", "-c", "user.email=bench@example.com")
        subprocess.run(("git", *author, *arguments), cwd=folder, check=True)

    def _built(self, specs: Path, name: str) -> Path:
        output = self.folder / name
        if not output.exists():
            time.sleep(_TICK)
            # The second finds what the first left old enough to be sure of.
            for _ in range(2):
                self.build(specs, output)
                time.sleep(_TICK)
            self.build(specs, output, verify=True)
        return output

    def _new(self) -> Path:
        self._count += 1
        return self.folder / f"output-{self._count}"

    def _rolec(self, *arguments: str | Path) -> Cost:
        return self._measure("-m", "rolec", *arguments)

    def _measure(self, *arguments: str | Path) -> Cost:
        cost = cost_of(*arguments, environment=self.environment)
        for left in self.folder.glob("output-*"):
            shutil.rmtree(left)
        return cost


def _works(bench: Bench, *, full: bool) -> list[Work]:
    def warm() -> Cost:
        return bench.build(bench.specs(1), verify=True)

    warm()  # the grammar is read from its cache from now on
    works = [
        Work("1 role, cold, not verified", 1, 4.0, lambda: bench.build(bench.specs(1))),
        Work("1 role, cold, verified", 1, 9.0, warm),
        Work(
            "1,000 roles, all new, not verified", 1000, 2.0, lambda: bench.build(bench.specs(1000))
        ),
        Work("1,000 roles, nothing changed", 1000, 0.15, lambda: bench.unchanged(1000)),
        Work("1,000 roles, one changed, verified", 1000, 0.5, lambda: bench.one_changed(1000)),
        Work("`check` of 1 role, cold", 1, 5.0, lambda: bench.check(1)),
        Work("`check` of 1,000 roles", 1000, 3.0, lambda: bench.check(1000)),
        Work("`diff` of 1,000 roles, one changed", 1000, None, lambda: bench.diff(1000)),
        Work("100 roles, all new, not verified", 100, None, lambda: bench.build(bench.specs(100))),
    ]
    if full:
        work = Work(
            "10,000 roles, all new, not verified",
            10_000,
            2.2,
            lambda: bench.build(bench.specs(10_000)),
        )
        works.append(work)
    return works


def _measure(bench: Bench, works: list[Work], rounds: int) -> dict[int, list[float]]:
    """Let limits and works take turns; small ones more often, for their noise is larger."""
    limits: dict[int, list[float]] = {}
    for turn in range(rounds):
        for roles in sorted({work.roles for work in works}):
            times = 5 if roles == 1 else 1 if roles <= 1000 or turn == 0 else 0
            for _ in range(times):
                limits.setdefault(roles, []).append(bench.limit(roles).cpu)
                for work in works:
                    if work.roles == roles:
                        work.costs.append(work.run())
        print(f"round {turn + 1} of {rounds}", file=sys.stderr)
    return limits


def _print_table(works: list[Work], limits: dict[int, list[float]]) -> None:
    print("| work | target | reached | rolec, ms | limit, ms |")
    print("|---|---|---|---|---|")
    for work in works:
        limit = statistics.median(limits[work.roles])
        reached = statistics.median(cost.cpu for cost in work.costs)
        target = "-" if work.target is None else f"{work.target:g}"
        print(f"| {work.name} | {target} | {reached / limit:.2f} | {reached:.0f} | {limit:.0f} |")


def _print_slope(works: list[Work]) -> None:
    for work in works:
        if "all new" in work.name:
            cost = statistics.median(cost.cpu for cost in work.costs)
            peak = max(cost.memory for cost in work.costs)
            print(f"{work.name}: {cost / work.roles:.2f} ms a role, {peak:.0f} MB at its peak")


def main() -> None:
    """Measure, and print."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("--rounds", type=int, default=5, help="how often each is measured")
    options.add_argument("--full", action="store_true", help="10,000 roles too")
    options.add_argument("--huge", action="store_true", help="100,000 roles too")
    options.add_argument("--only", default="", help="the rows whose name has this word")
    given = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="rolec-benchmark-") as folder:
        bench = Bench(Path(folder))
        works = _works(bench, full=given.full or given.huge)
        if given.huge:
            name = "100,000 roles, all new, not verified"
            works.append(Work(name, 100_000, None, lambda: bench.build(bench.specs(100_000))))
        works = [work for work in works if given.only in work.name]
        limits = _measure(bench, works, given.rounds)
    _print_table(works, limits)
    print()
    _print_slope(works)


if __name__ == "__main__":
    main()
