"""Runs every check and every test: what must pass before a change is given to others."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from rolec.devtools.checkout import checkout
from rolec.devtools.checks import CHECKS, TESTS, run
from rolec.devtools.command import Command


def _arguments(_: ArgumentParser) -> None:
    """None: everything runs, always."""


def _run(_: Namespace) -> int:
    return 1 if run((*CHECKS, TESTS), checkout()) else 0


COMMAND = Command(name="all", summary="the checks, then all tests", arguments=_arguments, run=_run)
