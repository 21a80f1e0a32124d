"""Where the resources of something were before its label changed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from rolec.ir.label import label_of_part
from rolec.ir.role import Attachment, OidcProvider, Policy, Role, SamlProvider
from rolec.ir.text import Entity, Link, Reference
from rolec.read.configuration import Moved

_POLICY = re.compile(r"(?:data\.)?aws_iam_policy\.([\w-]+)(?:\[([^]]+)\])?\.arn", re.ASCII)


def moved(thing: Role | Policy | OidcProvider | SamlProvider) -> tuple[Moved, ...]:
    """Every `moved` block of ``thing``; of several old labels each moves to the next.

    The last goes on to the instance that there is where all that something is made on is true, and comes
    from there where it is always made.
    """
    found = [
        Moved(f"{type_}.{_label(before, name)}", f"{type_}.{_label(after, name)}")
        for before, after in pairwise((*thing.moved_from, thing.label))
        for type_, name, _ in _moving(thing)
    ]
    if thing.moved_from:
        for type_, name, on in _moving(thing):
            if on is not None:
                address = f"{type_}.{_label(thing.label, name)}"
                both = (address, f"{address}[0]")
                found.append(Moved(*both) if on else Moved(*reversed(both)))
    return tuple(found)


def _label(of: str, name: str | None) -> str:
    return of if name is None else label_of_part(of, name)


def _moving(
    thing: Role | Policy | OidcProvider | SamlProvider,
) -> Iterator[tuple[str, str | None, bool | None]]:
    """Each type, what its label is made of beside that of ``thing``, and whether it has a count; None has none anyway."""
    match thing:
        case Role():
            on = bool(thing.enabled)
            yield Entity.ROLE, None, on
            if thing.instance_profile:
                yield "aws_iam_instance_profile", None, bool(thing.instance_profile.enabled)
            if thing.exclusive:
                yield "aws_iam_role_policies_exclusive", None, on
                yield "aws_iam_role_policy_attachments_exclusive", None, on
            yield from _parts(thing)
        case Policy():
            yield Entity.POLICY, None, bool(thing.enabled)
        case OidcProvider():
            yield Entity.OIDC_PROVIDER, None, None
        case SamlProvider():
            yield Entity.SAML_PROVIDER, None, None


def _parts(role: Role) -> Iterator[tuple[str, str, bool | None]]:
    for policy in role.inline_policies:
        for name in _part(role, policy.label, policy.name):
            yield "aws_iam_role_policy", name, bool(policy.enabled)
    for attached in role.attachments:
        names = (*_attached(attached), attached.policy_arn.written)
        for name in _part(role, attached.label, *names):
            on = None if attached.policy_arn.is_list else bool(attached.enabled)
            yield "aws_iam_role_policy_attachment", name, on
    for one in role.pod_identity_associations:
        for name in _part(role, one.label, f"{one.namespace}/{one.service_account}"):
            yield "aws_eks_pod_identity_association", name, bool(role.enabled)


def _part(role: Role, label: str, *names: str) -> Iterator[str]:
    """The name that the label was made of; a pinned label tells nothing about an older one."""
    for candidate in (*names, label.removeprefix(f"{role.label}__")):
        if label_of_part(role.label, candidate) == label:
            yield candidate
            return


def _attached(attachment: Attachment) -> Iterator[str]:
    """The name of the policy, where its ARN has one that is written out, or one that Terraform calls it or its list by."""
    match attachment.policy_arn.parts:
        case (Link(name=name),):
            yield name
        case (Reference(expression=expression),):
            if expression.endswith("[*]"):
                yield expression[:-3].split(".")[-1]
            policy = _POLICY.fullmatch(expression)
            if policy:
                key = policy[2] or "0"
                yield policy[1] if key == "0" else f"{policy[1]}-{_unquoted(key)}"
        case (*_, str() as end):
            name = end.split("/")[-1]
            if name and name != end:
                yield name
        case _:
            pass


def _unquoted(key: str) -> str:
    return key[1:-1] if key.startswith('"') else key
