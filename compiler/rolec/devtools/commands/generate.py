"""Writes the files that are made from others, or says which are old."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace

from rolec.devtools.checkout import checkout
from rolec.devtools.command import Command
from rolec.devtools.generated import stale


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--check", action="store_true", help="write nothing; exit 1 when a file is old"
    )


def _run(options: Namespace) -> int:
    root = checkout()
    found = stale(root)
    for path, text in found.items():
        if options.check:
            sys.stdout.write(f"{path} is old: run `python -m rolec.devtools generate`\n")
            continue
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8", newline="\n")
        sys.stdout.write(f"{path} written\n")
    return 1 if options.check and found else 0


COMMAND = Command(
    name="generate",
    summary="write schemas/generated/, schemas/REFERENCE.md and schemas/LINTS.md",
    arguments=_arguments,
    run=_run,
)
