"""The Terraform variables that a module uses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from rolec.ir.text import Link, Reference

_VARIABLE = re.compile(r"var\.([A-Za-z_][A-Za-z0-9_-]*)(.*)", re.ASCII | re.DOTALL)


def variables(
    references: Iterable[Reference | Link], others: Mapping[str, str]
) -> list[tuple[str, str]]:
    """The names in order, each with its type: ``any`` where a part of the value is taken.

    ``others``, by name with the type, are used elsewhere.
    """
    types = dict(others)
    for each in references:
        found = _VARIABLE.fullmatch(each.expression) if isinstance(each, Reference) else None
        if found:
            name, step = found.groups()
            types[name] = "any" if step else types.get(name, "string")
    return sorted(types.items())
