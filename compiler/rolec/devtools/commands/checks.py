"""Runs what checks the project itself: format, lint, types, contracts, made files."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from rolec.devtools.checkout import checkout
from rolec.devtools.checks import CHECKS, run
from rolec.devtools.command import Command


def _arguments(_: ArgumentParser) -> None:
    """None: all checks run, always."""


def _run(_: Namespace) -> int:
    return 1 if run(CHECKS, checkout()) else 0


COMMAND = Command(
    name="checks",
    summary="ruff, mypy, import contracts, made files",
    arguments=_arguments,
    run=_run,
)
