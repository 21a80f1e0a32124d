"""The two resources that keep out of a role what they do not list.

Source: the pages of both in the documentation of the AWS provider.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet

INLINE = "aws_iam_role_policies_exclusive"
ATTACHED = "aws_iam_role_policy_attachments_exclusive"
EXCLUSIVE = {INLINE: "policy_names", ATTACHED: "policy_arns"}
"""The argument of each that lists what the role may have."""

_NOT_BOTH = "a spec keeps out other inline policies and other attachments, or neither"
_NOT_ALL = "it does not list what the role has"


def unlike_a_spec(
    listed: Mapping[str, Iterable[str]], has: Mapping[str, Iterable[AbstractSet[str]]]
) -> str | None:
    """Why what is ``listed``, by the type of the resource, is not what `exclusive: true` does; None where it is.

    ``has`` are the policies of the role, each by all the ways in which it may be written there.
    """
    if listed.keys() != EXCLUSIVE.keys():
        return _NOT_BOTH
    alike = (_are_all({*listed[type_]}, [*has[type_]]) for type_ in EXCLUSIVE)
    return None if all(alike) else _NOT_ALL


def _are_all(listed: AbstractSet[str], has: list[AbstractSet[str]]) -> bool:
    return len(listed) == len(has) and all(listed & ways for ways in has)
