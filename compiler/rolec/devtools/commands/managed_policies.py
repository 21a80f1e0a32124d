"""Writes the table of AWS managed policies, from the moto that is installed."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from rolec.devtools.checkout import checkout
from rolec.devtools.command import Command
from rolec.devtools.managed_policies import managed_policies


def _arguments(_: ArgumentParser) -> None:
    """None: the table is written whole."""


def _run(_: Namespace) -> int:
    path = checkout() / "compiler/rolec/catalog/data/managed_policies.json"
    path.write_text(managed_policies(), encoding="utf-8", newline="\n")
    print(f"{path} written")
    return 0


COMMAND = Command(
    name="managed-policies",
    summary="write the table of AWS managed policies, from moto",
    arguments=_arguments,
    run=_run,
)
