"""Tags as an expression: those of a spec, and those of a map that Terraform has."""

from __future__ import annotations

from typing import TypeAlias

from rolec.emit.hcl.value import Call
from rolec.ir.role import InstanceProfile, OidcProvider, Policy, Role, SamlProvider, Tag
from rolec.ir.text import Text

Tags: TypeAlias = "tuple[Tag, ...] | Text | Call"


def tags_of(tagged: Role | Policy | InstanceProfile | OidcProvider | SamlProvider) -> Tags:
    """The tags of ``tagged``, its own over those of the map; empty where there are none."""
    if tagged.tags_from is None:
        return tagged.tags
    return Call("merge", (tagged.tags_from, tagged.tags)) if tagged.tags else tagged.tags_from
