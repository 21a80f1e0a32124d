"""Terraform's `import` blocks, for a module whose resources exist already."""

from __future__ import annotations

from collections.abc import Iterator

from rolec.emit.hcl.value import Address, Comment
from rolec.emit.output import Output, OutputFile
from rolec.emit.target import Target
from rolec.emit.template import render
from rolec.ir.module import Module
from rolec.ir.role import OidcProvider, Role
from rolec.ir.text import Entity
from rolec.record import dataclass

_ACCOUNT_NEEDED = "its id has an account id in it, which is not known"
_ARN_NEEDED = "its id has an ARN in it that only Terraform knows"
_ASSOCIATION_NEEDED = "its id has one in it that EKS chose: CLUSTER,ASSOCIATION-ID"


@dataclass(frozen=True, slots=True)
class _Import:
    """A resource and the id to import it by; where there is none, ``why`` says why."""

    to: Address
    id: str | None
    why: str = ""


def _emit(module: Module) -> Output:
    imports = [_block(each) for each in _imports(module)]
    return Output({"imports.tf": OutputFile(render("imports.tf.j2", imports=imports), "")})


def _block(found: _Import) -> dict[str, object]:
    return {"to": found.to, "id": found.id, "why": Comment(found.why)}


def _imports(module: Module) -> Iterator[_Import]:
    for role in module.roles:
        yield from _of_role(role)
    for policy in module.policies:
        to = Address(Entity.POLICY, policy.label)
        yield _Import(to, _arn(module, f"policy{policy.path}{policy.name}"), _ACCOUNT_NEEDED)
    for oidc in module.oidc_providers:
        yield _of_oidc_provider(oidc, module)
    for saml in module.saml_providers:
        to = Address(Entity.SAML_PROVIDER, saml.label)
        yield _Import(to, _arn(module, f"saml-provider/{saml.name}"), _ACCOUNT_NEEDED)


def _of_role(role: Role) -> Iterator[_Import]:
    yield _Import(Address(Entity.ROLE, role.label), role.name)
    for policy in role.inline_policies:
        to = Address("aws_iam_role_policy", policy.label)
        yield _Import(to, f"{role.name}:{policy.name}")
    for attachment in role.attachments:
        to = Address("aws_iam_role_policy_attachment", attachment.label)
        arn = attachment.policy_arn.value
        yield _Import(to, f"{role.name}/{arn}" if arn else None, _ARN_NEEDED)
    if role.exclusive:
        yield _Import(Address("aws_iam_role_policies_exclusive", role.label), role.name)
        yield _Import(Address("aws_iam_role_policy_attachments_exclusive", role.label), role.name)
    if role.instance_profile:
        to = Address("aws_iam_instance_profile", role.label)
        yield _Import(to, role.instance_profile.name)
    for association in role.pod_identity_associations:
        to = Address("aws_eks_pod_identity_association", association.label)
        yield _Import(to, None, _ASSOCIATION_NEEDED)


def _of_oidc_provider(provider: OidcProvider, module: Module) -> _Import:
    to = Address(Entity.OIDC_PROVIDER, provider.label)
    url = provider.url.value
    if url is None:
        return _Import(to, None, _ARN_NEEDED)
    host = url.removeprefix("https://").rstrip("/")
    return _Import(to, _arn(module, f"oidc-provider/{host}"), _ACCOUNT_NEEDED)


def _arn(module: Module, resource: str) -> str | None:
    account = module.account
    return f"arn:{account.partition}:iam::{account.id}:{resource}" if account.id else None


TARGET = Target(name="imports", emit=_emit, on_request=True)
