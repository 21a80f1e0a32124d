"""What a plan of Terraform does not know before it is applied.

Source: Terraform's documentation, "JSON Output Format", on `after_unknown`.
"""

from __future__ import annotations

from collections.abc import Iterator

from rolec.adopt.found import FoundName
from rolec.adopt.names import as_name
from rolec.adopt.show.resources import Resource

_PROFILE = "aws_iam_instance_profile"
_LATER = "known after apply"
_OF_ROLE = ("assume_role_policy", "description", "path", "max_session_duration", "tags")
_IN_ROLE = ("managed_policy_arns", "inline_policy")
"""What a plan never knows of a role that does not say it."""
_MADE_UP = "terraform-"


def is_unknown(resource: Resource, argument: str) -> bool:
    """Whether a plan has an argument of which it does not know the value."""
    return argument in resource.unknown and not resource.values.get(argument)


def told(resource: Resource, *arguments: str) -> Iterator[str]:
    """Why nothing can be made of a resource, for those of ``arguments`` that nobody knows."""
    for each in arguments:
        if is_unknown(resource, each):
            yield f"{_LATER}: `{each}` of {resource.address}"


def unknown_of_role(role: Resource) -> Iterator[str]:
    """The same of what a role itself has."""
    yield from told(role, *_OF_ROLE)
    yield from told_in_part(role, *(each for each in _IN_ROLE if each in role.refers))


def told_in_part(resource: Resource, *arguments: str) -> Iterator[str]:
    """The same for those of ``arguments`` of which nobody knows all."""
    for each in arguments:
        if each in resource.unknown:
            yield f"{_LATER}: `{each}` of {resource.address}"


def unknown_of_part(part: Resource) -> Iterator[str]:
    """The same of what a part of a role has; how a name begins is known enough."""
    yield from told(part, "policy", "path")
    yield from told_in_part(part, "tags", "policy_arns", "policy_names")
    if part.type != _PROFILE and name_in_aws(part) is None:
        yield from told(part, "name")


def label_of(resource: Resource) -> str:
    """What a resource is called that has no name yet, with the module that it is in."""
    module, _, rest = resource.address.rpartition("aws_iam_")
    return as_name(module.replace("module.", "").replace(".", "-") + rest.partition(".")[2])


def name_in_aws(resource: Resource) -> FoundName | None:
    """How the name begins that Terraform makes up; None where there is one, or nobody knows."""
    if resource.value("name"):
        return None
    prefix = resource.value("name_prefix")
    if prefix:
        return FoundName(prefix=prefix)
    says_no_name = "name" in resource.unknown and "name" not in resource.refers
    return FoundName(prefix=_MADE_UP) if says_no_name else None
