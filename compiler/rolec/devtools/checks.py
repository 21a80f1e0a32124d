"""What holds for all files of the checkout, by somebody else's programs."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path

from rolec.devtools.checkout import environment

CHECKS: tuple[tuple[str, ...], ...] = (
    ("ruff", "format", "--check", "."),
    ("ruff", "check", "."),
    ("mypy",),
    ("lint-imports", "--no-logo"),
    (sys.executable, "-m", "rolec.devtools", "generate", "--check"),
)
"""The checks of the project itself; each says what is wrong, and fails."""

TESTS = (sys.executable, "-m", "pytest")


def run(commands: Iterable[tuple[str, ...]], root: Path) -> int:
    """Run every one of ``commands`` in ``root``; gives how many failed, after naming them."""
    failed = []
    for command in commands:
        name = " ".join(command).replace(sys.executable, "python")
        print(f"--- {name}", flush=True)
        start = time.monotonic()
        done = subprocess.run(command, cwd=root, env=environment(root), check=False)  # noqa: S603 - ours
        print(
            f"--- {name}: {'failed' if done.returncode else 'ok'}, {time.monotonic() - start:.1f} s"
        )
        failed += [name] if done.returncode else []
    for name in failed:
        print(f"failed: {name}")
    return len(failed)
