"""Resources that belong to a role: policies, attachments, instance profile, associations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from rolec.diagnostics.diagnostic import error
from rolec.ir.role import (
    NO_PATH,
    Attachment,
    InlinePolicy,
    InstanceProfile,
    PodIdentityAssociation,
    Role,
    name_of,
)
from rolec.ir.text import Entity, Reference, Text
from rolec.read import codes
from rolec.read.enabled import EACH
from rolec.read.resource import Resource
from rolec.read.text import as_text, literal_of
from rolec.read.value import Template, Traversal, Value
from rolec.record import dataclass


@dataclass(slots=True)
class Parts:
    """What was found for one role."""

    inline_policies: list[InlinePolicy] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    instance_profiles: list[InstanceProfile] = field(default_factory=list)
    associations: list[PodIdentityAssociation] = field(default_factory=list)
    exclusive: list[Resource] = field(default_factory=list)


def read_part(resource: Resource, parts: Mapping[str, Parts], roles: Mapping[str, Role]) -> None:
    """Put the part that a resource makes with its role; both mappings are by label."""
    match resource.type:
        case "aws_iam_role_policy":
            _inline_policy(resource, parts, roles)
        case "aws_iam_role_policy_attachment":
            _attachment(resource, parts, roles)
        case "aws_iam_instance_profile":
            _instance_profile(resource, parts, roles)
        case "aws_eks_pod_identity_association":
            _association(resource, parts, roles)
        case _:
            if owner := _owner(resource, "role_name", parts, roles):
                _refuse_apart(resource, owner, roles)
                parts[owner].exclusive.append(resource)


def role_label(value: Value, attributes: tuple[str, ...], roles: Mapping[str, Role]) -> str | None:
    """The label of the role that a reference, or a role's plain name, means."""
    match value:
        case Traversal(text=text) | Template(parts=(Traversal(text=text),)):
            type_, _, rest = text.partition(".")
            label, _, attribute = rest.partition(".")
            label = label.partition("[")[0]
            return label if type_ == Entity.ROLE and attribute in attributes else None
        case Template(literal=str() as name):
            return next((r.label for r in roles.values() if r.name == name), None)
        case _:
            return None


def _inline_policy(
    resource: Resource, parts: Mapping[str, Parts], roles: Mapping[str, Role]
) -> None:
    resource.knows("name", "name_prefix", "role", "policy")
    owner = _owner(resource, "role", parts, roles)
    named = resource.named()
    document = resource.document("policy")
    if owner and named is not None and document:
        policy = InlinePolicy(
            **named._asdict(),
            label=resource.label,
            document=document,
            enabled=resource.enabled,
            span=resource.span,
        )
        parts[owner].inline_policies.append(policy)


def _attachment(resource: Resource, parts: Mapping[str, Parts], roles: Mapping[str, Role]) -> None:
    resource.knows("role", "policy_arn")
    owner = _owner(resource, "role", parts, roles)
    arn = _attached(resource)
    if owner and arn:
        attachment = Attachment(
            label=resource.label,
            policy_arn=arn,
            enabled=resource.enabled,
            span=resource.span,
        )
        parts[owner].attachments.append(attachment)


def _attached(resource: Resource) -> Text | None:
    """The ARN of what is attached, or the list of those; None after an error."""
    items = resource.items
    if items is None:
        return resource.needed_text("policy_arn")
    value = resource.needed("policy_arn")
    if isinstance(value, Traversal) and value.text == EACH:
        return items
    if value is not None:
        message = f"`{resource.type}.{resource.label}` attaches another than each item of its list"
        resource.sink.add(error(codes.REPEATED, message, value.span))
    return None


def _instance_profile(
    resource: Resource, parts: Mapping[str, Parts], roles: Mapping[str, Role]
) -> None:
    resource.knows("name", "name_prefix", "path", "role", "tags")
    owner = _owner(resource, "role", parts, roles)
    # A profile named by reference to its role has the role's name.
    prefix = resource.text("name_prefix")
    given = resource.needed("name") if prefix is None else resource.get("name")
    named = role_label(given, ("name",), roles) if isinstance(given, Traversal) else None
    if prefix is not None and given is None:
        name = Text((Reference(f"{resource.type}.{resource.label}.name"),))
    elif given is None:
        name = None
    elif named is not None and named in roles:
        name = name_of(roles[named])
    else:
        name = as_text(given, resource.sink)
    if owner and name is not None:
        path = resource.text("path") or NO_PATH
        profile = InstanceProfile(
            name=name,
            name_prefix=prefix,
            path=path,
            enabled=resource.enabled,
            tags=resource.tags(),
            tags_from=resource.tags_from(),
        )
        parts[owner].instance_profiles.append(profile)


def _association(
    resource: Resource, parts: Mapping[str, Parts], roles: Mapping[str, Role]
) -> None:
    resource.knows("cluster_name", "namespace", "service_account", "role_arn")
    owner = _owner(resource, "role_arn", parts, roles)
    _refuse_apart(resource, owner, roles)
    cluster = resource.needed_text("cluster_name")
    namespace = resource.needed_literal("namespace")
    account = resource.needed_literal("service_account")
    if owner and cluster and namespace is not None and account is not None:
        association = PodIdentityAssociation(
            label=resource.label,
            cluster_name=cluster,
            namespace=namespace,
            service_account=account,
        )
        parts[owner].associations.append(association)


def _refuse_apart(resource: Resource, owner: str | None, roles: Mapping[str, Role]) -> None:
    """Report what is made where its role is not, or is not made where that is."""
    if owner is not None and owner in roles and roles[owner].enabled != resource.enabled:
        what = f"`{resource.type}.{resource.label}` is not there where its role is, and only there"
        resource.sink.add(error(codes.REPEATED, what, resource.span))


def _points_at(value: Value, role: Role | None) -> bool:
    """Whether a reference has an index where there may be no such role, and only there."""
    match value:
        case Traversal(text=text) | Template(parts=(Traversal(text=text),)):
            return role is None or ("[" in text) is bool(role.enabled)
        case _:
            return True


def _owner(
    resource: Resource,
    argument: str,
    parts: Mapping[str, Parts],
    roles: Mapping[str, Role],
) -> str | None:
    """The label of the role that a part belongs to, or None after an error."""
    value = resource.needed(argument)
    if value is None:
        return None
    label = role_label(value, ("arn",) if argument == "role_arn" else ("name", "id"), roles)
    if label is not None and label in parts and _points_at(value, roles.get(label)):
        return label
    written = literal_of(value) or (value.text if isinstance(value, Traversal) else "")
    what = f"`{written}`" if written else "this"
    message = f"{what} is no role of these files"
    resource.sink.add(error(codes.TARGET, message, value.span))
    return None
