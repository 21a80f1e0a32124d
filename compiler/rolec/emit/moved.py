"""Where the resources of a role, policy or provider were before its label changed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from rolec.emit.hcl.value import Address
from rolec.ir.attached import attached_names
from rolec.ir.label import label_of_part
from rolec.ir.role import (
    Attachment,
    InlinePolicy,
    InstanceProfile,
    OidcProvider,
    Policy,
    Role,
    SamlProvider,
)
from rolec.ir.text import ONE, Entity

Moved: TypeAlias = Role | Policy | OidcProvider | SamlProvider
Owner: TypeAlias = Moved | InlinePolicy | Attachment | InstanceProfile


class Move(NamedTuple):
    """A resource and its new address."""

    before: Address
    after: Address


def moves(thing: Moved) -> list[Move]:
    """The moves of ``thing`` and what belongs to it.

    Of several old labels each moves to the next: Terraform lets no two resources move to
    one address, and follows a chain from wherever its state is. What is made only where something
    is true goes on to its index, and what is always made comes from there, since it may have been
    another before; Terraform does that by itself for what keeps its label alone. What there is for each item of a
    list has its keys wherever it is.
    """
    steps = pairwise((*thing.moved_from, thing.label))
    found = [move for before, after in steps for move in _moves(thing, before, after)]
    return [*found, *_by_index(thing)] if thing.moved_from else []


def _moves(thing: Moved, before: str, after: str) -> Iterator[Move]:
    for type_, name, _ in _resources(thing):
        yield Move(*(Address(type_, _label(label, name)) for label in (before, after)))


def _by_index(thing: Moved) -> Iterator[Move]:
    for type_, name, made in _resources(thing):
        if isinstance(made, OidcProvider | SamlProvider):
            continue
        if isinstance(made, Attachment) and made.is_list:
            continue
        label = _label(thing.label, name)
        always, indexed = Address(type_, label), Address(type_, label, at=ONE)
        yield Move(always, indexed) if made.enabled else Move(indexed, always)


def _label(of: str, name: str) -> str:
    return label_of_part(of, name) if name else of


def _resources(thing: Moved) -> Iterator[tuple[str, str, Owner]]:
    """The resources of ``thing``, each with what it is made of; those with a label of their own with the name in it."""
    match thing:
        case Role():
            yield from ((type_, "", made) for type_, made in _with_label(thing))
            yield from _parts(thing)
        case Policy():
            yield Entity.POLICY, "", thing
        case OidcProvider():
            yield Entity.OIDC_PROVIDER, "", thing
        case SamlProvider():
            yield Entity.SAML_PROVIDER, "", thing


def _with_label(role: Role) -> Iterator[tuple[str, Owner]]:
    yield Entity.ROLE, role
    if role.instance_profile:
        yield "aws_iam_instance_profile", role.instance_profile
    if role.exclusive:
        yield "aws_iam_role_policies_exclusive", role
        yield "aws_iam_role_policy_attachments_exclusive", role


def _parts(role: Role) -> Iterator[tuple[str, str, Owner]]:
    for policy in role.inline_policies:
        for name in _named(role, policy.label, policy.name):
            yield "aws_iam_role_policy", name, policy
    for attachment in role.attachments:
        for name in _named(role, attachment.label, *attached_names(attachment.policy_arn)):
            yield "aws_iam_role_policy_attachment", name, attachment
    for association in role.pod_identity_associations:
        of = f"{association.namespace}/{association.service_account}"
        for name in _named(role, association.label, of):
            yield "aws_eks_pod_identity_association", name, role


def _named(role: Role, label: str, *names: str) -> Iterator[str]:
    """The name that the label of a part was made of; one that was made in another way gives no hint at an older one."""
    for candidate in (*names, label.removeprefix(f"{role.label}__")):
        if label_of_part(role.label, candidate) == label:
            yield candidate
            return
