"""The ids by which Terraform imports the resources of a module, where they exist already.

Source: the section "Import" of each resource in the AWS provider's documentation.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rolec.emit.hcl.value import Address, Comment, Keyword
from rolec.emit.template import render
from rolec.ir.module import Module
from rolec.ir.role import Attachment, OidcProvider, Policy, Role
from rolec.ir.text import Entity, Link
from rolec.record import dataclass

_ACCOUNT_NEEDED = "its id has an account id in it, which is not known"
_ARN_NEEDED = "its id has an ARN in it that only Terraform knows"
_ASSOCIATION_NEEDED = "its id has one in it that EKS chose: CLUSTER,ASSOCIATION-ID"


@dataclass(frozen=True, slots=True)
class Import:
    """A resource and the id to import it by; where there is none, ``why`` says why."""

    to: Address
    id: str | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class MoveFrom:
    """A resource that a state has under another address, ``before``."""

    before: str
    after: Address


def imports(module: Module) -> Iterator[Import]:
    """An import of every resource of ``module``."""
    for role in module.roles:
        yield from _of_role(role, module)
    for policy in module.policies:
        to = Address(Entity.POLICY, policy.label)
        yield Import(to, _policy_arn(policy, module), _ACCOUNT_NEEDED)
    for oidc in module.oidc_providers:
        yield _of_oidc_provider(oidc, module)
    for saml in module.saml_providers:
        to = Address(Entity.SAML_PROVIDER, saml.label)
        yield Import(to, _arn(module, f"saml-provider/{saml.name}"), _ACCOUNT_NEEDED)


def imports_text(
    imports: Sequence[Import], moves: Sequence[MoveFrom] = (), forgotten: Sequence[str] = ()
) -> str:
    """The blocks of these, as a file; of what is ``forgotten`` Terraform lets go, and keeps it."""
    return render(
        "imports.tf.j2",
        imports=[{"to": each.to, "id": each.id, "why": Comment(each.why)} for each in imports],
        moves=[{"before": Keyword(each.before), "after": each.after} for each in moves],
        forgotten=[Keyword(each) for each in forgotten],
    )


def _of_role(role: Role, module: Module) -> Iterator[Import]:
    yield Import(Address(Entity.ROLE, role.label), role.name)
    for policy in role.inline_policies:
        to = Address("aws_iam_role_policy", policy.label)
        yield Import(to, f"{role.name}:{policy.name}")
    for attachment in role.attachments:
        to = Address("aws_iam_role_policy_attachment", attachment.label)
        arn = attachment.policy_arn.value or _arn_of_own(attachment, module)
        yield Import(to, f"{role.name}/{arn}" if arn else None, _ARN_NEEDED)
    if role.exclusive:
        yield Import(Address("aws_iam_role_policies_exclusive", role.label), role.name)
        yield Import(Address("aws_iam_role_policy_attachments_exclusive", role.label), role.name)
    if role.instance_profile:
        to = Address("aws_iam_instance_profile", role.label)
        yield Import(to, role.instance_profile.name)
    for association in role.pod_identity_associations:
        to = Address("aws_eks_pod_identity_association", association.label)
        yield Import(to, None, _ASSOCIATION_NEEDED)


def _of_oidc_provider(provider: OidcProvider, module: Module) -> Import:
    to = Address(Entity.OIDC_PROVIDER, provider.label)
    url = provider.url.value
    if url is None:
        return Import(to, None, _ARN_NEEDED)
    host = url.removeprefix("https://").rstrip("/")
    return Import(to, _arn(module, f"oidc-provider/{host}"), _ACCOUNT_NEEDED)


def _arn_of_own(attachment: Attachment, module: Module) -> str | None:
    """The ARN of a policy of ``module`` that is attached, of which no other is known."""
    match attachment.policy_arn.parts:
        case (Link(label=str(label)),):
            own = (each for each in module.policies if each.label == label)
            return next((_policy_arn(each, module) for each in own), None)
        case _:
            return None


def _policy_arn(policy: Policy, module: Module) -> str | None:
    return _arn(module, f"policy{policy.path}{policy.name}")


def _arn(module: Module, resource: str) -> str | None:
    account = module.account
    return f"arn:{account.partition}:iam::{account.id}:{resource}" if account.id else None
