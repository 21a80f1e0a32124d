"""Every code of every stage."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from functools import cache

import rolec
from rolec.diagnostics.code import Code
from rolec.lint.run import all_lints


@cache
def all_codes() -> tuple[Code, ...]:
    """The lints, and the codes that stand in the ``*codes`` modules of the stages, by id."""
    found: dict[int, Code] = {id(lint): lint for lint in all_lints()}
    for name in _modules():
        values = vars(importlib.import_module(name)).values()
        # By identity: a stage may take over the code of another, but not its id.
        found |= {id(value): value for value in values if isinstance(value, Code)}
    return tuple(sorted(found.values(), key=lambda code: (code.id, code.name)))


def _modules() -> Iterator[str]:
    every = pkgutil.walk_packages(rolec.__path__, f"{rolec.__name__}.")
    yield from (part.name for part in every if not part.ispkg and part.name.endswith("codes"))
