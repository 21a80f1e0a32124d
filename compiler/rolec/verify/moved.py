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
    """Every `moved` block of ``thing``; of several old labels each moves to the next."""
    steps = tuple(pairwise((*thing.moved_from, thing.label)))
    types, parts = _moving(thing)
    return (
        *(
            Moved(f"{type_}.{before}", f"{type_}.{after}")
            for before, after in steps
            for type_ in types
        ),
        *(
            Moved(
                f"{type_}.{label_of_part(before, name)}", f"{type_}.{label_of_part(after, name)}"
            )
            for before, after in steps
            for type_, name in parts
        ),
    )


def _moving(
    thing: Role | Policy | OidcProvider | SamlProvider,
) -> tuple[list[str], list[tuple[str, str]]]:
    """The types that carry the label of ``thing``, and the parts that carry a label made of it."""
    match thing:
        case Role():
            return _types(thing), list(_parts(thing))
        case Policy():
            return [Entity.POLICY], []
        case OidcProvider():
            return [Entity.OIDC_PROVIDER], []
        case SamlProvider():
            return [Entity.SAML_PROVIDER], []


def _types(role: Role) -> list[str]:
    return [
        Entity.ROLE,
        *(["aws_iam_instance_profile"] if role.instance_profile else []),
        *(
            ["aws_iam_role_policies_exclusive", "aws_iam_role_policy_attachments_exclusive"]
            if role.exclusive
            else []
        ),
    ]


def _parts(role: Role) -> Iterator[tuple[str, str]]:
    for policy in role.inline_policies:
        yield from _part("aws_iam_role_policy", role, policy.label, policy.name)
    for attached in role.attachments:
        names = (*_attached(attached), attached.policy_arn.written)
        yield from _part("aws_iam_role_policy_attachment", role, attached.label, *names)
    for one in role.pod_identity_associations:
        name = f"{one.namespace}/{one.service_account}"
        yield from _part("aws_eks_pod_identity_association", role, one.label, name)


def _part(type_: str, role: Role, label: str, *names: str) -> Iterator[tuple[str, str]]:
    """The name that the label was made of; a pinned label tells nothing about an older one."""
    for candidate in (*names, label.removeprefix(f"{role.label}__")):
        if label_of_part(role.label, candidate) == label:
            yield type_, candidate
            return


def _attached(attachment: Attachment) -> Iterator[str]:
    """The name of the policy, where its ARN has one that is written out, or one that Terraform calls it by."""
    match attachment.policy_arn.parts:
        case (Link(name=name),):
            yield name
        case (Reference(expression=expression),):
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
