"""The ids by which Terraform takes over what exists already.

Source: the section "Import" of each resource in the AWS provider's documentation.
"""

from __future__ import annotations

from collections.abc import Iterator

from rolec.ir.module import Account, Module
from rolec.ir.role import Role
from rolec.ir.text import Entity
from rolec.read.configuration import Configuration, Import
from rolec.read.value import Template
from rolec.source.span import NOWHERE


def imports(module: Module) -> Configuration:
    """An import block for each resource whose id is known without asking AWS."""
    pairs = (pair for role in module.roles for pair in _of_role(role))
    known = ((address, id_) for address, id_ in (*pairs, *_others(module)) if id_)
    return Configuration(
        imports=tuple(
            Import(address, Template((id_,), NOWHERE), NOWHERE) for address, id_ in known
        )
    )


def _of_role(role: Role) -> Iterator[tuple[str, str | None]]:
    same_name = [str(Entity.ROLE)]
    if role.exclusive:
        same_name += [
            "aws_iam_role_policies_exclusive",
            "aws_iam_role_policy_attachments_exclusive",
        ]
    for type_ in same_name:
        yield f"{type_}.{role.label}", role.name
    for policy in role.inline_policies:
        yield f"aws_iam_role_policy.{policy.label}", f"{role.name}:{policy.name}"
    for attachment in role.attachments:
        arn = attachment.policy_arn.value
        address = f"aws_iam_role_policy_attachment.{attachment.label}"
        yield address, f"{role.name}/{arn}" if arn else None
    if role.instance_profile:
        yield f"aws_iam_instance_profile.{role.label}", role.instance_profile.name


def _others(module: Module) -> Iterator[tuple[str, str | None]]:
    account = module.account
    for policy in module.policies:
        yield (
            f"{Entity.POLICY}.{policy.label}",
            _arn(account, "policy", f"{policy.path}{policy.name}"),
        )
    for oidc in module.oidc_providers:
        url = oidc.url.value
        host = url.removeprefix("https://").rstrip("/") if url is not None else None
        arn = _arn(account, "oidc-provider", f"/{host}") if host is not None else None
        yield f"{Entity.OIDC_PROVIDER}.{oidc.label}", arn
    for saml in module.saml_providers:
        arn = _arn(account, "saml-provider", f"/{saml.name}")
        yield f"{Entity.SAML_PROVIDER}.{saml.label}", arn


def _arn(account: Account, kind: str, rest: str) -> str | None:
    return f"arn:{account.partition}:iam::{account.id}:{kind}{rest}" if account.id else None
