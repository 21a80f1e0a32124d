"""A module with one of everything that the IR can say."""

from __future__ import annotations

from rolec.ir.document import (
    Condition,
    Document,
    Effect,
    Principal,
    PrincipalType,
    Statement,
    conditions,
    patterns,
    principals,
)
from rolec.ir.label import label_of_part
from rolec.ir.module import Account, Module
from rolec.ir.role import (
    Attachment,
    InlinePolicy,
    InstanceProfile,
    OidcProvider,
    PodIdentityAssociation,
    Policy,
    Role,
    SamlProvider,
    Tag,
)
from rolec.ir.text import Entity, Link, Reference, Text, text

BUCKET = Reference("var.bucket", "arn:aws:s3:::photos")

TRUST = Document(
    (
        Statement(
            effect=Effect.ALLOW,
            actions=patterns((text("sts:AssumeRole"), text("sts:TagSession"))),
            principals=principals(
                (
                    Principal(PrincipalType.SERVICE, text("ec2.amazonaws.com")),
                    Principal(PrincipalType.AWS, text("111122223333")),
                )
            ),
            conditions=conditions(
                (Condition("StringEquals", text("sts:ExternalId"), (text("a"), text("b"))),)
            ),
            sid="Who",
        ),
    )
)
PERMISSIONS = Document(
    (
        Statement(
            effect=Effect.DENY,
            actions=patterns((text("s3:Get*"),), inverted=True),
            resources=patterns((Text((BUCKET, "/${aws:username}/%{x}")), text('a"\\\n'))),
            sid="Own",
        ),
        Statement(
            effect=Effect.ALLOW,
            actions=patterns((text("s3:*"), text("*"))),
            resources=patterns((text("arn:aws:s3:::x/*"),), inverted=True),
            conditions=conditions(
                (
                    Condition("Bool", text("aws:MultiFactorAuthPresent"), (text("true"),)),
                    Condition("Null", text("aws:TokenIssueTime"), (text("false"),)),
                )
            ),
        ),
    ),
    id="p",
)


def role(name: str) -> Role:
    return Role(
        name=name,
        label=name,
        trust=TRUST,
        path=text("/app/"),
        description=text("Reads ${photos}"),
        max_session_duration=7200,
        permissions_boundary=Text((Link(Entity.POLICY, "shared", "arn", label="shared"),)),
        force_detach_policies=True,
        tags=(Tag("team", text("web")), Tag("owner", Text((Reference("var.owner"),)))),
        inline_policies=(
            InlinePolicy(name="own", label=label_of_part(name, "own"), document=PERMISSIONS),
        ),
        attachments=(
            Attachment(
                label=label_of_part(name, "ReadOnlyAccess"),
                policy_arn=text("arn:aws:iam::aws:policy/ReadOnlyAccess"),
            ),
        ),
        instance_profile=InstanceProfile(
            name=text(name), path=text("/p/"), tags=(Tag("k", text("v")),)
        ),
        pod_identity_associations=(
            PodIdentityAssociation(
                label=label_of_part(name, "ns/sa"),
                cluster_name=text("main"),
                namespace="ns",
                service_account="sa",
            ),
        ),
        exclusive=True,
        moved_from=(f"{name}_before",),
    )


MODULE = Module(
    folder="",
    account=Account(id="111122223333"),
    roles=(role("web"), role("worker")),
    policies=(
        Policy(name="shared", label="shared", document=PERMISSIONS, description=text("All")),
    ),
    oidc_providers=(
        OidcProvider(
            name="ci", label="ci", url=text("https://ci.example"), client_id_list=(text("sts"),)
        ),
    ),
    saml_providers=(SamlProvider(name="idp", label="idp", metadata="<xml/>"),),
)
