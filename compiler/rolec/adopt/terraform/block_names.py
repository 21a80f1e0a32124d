"""Blocks that are not named as Terraform has them named: it then takes nothing of their file."""

from __future__ import annotations

from rolec.read.value import Block, Body

_NAMES = {
    "resource": ("type", "name"),
    "data": ("type", "name"),
    "ephemeral": ("type", "name"),
    "variable": ("name",),
    "output": ("name",),
    "module": ("name",),
    "provider": ("name",),
    "check": ("name",),
    "locals": (),
    "terraform": (),
    "moved": (),
    "import": (),
    "removed": (),
}
"""What stands behind the word of each block. Source: Terraform's documentation, "Configuration Syntax" and the
pages of the blocks."""


def wrongly_named(body: Body) -> tuple[Block, tuple[str, ...]] | None:
    """The first block of a file with too few or too many names, and which it is to have; None where there is none."""
    for block in body.blocks:
        names = _NAMES.get(block.type)
        if names is not None and len(names) != len(block.labels):
            return block, names
    return None
