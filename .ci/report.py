"""Reads what `.ci/run` noted and pytest reported: the table at the end, and what was skipped."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET


@dataclass(frozen=True, slots=True)
class Test:
    """One test of the report; ``why`` says why it was skipped."""

    name: str
    outcome: str
    why: str
    terraform: bool


def main(arguments: list[str]) -> int:
    """`terraform REPORT` judges the tests that need Terraform; `table STEPS REPORT` sums up."""
    match arguments:
        case ["terraform", report]:
            return terraform(read(Path(report)))
        case ["table", steps, report]:
            return table(Path(steps), read(Path(report)))
        case _:
            raise SystemExit(main.__doc__)


def read(report: Path) -> tuple[Test, ...]:
    """The tests of a JUnit report; none when pytest did not get as far as writing one."""
    if not report.exists():
        return ()
    # The report is pytest's own, of this very run.
    cases = ET.parse(report).iter("testcase")  # noqa: S314
    return tuple(map(_test, cases))


def _test(case: ET.Element) -> Test:
    outcome, why = "passed", ""
    for child in case:
        if child.tag in {"failure", "error"}:
            outcome = "failed"
        elif child.tag == "skipped" and outcome == "passed":
            outcome, why = "skipped", child.get("message", "no reason given")
    marks = {p.get("value") for p in case.iter("property") if p.get("name") == "marker"}
    name = f"{case.get('classname')}::{case.get('name')}"
    return Test(name, outcome, why, terraform="terraform" in marks)


def terraform(tests: tuple[Test, ...]) -> int:
    """Fails when a test that needs Terraform was skipped, or none ran."""
    ran = [test for test in tests if test.terraform and test.outcome != "skipped"]
    skipped = [
        test
        for test in tests
        if test.outcome == "skipped" and (test.terraform or "terraform" in test.why.lower())
    ]
    print(f"{len(ran)} tests that need Terraform ran, {len(skipped)} were skipped")
    for test in skipped:
        print(f"skipped, although `terraform` is on the PATH: {test.name}: {test.why}")
    return 0 if ran and not skipped else 1


def table(steps: Path, tests: tuple[Test, ...]) -> int:
    """Prints every step with its seconds, tests and skips; fails when a step did."""
    counts = Counter(test.outcome for test in tests)
    rows = [("step", "result", "seconds", "tests run", "skipped", "why")]
    notes = [line.split("\t") for line in steps.read_text(encoding="utf-8").splitlines()]
    for name, result, seconds, why in notes:
        run = str(counts["passed"] + counts["failed"]) if name == "tests" else ""
        skipped = str(counts["skipped"]) if name == "tests" else ""
        rows.append((name, result, seconds, run, skipped, why))
        if name == "tests":
            whys = Counter(test.why for test in tests if test.outcome == "skipped")
            rows += [("", "", "", "", str(n), reason) for reason, n in whys.most_common()]
    rows.append(("total", "", str(sum(int(note[2]) for note in notes)), "", "", ""))
    _print(rows)
    failed = [name for name, result, *_ in notes if result == "failed"]
    if failed:
        print(f"failed: {', '.join(failed)}")
    # A step that failed for another reason than a failing test is a failure as well.
    failures = counts["failed"] + sum(n != "tests" or not counts["failed"] for n in failed)
    print(f"{counts['passed']} passed, {failures} failed, {counts['skipped']} skipped")
    return 1 if failed or failures else 0


def _print(rows: list[tuple[str, ...]]) -> None:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    print()
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        print("  ".join(cells).rstrip())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
