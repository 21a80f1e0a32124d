"""What a module defines, as the resources that Terraform makes of it.

Source of the arguments: the pages of these resources in the documentation of the AWS provider.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from rolec.emit.json_document import inline_policy_path, policy_path, trust_path
from rolec.emit.written_policy import written_policy
from rolec.ir.document import Document
from rolec.ir.module import Module
from rolec.ir.role import (
    DEFAULT_SESSION,
    Attachment,
    Definition,
    InlinePolicy,
    InstanceProfile,
    OidcProvider,
    PodIdentityAssociation,
    Policy,
    Role,
    SamlProvider,
    given_name,
    name_of,
)
from rolec.ir.text import Entity, Text
from rolec.plan.argument import literal, of_document, of_tags, of_text, of_texts
from rolec.plan.resource import Argument, Resource
from rolec.policy.mark import mark
from rolec.policy.role_arn import known_resource


def resources_of(definition: Definition, module: Module) -> Iterator[Resource]:
    """The resources of ``definition``, which belongs to ``module``."""
    match definition:
        case Role():
            yield _role(definition, module)
            yield from _parts(definition, module)
        case Policy():
            yield _policy(definition, module)
        case OidcProvider():
            yield _oidc_provider(definition)
        case SamlProvider():
            yield _saml_provider(definition)


def role_arn(role: Role, module: Module) -> str:
    """The ARN of a role of ``module``, with marks for what of it is not known."""
    account = module.account
    id_ = account.id or mark("account")
    return f"arn:{account.partition}:iam::{id_}:{known_resource(role)}"


def _role(role: Role, module: Module) -> Resource:
    boundary = role.permissions_boundary
    arguments = {
        **_name(role),
        "path": of_text(role.path),
        "description": _description(role),
        "max_session_duration": _duration(role.max_session_duration),
        "permissions_boundary": of_text(boundary) if boundary else literal(None),
        "force_detach_policies": literal(role.force_detach_policies),
        "assume_role_policy": _document(role.trust, trust_path(role), module),
        "tags": of_tags(role.tags, role.tags_from),
    }
    return _made(role, Entity.ROLE, role.label, arguments, role.enabled)


def _duration(given: int | Text | None) -> Argument:
    return of_text(given) if isinstance(given, Text) else literal(given or DEFAULT_SESSION)


def _name(named: Role | Policy | InlinePolicy) -> dict[str, Argument]:
    # Of a name that begins so Terraform makes up the rest once, and keeps it.
    if named.name_prefix:
        given = {"name": of_text(named.name_in_aws)} if named.name_in_aws else {}
        return {**given, "name_prefix": of_text(named.name_prefix)}
    return {"name": of_text(name_of(named))}


def _description(of: Role | Policy) -> Argument:
    return of_text(of.description) if of.description else literal(None)


def _parts(role: Role, module: Module) -> Iterator[Resource]:
    for policy in role.inline_policies:
        yield _inline_policy(role, policy, module)
    for attachment in role.attachments:
        yield _attachment(role, attachment)
    if role.exclusive:
        yield from _exclusive(role)
    if role.instance_profile:
        yield _instance_profile(role, role.instance_profile)
    for association in role.pod_identity_associations:
        yield _association(role, association, module)


def _inline_policy(role: Role, policy: InlinePolicy, module: Module) -> Resource:
    arguments = {
        **_name(policy),
        "role": of_text(name_of(role)),
        "policy": _document(policy.document, inline_policy_path(role, policy), module),
    }
    return _made(role, "aws_iam_role_policy", policy.label, arguments, policy.enabled)


def _attachment(role: Role, attachment: Attachment) -> Resource:
    arguments = {"role": of_text(name_of(role)), "policy_arn": of_text(attachment.policy_arn)}
    type_ = "aws_iam_role_policy_attachment"
    made = _made(role, type_, attachment.label, arguments, attachment.enabled)
    return replace(made, is_list=attachment.is_list)


def _exclusive(role: Role) -> Iterator[Resource]:
    names = tuple(name_of(policy) for policy in role.inline_policies)
    arns = tuple(attachment.policy_arn for attachment in role.attachments)
    name = of_text(name_of(role))
    yield _made(
        role,
        "aws_iam_role_policies_exclusive",
        role.label,
        {"role_name": name, "policy_names": of_texts(names)},
        role.enabled,
    )
    yield _made(
        role,
        "aws_iam_role_policy_attachments_exclusive",
        role.label,
        {"role_name": name, "policy_arns": of_texts(arns)},
        role.enabled,
    )


def _instance_profile(role: Role, profile: InstanceProfile) -> Resource:
    both = profile.name_prefix if given_name(profile, role.label) else None
    arguments = {
        "name": of_text(profile.name),
        **({"name_prefix": of_text(both)} if both else {}),
        "path": of_text(profile.path),
        "role": of_text(name_of(role)),
        "tags": of_tags(profile.tags, profile.tags_from),
    }
    return _made(role, "aws_iam_instance_profile", role.label, arguments, profile.enabled)


def _association(role: Role, association: PodIdentityAssociation, module: Module) -> Resource:
    arguments = {
        "cluster_name": of_text(association.cluster_name),
        "namespace": literal(association.namespace),
        "service_account": literal(association.service_account),
        "role_arn": Argument(role_arn(role, module), frozenset({f"{Entity.ROLE}.{role.label}"})),
    }
    type_ = "aws_eks_pod_identity_association"
    return _made(role, type_, association.label, arguments, role.enabled)


def _policy(policy: Policy, module: Module) -> Resource:
    arguments = {
        **_name(policy),
        "path": of_text(policy.path),
        "description": _description(policy),
        "policy": _document(policy.document, policy_path(policy), module),
        "tags": of_tags(policy.tags, policy.tags_from),
    }
    return _made(policy, Entity.POLICY, policy.label, arguments, policy.enabled)


def _oidc_provider(provider: OidcProvider) -> Resource:
    arguments = {
        "url": of_text(provider.url),
        "client_id_list": of_texts(provider.client_id_list),
        "tags": of_tags(provider.tags, provider.tags_from),
    }
    if provider.thumbprint_list:
        # Without one AWS finds them, and Terraform leaves what is there.
        arguments["thumbprint_list"] = literal(provider.thumbprint_list)
    return _made(provider, Entity.OIDC_PROVIDER, provider.label, arguments)


def _saml_provider(provider: SamlProvider) -> Resource:
    arguments = {
        "name": literal(provider.name),
        "saml_metadata_document": literal(provider.metadata),
        "tags": of_tags(provider.tags, provider.tags_from),
    }
    return _made(provider, Entity.SAML_PROVIDER, provider.label, arguments)


def _document(document: Document, path: str, module: Module) -> Argument:
    written = written_policy(document, path, module).value
    return of_document(document, in_file=not isinstance(written, Document))


def _made(
    owner: Definition,
    type_: str,
    label: str,
    arguments: Mapping[str, Argument],
    enabled: tuple[Text, ...] = (),
) -> Resource:
    return Resource(
        type=type_,
        label=label,
        arguments=arguments,
        owner=owner,
        enabled=frozenset(each.written for each in enabled),
    )
