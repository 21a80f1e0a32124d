"""Where the resources of a role, policy or provider were before its label changed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from rolec.emit.hcl.value import Address
from rolec.ir.attached import attached_names
from rolec.ir.label import label_of_part
from rolec.ir.role import OidcProvider, Policy, Role, SamlProvider
from rolec.ir.text import Entity

Moved: TypeAlias = Role | Policy | OidcProvider | SamlProvider


class Move(NamedTuple):
    """A resource and its new address."""

    before: Address
    after: Address


def moves(thing: Moved) -> list[Move]:
    """The moves of ``thing`` and what belongs to it.

    Of several old labels each moves to the next: Terraform lets no two resources move to
    one address, and follows a chain from wherever its state is.
    """
    steps = pairwise((*thing.moved_from, thing.label))
    return [move for before, after in steps for move in _moves(thing, before, after)]


def _moves(thing: Moved, before: str, after: str) -> Iterator[Move]:
    match thing:
        case Role():
            for resource in _resources_with_label(thing):
                yield Move(Address(resource, before), Address(resource, after))
            for resource, name in _parts(thing):
                yield Move(
                    Address(resource, label_of_part(before, name)),
                    Address(resource, label_of_part(after, name)),
                )
        case Policy():
            yield Move(Address(Entity.POLICY, before), Address(Entity.POLICY, after))
        case OidcProvider():
            entity = Entity.OIDC_PROVIDER
            yield Move(Address(entity, before), Address(entity, after))
        case SamlProvider():
            entity = Entity.SAML_PROVIDER
            yield Move(Address(entity, before), Address(entity, after))


def _resources_with_label(role: Role) -> Iterator[str]:
    yield Entity.ROLE
    if role.instance_profile:
        yield "aws_iam_instance_profile"
    if role.exclusive:
        yield "aws_iam_role_policies_exclusive"
        yield "aws_iam_role_policy_attachments_exclusive"


def _parts(role: Role) -> Iterator[tuple[str, str]]:
    """The resources with labels of their own, and the names that these were made of."""
    for policy in role.inline_policies:
        yield from _named("aws_iam_role_policy", role, policy.label, policy.name)
    for attachment in role.attachments:
        names = attached_names(attachment.policy_arn)
        yield from _named("aws_iam_role_policy_attachment", role, attachment.label, *names)
    for association in role.pod_identity_associations:
        name = f"{association.namespace}/{association.service_account}"
        yield from _named("aws_eks_pod_identity_association", role, association.label, name)


def _named(resource: str, role: Role, label: str, *names: str) -> Iterator[tuple[str, str]]:
    # A label that was made in another way gives no hint at what it was before.
    for candidate in (*names, label.removeprefix(f"{role.label}__")):
        if label_of_part(role.label, candidate) == label:
            yield resource, candidate
            return
