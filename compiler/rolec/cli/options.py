"""Options that more than one command takes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from rolec.cli.format import format_names

F = TypeVar("F", bound=Callable[..., Any])


def diagnostic_format(command: F) -> F:
    """Gives a command ``--format``, as ``format_name``: any form that diagnostics have."""
    return _format(format_names(), "How findings are printed.")(command)


def result_format(*names: str) -> Callable[[F], F]:
    """Gives a command ``--format``, as ``format_name``: the forms that its result has."""
    return _format(names, "How the result is printed.")


def _format(names: tuple[str, ...], help: str) -> Callable[[F], F]:
    return click.option(
        "--format",
        "format_name",
        type=click.Choice(names),
        default="text",
        show_default=True,
        help=help,
    )
