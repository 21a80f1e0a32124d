"""The arguments of Terraform of which another value makes the resource anew."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from rolec.schema.store import Rules, names, schema


@cache
def replacing() -> frozenset[str]:
    """The arguments that fields become which say `forces_replacement`, as in ``aws_iam_role.path``."""
    return frozenset(
        argument
        for name in names()
        for rules in schema(name).fields.values()
        for argument in _below(rules)
    )


def _below(rules: Rules) -> Iterator[str]:
    meta = rules.get("meta", {})
    if meta.get("forces_replacement"):
        yield meta["terraform"]
    if "dict" in rules.get("type", ()):
        for inner in rules.get("schema", {}).values():
            yield from _below(inner)
