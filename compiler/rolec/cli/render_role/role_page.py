"""A role as the page that is reviewed before it is created."""

from __future__ import annotations

from collections.abc import Iterator

from rolec.cli.render_role.budget import budget_table
from rolec.cli.render_role.page import (
    Block,
    Bullet,
    Bullets,
    Page,
    Paragraph,
    Quoted,
    Section,
    Words,
    listed,
)
from rolec.cli.render_role.statement_words import permission_bullet, services, trust_bullets
from rolec.ir.module import Module
from rolec.ir.role import Attachment, InlinePolicy, InstanceProfile, Policy, Role
from rolec.ir.size import Quotas
from rolec.ir.text import Entity, Link, Text

_AWS_POLICY = ":iam::aws:policy/"
_DEFAULT_SESSION = 3600


def role_page(role: Role, module: Module, quotas: Quotas) -> Page:
    """The review page of ``role``, which belongs to ``module``; its account has the ``quotas``."""
    policies = attached_policies(role, module)
    boundary = _boundary_policy(role, module)
    counted = dict.fromkeys((*policies, *boundary))
    return Page(
        ("Role ", Quoted(role.name)),
        (
            Section(("About",), (Bullets(tuple(_about(role, module))),)),
            Section(("Trusted entities",), _trust(role)),
            Section(("Permissions",), tuple(_permissions(role, policies))),
            *(Section(("Permissions boundary",), tuple(_limits(each))) for each in boundary),
            Section(("Size budgets",), (budget_table(role, tuple(counted), quotas),)),
        ),
    )


def attached_policies(role: Role, module: Module) -> tuple[Policy, ...]:
    """The customer managed policies of the project that are attached to ``role``."""
    names = {
        part.name
        for attachment in role.attachments
        for part in attachment.policy_arn.parts
        if isinstance(part, Link) and part.entity is Entity.POLICY
    }
    return tuple(policy for policy in module.policies if policy.name in names)


def _boundary_policy(role: Role, module: Module) -> tuple[Policy, ...]:
    """The policy that is the boundary of ``role``, if it is one of the project."""
    parts = role.permissions_boundary.parts if role.permissions_boundary else ()
    names = {p.name for p in parts if isinstance(p, Link) and p.entity is Entity.POLICY}
    return tuple(policy for policy in module.policies if policy.name in names)


def _limits(boundary: Policy) -> Iterator[Block]:
    yield Paragraph(("Nothing beyond the customer managed policy ", Quoted(boundary.name), ":"))
    yield Bullets(tuple(map(permission_bullet, boundary.document.statements)))


def _about(role: Role, module: Module) -> Iterator[Bullet]:
    if role.name_in_aws:
        yield Bullet(("Name in AWS: ", Quoted(role.name_in_aws.written)))
    if role.description:
        yield Bullet(("Description: ", Quoted(role.description.written)))
    if module.account.id:
        nickname = module.account.nickname
        called = (" (", Quoted(nickname), ")") if nickname else ()
        yield Bullet(("Account: ", Quoted(module.account.id), *called))
    if role.enabled:
        yield Bullet(("Made only if ", *_truths(role.enabled)))
    yield Bullet(("Path: ", Quoted(role.path.written)))
    yield Bullet(("Session: ", *_duration(role.max_session_duration)))
    yield Bullet(("Permissions boundary: ", *_boundary(role)))
    if profile := role.instance_profile:
        name = Quoted(profile.name.written)
        yield Bullet(("Instance profile: ", name, *_only_if(profile, role)))
    for each in role.pod_identity_associations:
        account = f"{each.namespace}/{each.service_account}"
        yield Bullet(
            ("Pods of ", Quoted(account), " in cluster ", Quoted(each.cluster_name.written))
        )
    if role.exclusive:
        yield Bullet(("Exclusive: what is not listed here is removed from the role",))
    yield from _tags(role)
    if role.source:
        yield Bullet(("Spec: ", Quoted(role.source)))


def _tags(role: Role) -> Iterator[Bullet]:
    if role.tags_from:
        yield Bullet(("Tags of ", Quoted(role.tags_from.written)))
    for tag in role.tags:
        yield Bullet(("Tag ", Quoted(tag.key), ": ", Quoted(tag.value.written)))


def _duration(seconds: int | Text | None) -> Words:
    if isinstance(seconds, Text):
        return ("at most ", Quoted(seconds.written), " seconds")
    given = seconds or _DEFAULT_SESSION
    hours, minutes = given / 3600, given / 60
    said = f"{hours:g} h" if given % 3600 == 0 else f"{minutes:g} min"
    return (f"at most {said}" + ("" if seconds else ", AWS's default"),)


def _boundary(role: Role) -> Words:
    boundary = role.permissions_boundary
    return _policy_words(boundary) if boundary else ("none",)


def _trust(role: Role) -> tuple[Block, ...]:
    bullets = [b for statement in role.trust.statements for b in trust_bullets(statement)]
    return (Paragraph(("May be assumed by:",)), Bullets(tuple(bullets)))


def _permissions(role: Role, policies: tuple[Policy, ...]) -> Iterator[Block]:
    if not role.attachments and not role.inline_policies:
        yield Paragraph(("None.",))
    if role.attachments:
        yield Bullets(tuple(_attachment(each, role) for each in role.attachments))
    for name, kind, document, only_if in (
        *((p.name, "Customer managed policy ", p.document, ()) for p in policies),
        *((p.name, "Inline policy ", p.document, _only_if(p, role)) for p in role.inline_policies),
    ):
        touched = listed(tuple((Quoted(s),) for s in services(document.statements)), "and")
        allows = (", allows in: ", *touched) if touched else ()
        yield Paragraph((kind, Quoted(name), *only_if, *allows))
        yield Bullets(tuple(map(permission_bullet, document.statements)))


def _attachment(attachment: Attachment, role: Role) -> Bullet:
    return Bullet((*_policy_words(attachment.policy_arn), *_only_if(attachment, role)))


def _only_if(part: InlinePolicy | Attachment | InstanceProfile, role: Role) -> Words:
    """What is said of a part that ``role`` has only where something is true."""
    beside = role.only_if(part)
    return (", only if ", *_truths(beside)) if beside else ()


def _truths(enabled: tuple[Text, ...]) -> Words:
    names = listed(tuple((Quoted(each.written),) for each in enabled), "and")
    return (*names, " is true" if len(enabled) == 1 else " are true")


def _policy_words(arn: Text) -> Words:
    match arn.parts:
        case (Link(name=name),):
            return ("Customer managed policy ", Quoted(name))
        case (str() as written,) if _AWS_POLICY in written:
            return ("AWS managed policy ", Quoted(written.partition(_AWS_POLICY)[2]))
        case _ if arn.is_list:
            return ("Every managed policy of the list ", Quoted(arn.written))
        case _:
            return ("Managed policy ", Quoted(arn.written))
