"""The ids by which Terraform imports the resources of a module, where they exist already.

Source: the section "Import" of each resource in the AWS provider's documentation.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from rolec.emit.enabled import EACH, for_each, here
from rolec.emit.hcl.value import Address, Call, Choice, Comment, Keyword, Value
from rolec.emit.template import render
from rolec.ir.module import Module
from rolec.ir.role import (
    Attachment,
    InlinePolicy,
    OidcProvider,
    Policy,
    Role,
    made_up_name,
    name_of,
)
from rolec.ir.text import Entity, Link, Part, Reference, Text, joined, text
from rolec.record import dataclass

_ACCOUNT_NEEDED = "its id has an account id in it, which is not known"
_NAME_NEEDED = "its id has a name in it that Terraform makes up"
_ARN_NEEDED = "its id has an ARN in it that only Terraform knows"
_ASSOCIATION_NEEDED = "its id has one in it that EKS chose: CLUSTER,ASSOCIATION-ID"


@dataclass(frozen=True, slots=True)
class Import:
    """A resource and the id to import it by; where there is none, ``why`` says why.

    ``enabled`` are the references that have to be true for it to be there, and ``items`` a list of which there is one
    for each.
    An id in which there is a reference takes Terraform 1.6. One with a name that ``is_made_up`` by Terraform
    tells the resource in a state, and imports nothing.
    """

    to: Address
    id: Text | None
    why: str = ""
    is_made_up: bool = False
    enabled: tuple[Text, ...] = ()
    items: Text | None = None

    @property
    def for_each(self) -> Value | None:
        """The keys of what there may be none or several of; None where there always is one."""
        if self.items:
            return for_each(self.items, self.enabled)
        return Call("toset", (Choice(self.enabled, ("0",), ()),)) if self.enabled else None

    @property
    def is_known(self) -> bool:
        """Whether Terraform can import the resource by its id."""
        return self.id is not None and not self.is_made_up


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
        yield _of_policy(policy, module)
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
        refers=any(each.id.literal is None for each in imports if each.id and each.is_known),
        counted=any(each.for_each for each in imports if each.is_known),
        imports=[
            {
                "to": each.to,
                "id": each.id if each.is_known else None,
                "why": Comment(each.why),
                "for_each": each.for_each,
            }
            for each in imports
        ],
        moves=[{"before": Keyword(each.before), "after": each.after} for each in moves],
        forgotten=[Keyword(each) for each in forgotten],
    )


def _of_policy(policy: Policy, module: Module) -> Import:
    to, arn = _at(Entity.POLICY, policy), _policy_arn(policy, module)
    if arn:
        is_made_up = policy.name_prefix is not None
        return _of_name(to, arn, is_made_up=is_made_up, enabled=policy.enabled)
    return Import(to, None, _ACCOUNT_NEEDED)


def _of_role(role: Role, module: Module) -> Iterator[Import]:
    name = _called(role)
    of_role = partial(_of_name, is_made_up=role.name_prefix is not None, enabled=role.enabled)
    yield of_role(_at(Entity.ROLE, role), name)
    for policy in role.inline_policies:
        to = _at("aws_iam_role_policy", policy)
        id_ = joined((*name.parts, ":", *_called(policy).parts))
        is_made_up = bool(role.name_prefix or policy.name_prefix)
        yield _of_name(to, id_, is_made_up=is_made_up, enabled=policy.enabled)
    for attachment in role.attachments:
        to = _at("aws_iam_role_policy_attachment", attachment)
        arn = _attached_arn(attachment, module)
        if arn:
            items = attachment.policy_arn if attachment.is_list else None
            id_ = joined((*name.parts, "/", *arn.parts))
            yield replace(of_role(to, id_, enabled=attachment.enabled), items=items)
        else:
            yield Import(to, None, _ARN_NEEDED)
    if role.exclusive:
        yield of_role(_at("aws_iam_role_policies_exclusive", role), name)
        yield of_role(_at("aws_iam_role_policy_attachments_exclusive", role), name)
    if role.instance_profile:
        profile = role.instance_profile
        prefix = profile.name_prefix.parts if profile.name_prefix else ()
        to = Address("aws_iam_instance_profile", role.label, at=here(profile))
        name = made_up_name(role.label) if prefix else profile.name
        id_ = joined((*prefix, *name.parts))
        yield _of_name(to, id_, is_made_up=bool(prefix), enabled=profile.enabled)
    for association in role.pod_identity_associations:
        to = Address("aws_eks_pod_identity_association", association.label, at=here(role))
        yield Import(to, None, _ASSOCIATION_NEEDED)


def _of_oidc_provider(provider: OidcProvider, module: Module) -> Import:
    to = Address(Entity.OIDC_PROVIDER, provider.label)
    url = provider.url.value
    if url is None:
        return Import(to, None, _ARN_NEEDED)
    host = url.removeprefix("https://").rstrip("/")
    return Import(to, _arn(module, f"oidc-provider/{host}"), _ACCOUNT_NEEDED)


def _attached_arn(attachment: Attachment, module: Module) -> Text | None:
    """The ARN of what is attached, as far as Terraform knows it before it makes anything."""
    arn = attachment.policy_arn
    if attachment.is_list:
        return Text((Reference(EACH),)) if all(map(is_planned, arn.parts)) else None
    if arn.value:
        return text(arn.value)
    match arn.parts:
        case (Link(label=str(label)),):
            own = (each for each in module.policies if each.label == label)
            return next((_policy_arn(each, module) for each in own), None)
        case parts if all(isinstance(each, str) or is_planned(each) for each in parts):
            return arn
        case _:
            return None


def is_planned(part: Part) -> bool:
    """Whether the value of ``part`` is known at plan: what a resource answers is not."""
    known = ("data.", "var.", "local.", EACH)
    return isinstance(part, Reference) and part.expression.startswith(known)


def _policy_arn(policy: Policy, module: Module) -> Text | None:
    return _arn(module, "policy", *policy.path.parts, *_called(policy).parts)


def _called(named: Role | Policy | InlinePolicy) -> Text:
    """The name; one that Terraform makes up as its beginning, and a reference to it for the rest."""
    prefix = named.name_prefix.parts if named.name_prefix else ()
    return joined((*prefix, *name_of(named).parts))


def _at(type_: str, made: Role | Policy | InlinePolicy | Attachment) -> Address:
    return Address(type_, made.label, at=here(made))


def _of_name(to: Address, id_: Text, *, is_made_up: bool, enabled: tuple[Text, ...]) -> Import:
    why = _NAME_NEEDED if is_made_up else ""
    return Import(to, id_, why, is_made_up=is_made_up, enabled=enabled)


def _arn(module: Module, *resource: Part) -> Text | None:
    account = module.account
    if account.id is None:
        return None
    return joined((f"arn:{account.partition}:iam::{account.id}:", *resource))
