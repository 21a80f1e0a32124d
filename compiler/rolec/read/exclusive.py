"""The two resources that make a role's policies all that it may have."""

from __future__ import annotations

from collections.abc import Sequence

from rolec.diagnostics.diagnostic import error
from rolec.ir.role import Attachment, InlinePolicy
from rolec.read import codes
from rolec.read.resource import Resource
from rolec.read.text import as_text
from rolec.read.value import Call, Items, Opaque

INLINE = "aws_iam_role_policies_exclusive"
_LIST = "each of "
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
    names = [
        {p.name, *_references("aws_iam_role_policy", p, "name", inline)} for p in inline_policies
    ]
    arns = [
        {
            a.policy_arn.written,
            *_references("aws_iam_role_policy_attachment", a, "policy_arn", attached),
        }
        for a in attachments
    ]
    _check(inline, "policy_names", names)
    _check(attached, "policy_arns", arns)
    return True


def _references(
    type_: str, policy: InlinePolicy | Attachment, attribute: str, owner: Resource
) -> tuple[str, ...]:
    """How the list of ``owner`` may refer to a policy: as a list where that may be missing."""
    address = f"{type_}.{policy.label}"
    if isinstance(policy, Attachment) and policy.is_list:
        return (f"{_LIST}values({address})[*].{attribute}",)
    if not policy.enabled:
        return (f"${{{address}.{attribute}}}",)
    sure = (f"${{{address}[0].{attribute}}}",) if policy.enabled == owner.enabled else ()
    return (*sure, f"{_LIST}{address}[*].{attribute}")


def _listed(resource: Resource, argument: str) -> list[str]:
    """What an argument lists; what it puts together are lists of one or none."""
    match resource.needed(argument):
        case Call(name="concat", arguments=lists):
            items = [item for each in lists if isinstance(each, Items) for item in each.items]
            texts = [as_text(each, resource.sink) for each in items]
            return [
                *(text.written for text in texts if text),
                *(f"{_LIST}{each.text}" for each in lists if isinstance(each, Opaque)),
            ]
        case _:
            return [text.written for text in resource.texts_of(argument)]


def _check(resource: Resource, argument: str, spellings: list[set[str]]) -> None:
    """Each policy has to be listed once, in one of its spellings."""
    listed = _listed(resource, argument)
    found = [next((s for s in listed if s in ways), None) for ways in spellings]
    if None in found or sorted(listed) != sorted(str(s) for s in found):
        _report(resource, f"`{argument}` is not what the role has")


def _report(resource: Resource, message: str) -> None:
    value = resource.get("policy_names") or resource.get("policy_arns")
    resource.sink.add(error(codes.EXCLUSIVE, message, value.span if value else resource.span))
