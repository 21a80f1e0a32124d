"""Why a part of a role is left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rolec.adopt.terraform.instances import Instance
from rolec.adopt.terraform.parts import PARTS, Belonging

NEVER = "with the defaults of the variables none is made: "
_ON_NO_ROLE = "it is on no role"
NOT_HERE = "its role is not in this source"


def left_out(
    part: Instance, roles: Iterable[Instance], names: Mapping[str, str], belonging: Belonging
) -> str:
    """Why ``part`` is no part of an adopted role; ``names`` are those of ``roles`` by address."""
    if part.never:
        return f"{NEVER}{part.if_}"
    if part.block.body.get(PARTS[part.type]) is None:
        return _ON_NO_ROLE
    mine = [names[each.address] for each in roles if belonging.may_belong(part, each)]
    if not mine:
        return NOT_HERE
    called = ", ".join(f"`{each}`" for each in dict.fromkeys(mine))
    return (
        f"its role {called} was not adopted"
        if len(mine) == 1
        else f"none of its roles {called} was adopted"
    )
