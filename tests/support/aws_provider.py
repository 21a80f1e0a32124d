"""Terraform with the AWS provider, from a local mirror: nothing is downloaded."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from support.terraform import needs_terraform, terraform

_PROVIDER = f"*/hashicorp/aws/*/{platform.system().lower()}_*/terraform-provider-aws*"


def needs_aws_provider(test):
    """Marks a test that runs Terraform with the AWS provider; where one is missing it is skipped."""
    reason = "no mirror of the AWS provider; ROLEC_TERRAFORM_MIRROR may name its folder"
    return needs_terraform(pytest.mark.skipif(mirror() is None, reason=reason)(test))


@cache
def mirror() -> Path | None:
    """The folder of the mirror, which has the layout that `terraform init -plugin-dir` wants."""
    named = os.environ.get("ROLEC_TERRAFORM_MIRROR")
    candidates = [Path(named)] if named else _usual_folders()
    return next((path for path in candidates if any(path.glob(_PROVIDER))), None)


def _usual_folders() -> list[Path]:
    return [
        Path.home() / ".terraform.d/plugins",
        Path.home() / ".local/share/terraform/plugins",
        Path("/usr/local/share/terraform/plugins"),
        Path("/usr/share/terraform/plugins"),
        *sorted(Path("/opt").glob("*")),
        *sorted(Path("/usr/local/share").glob("*")),
    ]


@dataclass(frozen=True, slots=True)
class Workspaces:
    """Makes folders that Terraform can work in; ``initialised`` is one, with the provider alone."""

    initialised: Path

    @staticmethod
    def initialise(folder: Path) -> Workspaces:
        """Takes the provider from the mirror into ``folder``, once for all that follow."""
        settings = folder / "provider.tf"
        settings.write_text('provider "aws" {}\n', encoding="utf-8")
        run(folder, "init", f"-plugin-dir={mirror()}")
        settings.unlink()
        return Workspaces(folder)

    def prepare(self, folder: Path) -> Path:
        """Leaves ``folder``, whose configuration is there, as `terraform init` would."""
        shutil.copytree(self.initialised, folder, symlinks=True, dirs_exist_ok=True)
        run(folder, "get")
        return folder


def run(folder: Path, *arguments: str, codes: tuple[int, ...] = (0,)) -> str:
    """What Terraform printed; the test fails unless it exits with one of ``codes``."""
    done = _run(folder, *arguments)
    assert done.returncode in codes, f"terraform {arguments}:\n{done.stdout}\n{done.stderr}"
    return done.stdout


def plan(folder: Path, *arguments: str) -> str:
    """The plan; empty when there is nothing to do."""
    options = ("-input=false", "-detailed-exitcode", *arguments)
    done = _run(folder, "plan", *options)
    assert done.returncode in {0, 2}, f"terraform plan:\n{done.stdout}\n{done.stderr}"
    return done.stdout if done.returncode else ""


def _run(folder: Path, verb: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    # `terraform state` has verbs of its own, and no colours.
    plain = () if verb == "state" else ("-no-color",)
    # Moto answers one request after the other: of ten at once a late one is sent again, and finds its own work.
    few = ("-parallelism=2",) if verb in {"apply", "destroy", "plan"} else ()
    return terraform(verb, *plain, *few, *arguments, cwd=folder)
