"""What a process takes: CPU time, user and system, of it and its children, and memory."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass
class Cost:
    """What one process took: milliseconds of CPU, and megabytes at its peak."""

    cpu: float
    memory: float


def cost_of(
    *arguments: str | Path,
    environment: Mapping[str, str] | None = None,
    may_exit: tuple[int, ...] = (0,),
) -> Cost:
    """What Python takes for ``arguments``; another exit code than those it may have ends the run."""
    command = [sys.executable, *map(str, arguments)]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as process:
        said = process.stderr.read() if process.stderr else b""
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in may_exit:
        raise SystemExit(f"{' '.join(command)}: {process.returncode}\n{said.decode()}")
    return Cost((used.ru_utime + used.ru_stime) * 1000, used.ru_maxrss / 1024)
