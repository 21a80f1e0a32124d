"""The ids by which Terraform takes over what exists already.

Source: the section "Import" of each resource in the AWS provider's documentation.
"""

from __future__ import annotations

from collections.abc import Iterator

from rolec.ir.module import Account, Module
from rolec.ir.role import Attachment, InlinePolicy, InstanceProfile, Policy, Role, name_of
from rolec.ir.text import Entity, Part, Reference, Text, joined, text
from rolec.read.configuration import Configuration, Import
from rolec.read.value import Template, Traversal, Value
from rolec.source.span import NOWHERE
from rolec.verify.document import text_in_terraform

_OF_ROLE = (
    str(Entity.ROLE),
    "aws_iam_role_policies_exclusive",
    "aws_iam_role_policy_attachments_exclusive",
)
"""What is imported by the name of the role; the last two of one that is exclusive."""


def imports(module: Module) -> Configuration:
    """An import block for each resource whose id is known without asking AWS."""
    pairs = (pair for role in module.roles for pair in _of_role(role, module))
    known = ((at, id_) for at, id_ in (*pairs, *_others(module)) if id_)
    enabled, items = dict(_enabled(module)), dict(_items(module))
    return Configuration(
        imports=tuple(
            Import(address, _written(id_), NOWHERE, enabled.get(address, ()), items.get(address))
            for address, id_ in known
        )
    )


def _enabled(module: Module) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What has to be true for each resource to be there that may be missing."""
    for policy in module.policies:
        yield f"{Entity.POLICY}.{policy.label}[0]", _expressions(policy)
    for role in module.roles:
        for type_ in _OF_ROLE:
            yield f"{type_}.{role.label}[0]", _expressions(role)
        if role.instance_profile:
            address = f"aws_iam_instance_profile.{role.label}[0]"
            yield address, _expressions(role.instance_profile)
        for inline in role.inline_policies:
            yield f"aws_iam_role_policy.{inline.label}[0]", _expressions(inline)
        for attached in role.attachments:
            address = f"aws_iam_role_policy_attachment.{attached.label}{_at_attached(attached)}"
            yield address, _expressions(attached)


def _items(module: Module) -> Iterator[tuple[str, str]]:
    """The list of which there is one resource for each item."""
    for role in module.roles:
        for each in role.attachments:
            if each.policy_arn.is_list:
                address = f"aws_iam_role_policy_attachment.{each.label}{_at_attached(each)}"
                yield address, each.policy_arn.written[2:-1]


def _at_attached(attachment: Attachment) -> str:
    return "[each.value]" if attachment.policy_arn.is_list else _at(attachment)


def _expressions(
    made: Role | Policy | InlinePolicy | Attachment | InstanceProfile,
) -> tuple[str, ...]:
    return tuple(text_in_terraform(each).written[2:-1] for each in made.enabled)


def _written(id_: Text) -> Value:
    parts = tuple(_part(part) for part in id_.parts)
    alone = parts[0]
    if len(parts) == 1 and not isinstance(alone, str):
        return alone
    return Template(parts, NOWHERE)


def _part(part: Part) -> str | Traversal:
    match part:
        case Reference(expression=expression):
            return Traversal(expression, NOWHERE)
        case _:
            return str(part)


def _of_role(role: Role, module: Module) -> Iterator[tuple[str, Text | None]]:
    name = _known(role)
    for type_ in _OF_ROLE if role.exclusive else _OF_ROLE[:1]:
        yield f"{type_}.{role.label}{_at(role)}", name
    for policy in role.inline_policies:
        address = f"aws_iam_role_policy.{policy.label}{_at(policy)}"
        yield address, _between(name, ":", _known(policy))
    for attachment in role.attachments:
        arn = _attached(attachment.policy_arn, module)
        address = f"aws_iam_role_policy_attachment.{attachment.label}{_at_attached(attachment)}"
        yield address, _between(name, "/", arn)
    if role.instance_profile:
        address = f"aws_iam_instance_profile.{role.label}{_at(role.instance_profile)}"
        yield address, _profile(role.instance_profile)


def _attached(arn: Text, module: Module) -> Text | None:
    """The ARN of a managed policy, that of one of ``module`` as its name is; of a list that of each item."""
    if arn.is_list:
        return Text((Reference("each.value"),)) if all(map(_is_before_apply, arn.parts)) else None
    for policy in module.policies:
        address = f"{Entity.POLICY}.{policy.label}{_at(policy)}"
        if text_in_terraform(arn).written == f"${{{address}.arn}}":
            return _policy_arn(policy, module)
    if arn.value:
        return text(arn.value)
    others = [each for each in arn.parts if not isinstance(each, str)]
    return arn if all(map(_is_before_apply, others)) else None


def _is_before_apply(part: Part) -> bool:
    """Whether a part of an id is no attribute that a resource has only once it is made."""
    match part:
        case Reference(expression=expression):
            return expression.partition(".")[0] in {"data", "var", "local"}
        case _:
            return False


def _policy_arn(policy: Policy, module: Module) -> Text | None:
    name = _known(policy)
    return _arn(module.account, "policy", *policy.path.parts, *name.parts) if name else None


def _between(name: Text | None, sign: str, other: Text | None) -> Text | None:
    return joined((*name.parts, sign, *other.parts)) if name and other else None


def _at(made: Role | Policy | InlinePolicy | Attachment | InstanceProfile) -> str:
    """The index of what may not be there."""
    return "[0]" if made.enabled else ""


def _profile(profile: InstanceProfile) -> Text | None:
    return None if profile.name_prefix else profile.name


def _known(named: Role | Policy | InlinePolicy) -> Text | None:
    """The name, but for one of which Terraform makes up a part."""
    return None if named.name_prefix else name_of(named)


def _others(module: Module) -> Iterator[tuple[str, Text | None]]:
    account = module.account
    for policy in module.policies:
        yield f"{Entity.POLICY}.{policy.label}{_at(policy)}", _policy_arn(policy, module)
    for oidc in module.oidc_providers:
        url = oidc.url.value
        host = url.removeprefix("https://").rstrip("/") if url is not None else None
        arn = _arn(account, "oidc-provider", f"/{host}") if host is not None else None
        yield f"{Entity.OIDC_PROVIDER}.{oidc.label}", arn
    for saml in module.saml_providers:
        arn = _arn(account, "saml-provider", f"/{saml.name}")
        yield f"{Entity.SAML_PROVIDER}.{saml.label}", arn


def _arn(account: Account, kind: str, *rest: Part) -> Text | None:
    if account.id is None:
        return None
    return joined((f"arn:{account.partition}:iam::{account.id}:{kind}", *rest))
