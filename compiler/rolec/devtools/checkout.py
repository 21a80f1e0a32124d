"""Finding the checkout: these tools work on its files, wherever they are installed."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path


def checkout() -> Path:
    """The root of the checkout that the current folder is in."""
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "compiler/rolec/devtools").is_dir():
            return folder
    raise SystemExit("this works inside a checkout of rolec; change to its folder")


def environment(root: Path) -> Mapping[str, str]:
    """The environment of a program that is to see the code in ``root``, not an installed copy."""
    inherited = {key: value for key, value in os.environ.items() if key != "PYTEST_ADDOPTS"}
    # The programs of this Python, ruff among them, stand beside it.
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", "")))
    return {**inherited, "PYTHONPATH": str(root / "compiler"), "PATH": path}
