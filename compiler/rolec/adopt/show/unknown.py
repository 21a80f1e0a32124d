"""What a plan of Terraform does not know before it is applied.

Source: Terraform's documentation, "JSON Output Format", on `after_unknown`.
"""

from __future__ import annotations

from collections.abc import Iterator

from rolec.adopt.found import FoundName
from rolec.adopt.names import as_name
from rolec.adopt.show.resources import Resource

_LATER = "known after apply"
_OF_ROLE = ("assume_role_policy", "description", "path", "max_session_duration", "tags")
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
    return told(role, *_OF_ROLE)


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
