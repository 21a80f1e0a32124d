"""What the two resources list that keep other policies out of a role, in Terraform's HCL."""

from __future__ import annotations

from rolec.adopt.exclusive import ATTACHED, EXCLUSIVE, INLINE, unlike_a_spec
from rolec.adopt.found import Json
from rolec.adopt.terraform.gathered import Gathered
from rolec.adopt.terraform.instances import Instance
from rolec.adopt.terraform.module import TerraformModule
from rolec.adopt.unknown import UnknownError


def listed_by(module: TerraformModule, exclusive: Instance) -> list[Json]:
    """The names or ARNs that it lists; an UnknownError where a plan alone knows which."""
    argument = EXCLUSIVE[exclusive.type]
    found = module.value(exclusive, argument)
    if not isinstance(found, list):
        written = module.value_text(exclusive, argument)
        raise UnknownError(f"{exclusive.address}, which lists {written}")
    return found


def unlike(module: TerraformModule, parts: Gathered) -> str | None:
    """Why what is listed of the ``parts`` of a role is not what `exclusive: true` does; None where it is."""
    try:
        listed = {each.type: map(str, listed_by(module, each)) for each in parts.exclusive}
    except UnknownError as unknown:
        return f"not known before a plan: {unknown}"
    return unlike_a_spec(listed, {INLINE: parts.ways_inline, ATTACHED: parts.ways_attached})
