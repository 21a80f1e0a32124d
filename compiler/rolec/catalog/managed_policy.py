"""The managed policies that AWS has, by name."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path


@cache
def managed_policy_paths() -> dict[str, str]:
    """The path of each AWS managed policy by its name, such as ``/job-function/``.

    Made by ``python -m rolec.devtools catalogue``; the source is in the file.
    """
    found = (Path(__file__).with_name("data") / "managed_policies.json").read_text("utf-8")
    return {name: path for path, names in json.loads(found)["names"].items() for name in names}
