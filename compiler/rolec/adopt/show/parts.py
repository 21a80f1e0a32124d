"""The parts of roles in a plan or a state."""

from __future__ import annotations

from collections.abc import Iterator

from rolec.adopt.found import FoundName, FoundProfile
from rolec.adopt.json_shape import tags, texts
from rolec.adopt.of_others import on_others
from rolec.adopt.show.resources import Resource, without_index
from rolec.adopt.show.unknown import name_in_aws


def others(attachment: Resource) -> Iterator[str]:
    """The users and groups that have a policy, too, in words."""
    for argument in ("users", "groups"):
        names = ", ".join(texts(attachment.values, argument))
        if names:
            told = on_others(without_index(attachment.address), argument, names)
            yield f"of {attachment.address}: {told}"


def named_roles(part: Resource) -> tuple[str, ...]:
    """The roles that it names."""
    one = part.value("role")
    return (*((one,) if one else ()), *texts(part.values, "roles"))


def profile(found: Resource, role: str) -> FoundProfile:
    """The instance profile that it is, of ``role``."""
    return FoundProfile(
        name=name_in_aws(found) or FoundName(found.value("name") or role),
        is_named=bool(found.value("name") or name_in_aws(found)),
        path=found.value("path") or "/",
        tags=tags(found.values, "tags"),
    )
