"""Checking and writing what `rolec new` made."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

import click

PRINTED = "-"
"""The output that is standard output."""


def write_spec(text: str, output: str) -> None:
    """Write ``text`` to the file ``output``, never over one that exists, or print it."""
    if output == PRINTED:
        click.echo(text, nl=False)
        return
    try:
        # A parent that is a file says so when the file is opened.
        with suppress(FileExistsError):
            Path(output).parent.mkdir(parents=True, exist_ok=True)
        # "x" and not a look beforehand: between the two somebody else could write it.
        with Path(output).open("x", encoding="utf-8", newline="\n") as file:
            _write_whole(file.fileno(), text)
    except FileExistsError:
        _refuse(output, "exists, and is not written over")
    except OSError as problem:
        _refuse(output, f"cannot be written: {problem.strerror}")


def refuse_existing(output: str) -> None:
    """Refuse ``output`` when it is there already, before anybody has answered a question."""
    if output != PRINTED and os.path.lexists(output):
        _refuse(output, "exists, and is not written over")


def _write_whole(file: int, text: str) -> None:
    data = text.encode()
    while data:
        data = data[os.write(file, data) :]


def _refuse(output: str, why: str) -> None:
    raise click.BadParameter(f"`{output}` {why}", param_hint="--output")
