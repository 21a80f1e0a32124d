"""The two resources that make a role's policies all that it may have."""

from __future__ import annotations

from collections.abc import Sequence

from rolec.diagnostics.diagnostic import error
from rolec.ir.role import Attachment, InlinePolicy
from rolec.read import codes
from rolec.read.resource import Resource

INLINE = "aws_iam_role_policies_exclusive"
ATTACHED = "aws_iam_role_policy_attachments_exclusive"


def read_exclusive(
    resources: Sequence[Resource],
    inline_policies: Sequence[InlinePolicy],
    attachments: Sequence[Attachment],
) -> bool:
    """Whether both resources are there; that they list what the role has is checked."""
    if not resources:
        return False
    by_type = {resource.type: resource for resource in resources}
    inline, attached = by_type.get(INLINE), by_type.get(ATTACHED)
    if inline is None or attached is None or len(resources) != len(by_type):
        _report(resources[0], "a role has one of each `_exclusive` resource, or none")
        return False
    inline.knows("role_name", "policy_names")
    attached.knows("role_name", "policy_arns")
    names = [{p.name, f"${{aws_iam_role_policy.{p.label}.name}}"} for p in inline_policies]
    arns = [
        {a.policy_arn.written, f"${{aws_iam_role_policy_attachment.{a.label}.policy_arn}}"}
        for a in attachments
    ]
    _check(inline, "policy_names", names)
    _check(attached, "policy_arns", arns)
    return True


def _check(resource: Resource, argument: str, spellings: list[set[str]]) -> None:
    """Each policy has to be listed once, in one of its spellings."""
    resource.needed(argument)
    listed = [text.written for text in resource.texts_of(argument)]
    found = [next((s for s in listed if s in ways), None) for ways in spellings]
    if None in found or sorted(listed) != sorted(str(s) for s in found):
        _report(resource, f"`{argument}` is not what the role has")


def _report(resource: Resource, message: str) -> None:
    value = resource.get("policy_names") or resource.get("policy_arns")
    resource.sink.add(error(codes.EXCLUSIVE, message, value.span if value else resource.span))
