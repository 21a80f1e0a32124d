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
    FAILED_BEFORE = "FAILED BEFORE"
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
        before = run_tests(base, dict.fromkeys(fault.test for fault in faults))
        with ThreadPoolExecutor(jobs) as pool:
            yield from pool.map(partial(_planted, base, before), faults)


def copy(root: Path, to: Path) -> None:
    """Copy the files of a checkout, and only those."""
    made = shutil.ignore_patterns("__pycache__", ".*_cache", ".hypothesis", ".terraform")
    for part in PARTS:
        shutil.copytree(root / part, to / part, ignore=made, symlinks=True)
    for file in FILES:
        shutil.copy2(root / file, to / file)


@dataclass(frozen=True, slots=True)
class Ran:
    """What came of tests: how many there were, which failed, and how many were skipped."""

    said: str
    tests: int = 0
    failed: tuple[str, ...] = ()
    skipped: int = 0

    def failed_in(self, node: str) -> bool:
        """Whether a test failed that ``node``, a path with or without a name, stands for."""
        return any(
            name == node or name.startswith((f"{node}::", f"{node}[")) for name in self.failed
        )


def run_tests(root: Path, nodes: Iterable[str], *options: str) -> Ran:
    """Run tests in ``root``, of the code in ``root``."""
    report = root / "report.xml"
    report.unlink(missing_ok=True)
    # Without rolec's own plug-in: a fault in what that imports is for the test named to notice.
    without = ("-p", "no:cacheprovider", "-p", "no:rolec")
    command = (sys.executable, "-m", "pytest", "-q", "--tb=short", *without)
    try:
        done = subprocess.run(  # noqa: S603 - the command is the one above
            (*command, f"--junit-xml={report}", *options, *nodes),
            cwd=root,
            env={**environment(root), "XDG_CACHE_HOME": str(root / ".user_cache")},
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Ran(f"no result after {SECONDS} s")
    said = done.stdout + done.stderr
    return _read(report, said) if done.returncode in {0, 1} and report.exists() else Ran(said)


def _read(report: Path, said: str) -> Ran:
    # The report is pytest's own, of this very run.
    cases = list(ET.parse(report).iter("testcase"))  # noqa: S314 - see above
    failed = [case for case in cases if {"failure", "error"} & {child.tag for child in case}]
    skipped = [case for case in cases if case.find("skipped") is not None]
    return Ran(said, len(cases), tuple(map(_node, failed)), len(skipped))


def _node(case: ET.Element) -> str:
    return f"{case.get('classname', '').replace('.', '/')}.py::{case.get('name')}"


def _planted(base: Path, before: Ran, fault: Fault) -> Shown:
    # A test that fails without the fault, or never runs, shows nothing with it.
    if not before.tests or before.failed_in(fault.test):
        return Shown(fault=fault, verdict=Verdict.FAILED_BEFORE, said=before.said)
    start = time.monotonic()
    with TemporaryDirectory(prefix="fault-", dir=base.parent) as name:
        root = Path(name) / "checkout"
        # With its compiled modules: Python sees by the time of a file that it was changed.
        shutil.copytree(base, root, symlinks=True)
        if not fault.applies(root):
            return Shown(fault=fault, verdict=Verdict.DOES_NOT_APPLY)
        fault.plant(root)
        ran = run_tests(root, (fault.test,), "-x")
    seconds = time.monotonic() - start
    return Shown(fault=fault, verdict=_verdict(ran), seconds=seconds, said=ran.said)


def _verdict(ran: Ran) -> Verdict:
    if not ran.tests:
        return Verdict.DID_NOT_RUN
    if ran.failed:
        return Verdict.NOTICED
    return Verdict.SKIPPED if ran.tests == ran.skipped else Verdict.NOT_NOTICED
