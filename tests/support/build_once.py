"""One build of many files, as a program that can be killed: `build_once.py OUTPUT VARIANT`."""

from __future__ import annotations

import sys
from pathlib import Path

from rolec.driver.open_output import open_output
from rolec.driver.plan import plan_changes
from rolec.driver.write import write_changes
from rolec.emit.output import Output, OutputFile

MODULES = ("", "production/team")
ROLES = 15


def modules(variant: str) -> dict[str, Output]:
    """What the build wants: some files the same in every variant, some not, some only in one."""
    return {
        folder: Output({path: OutputFile(text, "roles/a.yaml") for path, text in _files(variant)})
        for folder in (*MODULES, f"only-{variant}")
    }


def _files(variant: str):
    yield "rolec.tf", "the same\n"
    for number in range(ROLES):
        yield f"role.r{number}.tf", f"{variant} {number}\n" * 100
        yield f"json/role/r{number}/trust.json", "the same\n"
    yield f"json/role/only-{variant}/trust.json", "{}\n"


def main(output: str, variant: str) -> None:
    with open_output(Path(output)).value as folder:
        changes = plan_changes(folder, modules(variant)).value
        if write_changes(folder, changes).value is None:
            sys.exit(1)


if __name__ == "__main__":
    main(*sys.argv[1:])
