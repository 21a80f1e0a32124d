"""The entry of `python -m rolec.devtools`."""

from __future__ import annotations

import sys
from argparse import ArgumentParser

from rolec.devtools import commands
from rolec.devtools.command import Command
from rolec.discover import discover


def main(arguments: list[str] | None = None) -> int:
    """Run one command, and give its exit code."""
    parser = ArgumentParser(prog="python -m rolec.devtools", description="Tools of the checkout.")
    chosen = parser.add_subparsers(required=True, metavar="COMMAND")
    for command in discover(commands, "COMMAND", Command):
        of_command = chosen.add_parser(command.name, help=command.summary)
        command.arguments(of_command)
        of_command.set_defaults(run=command.run)
    options = parser.parse_args(arguments)
    code: int = options.run(options)
    return code


if __name__ == "__main__":
    sys.exit(main())
