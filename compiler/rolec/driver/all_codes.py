"""Every code of every stage."""

from __future__ import annotations

import importlib
import importlib.util
import pkgutil
from functools import cache

import rolec
from rolec.diagnostics.code import Code


@cache
def all_codes() -> tuple[Code, ...]:
    """The codes that stand in the ``codes`` module of a stage, by id."""
    found: dict[int, Code] = {}
    for stage in pkgutil.iter_modules(rolec.__path__):
        name = f"{rolec.__name__}.{stage.name}.codes"
        if stage.ispkg and importlib.util.find_spec(name):
            values = vars(importlib.import_module(name)).values()
            # By identity: a stage may take over the code of another, but not its id.
            found |= {id(value): value for value in values if isinstance(value, Code)}
    return tuple(sorted(found.values(), key=lambda code: (code.id, code.name)))
