"""Instance profiles in Terraform's HCL."""

from __future__ import annotations

from rolec.adopt.found import FoundName, FoundProfile
from rolec.adopt.show.resources import without_index
from rolec.adopt.terraform.fields import Unsaid
from rolec.adopt.terraform.instances import Instance
from rolec.adopt.terraform.module import TerraformModule
from rolec.adopt.terraform.parts import addressed


def read_profile(
    module: TerraformModule, unsaid: Unsaid, role: Instance, called: str
) -> FoundProfile:
    """An instance profile of ``role``, which is ``called`` so in its spec; ``unsaid`` is told what is left out."""
    tags, tags_from = unsaid.tags()
    name = unsaid.name("") or FoundName(called)
    of_role = Unsaid(module, role).name(called) or FoundName(called)
    at = addressed(name.name or "") or ""
    is_same = of_role.name is not None and (without_index(at) if role.if_ else at) == role.address
    return FoundProfile(
        name=of_role if is_same else name,
        path=unsaid.path(),
        tags=tags,
        tags_from=tags_from,
    )
