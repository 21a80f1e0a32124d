"""Instance profiles in Terraform's HCL."""

from __future__ import annotations

from rolec.adopt.found import FoundName, FoundProfile
from rolec.adopt.shown_resources import without_index
from rolec.adopt.terraform_instances import Instance
from rolec.adopt.terraform_module import TerraformModule
from rolec.adopt.terraform_parts import addressed
from rolec.adopt.unsaid import Unsaid


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
