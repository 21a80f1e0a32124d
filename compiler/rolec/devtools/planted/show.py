"""Plants a fault in a copy of the checkout, and runs the test that must notice it."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree as ET

from rolec.devtools.checkout import environment
from rolec.devtools.planted.fault import Fault

PARTS = ("compiler", "schemas", "examples", "tests", ".ci")
FILES = ("pyproject.toml", "README.md", "LICENSE", ".gitignore")
SECONDS = 600


class Verdict(StrEnum):
    """What came of a planted fault; only ``NOTICED`` is well."""

    NOTICED = "noticed"
    NOT_NOTICED = "NOT NOTICED"
    DOES_NOT_APPLY = "DOES NOT APPLY"
    DID_NOT_RUN = "DID NOT RUN"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What came of one fault, in how many seconds; ``said`` is what pytest printed."""

    fault: Fault
    verdict: Verdict
    seconds: float = 0.0
    said: str = ""


def show(faults: tuple[Fault, ...], root: Path, jobs: int) -> Iterator[Shown]:
    """Plant each of ``faults`` in a copy of its own; the results come in order."""
    with TemporaryDirectory(prefix="rolec-faults-") as name:
        base = Path(name) / "checkout"
        copy(root, base)
        before = test(base, dict.fromkeys(fault.test for fault in faults))
        if before.verdict is not Verdict.NOT_NOTICED:
            # A test that fails without the fault, or runs never, shows nothing with it.
            raise SystemExit(f"without a fault the tests do not pass:\n{before.said}")
        with ThreadPoolExecutor(jobs) as pool:
            yield from pool.map(partial(_planted, base), faults)


def copy(root: Path, to: Path) -> None:
    """Copy the files of a checkout, and only those."""
    made = shutil.ignore_patterns("__pycache__", ".*_cache", ".hypothesis", ".terraform")
    for part in PARTS:
        shutil.copytree(root / part, to / part, ignore=made, symlinks=True)
    for file in FILES:
        shutil.copy2(root / file, to / file)


@dataclass(frozen=True, slots=True)
class Ran:
    """What came of tests; ``NOT_NOTICED`` is what they say when nothing is wrong."""

    verdict: Verdict
    said: str


def test(root: Path, nodes: Iterable[str]) -> Ran:
    """Run tests in ``root``, of the code in ``root``."""
    report = root / "report.xml"
    command = (sys.executable, "-m", "pytest", "-q", "-x", "--tb=short", "-p", "no:cacheprovider")
    try:
        done = subprocess.run(  # noqa: S603 - the command is the one above
            (*command, f"--junit-xml={report}", *nodes),
            cwd=root,
            env={**environment(root), "XDG_CACHE_HOME": str(root / ".user_cache")},
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Ran(Verdict.DID_NOT_RUN, f"no result after {SECONDS} s")
    return Ran(_verdict(done.returncode, report), done.stdout + done.stderr)


def _verdict(code: int, report: Path) -> Verdict:
    if code not in {0, 1} or not report.exists():
        return Verdict.DID_NOT_RUN
    # The report is pytest's own, of this very run.
    suite = next(ET.parse(report).iter("testsuite"))  # noqa: S314 - see above
    tests, skipped = (int(suite.get(key, "0")) for key in ("tests", "skipped"))
    if code:
        return Verdict.NOTICED
    return Verdict.SKIPPED if tests == skipped else Verdict.NOT_NOTICED


def _planted(base: Path, fault: Fault) -> Shown:
    start = time.monotonic()
    with TemporaryDirectory(prefix="fault-", dir=base.parent) as name:
        root = Path(name) / "checkout"
        # With its compiled modules: Python sees by the time of a file that it was changed.
        shutil.copytree(base, root, symlinks=True)
        if not fault.applies(root):
            return Shown(fault=fault, verdict=Verdict.DOES_NOT_APPLY)
        fault.plant(root)
        ran = test(root, (fault.test,))
    seconds = time.monotonic() - start
    return Shown(fault=fault, verdict=ran.verdict, seconds=seconds, said=ran.said)
