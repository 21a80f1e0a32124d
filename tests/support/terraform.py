"""Terraform as a judge that nobody here wrote."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

TERRAFORM = shutil.which("terraform")


def needs_terraform(test):
    """Marks a test that runs Terraform without a provider; where there is none it is skipped."""
    reason = "`terraform` is not on the PATH"
    return pytest.mark.terraform(pytest.mark.skipif(TERRAFORM is None, reason=reason)(test))


def terraform(
    *arguments: str, stdin: str = "", cwd: Path | None = None, seconds: int = 600
) -> subprocess.CompletedProcess[str]:
    """The outcome of one call, without the settings of whoever runs the tests.

    ``seconds`` end what hangs; an apply of all examples takes minutes on a machine that is busy.
    """
    assert TERRAFORM
    return subprocess.run(
        [TERRAFORM, *arguments],
        input=stdin,
        cwd=cwd,
        env={**os.environ, "TF_CLI_CONFIG_FILE": os.devnull, "CHECKPOINT_DISABLE": "1"},
        text=True,
        encoding="utf-8",
        capture_output=True,
        timeout=seconds,
        check=False,
    )
