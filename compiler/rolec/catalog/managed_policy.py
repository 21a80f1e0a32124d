"""The managed policies that AWS has, by name."""

from __future__ import annotations

import json
from functools import cache

from rolec.catalog.packed import data_text


@cache
def managed_policy_paths() -> dict[str, str]:
    """The path of each AWS managed policy by its name, such as ``/job-function/``.

    Made by ``python -m rolec.devtools catalogue``; the source is in the file.
    """
    found = data_text("managed_policies.json")
    return {name: path for path, names in json.loads(found)["names"].items() for name in names}
