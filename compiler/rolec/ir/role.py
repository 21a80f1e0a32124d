"""What a project defines: roles, customer managed policies, identity providers."""

from __future__ import annotations

from dataclasses import field
from typing import TypeAlias

from rolec.ir.document import Document
from rolec.ir.expectation import Expectation
from rolec.ir.text import ONE, Entity, Reference, Text, text
from rolec.record import dataclass
from rolec.source.span import NOWHERE, Span

DEFAULT_SESSION = 3600
"""How many seconds a session may last at most where a role does not say (API reference, CreateRole)."""

NO_PATH = text("/")
"""The path of what has none of its own."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A key and its value."""

    key: str
    value: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class InlinePolicy:
    """A policy that lives and dies with its role."""

    name: str
    label: str
    document: Document
    name_in_aws: Text | None = None
    name_prefix: Text | None = None
    enabled: tuple[Text, ...] = ()
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A managed policy on a role: AWS's, or a customer's; ``policy_arn`` says which, and may be a list of them."""

    label: str
    policy_arn: Text
    enabled: tuple[Text, ...] = ()
    span: Span = field(default=NOWHERE, compare=False, repr=False)

    @property
    def is_list(self) -> bool:
        """Whether it is any number of policies, perhaps none: the items of a list that Terraform has."""
        return self.policy_arn.is_list


@dataclass(frozen=True, slots=True, kw_only=True)
class InstanceProfile:
    """What EC2 takes a role through; it holds one role."""

    name: Text
    name_prefix: Text | None = None
    path: Text = NO_PATH
    enabled: tuple[Text, ...] = ()
    tags: tuple[Tag, ...] = ()
    tags_from: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PodIdentityAssociation:
    """Says which service account of which EKS cluster gets the role."""

    label: str
    cluster_name: Text
    namespace: str
    service_account: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """An IAM role with everything that belongs to it.

    ``name`` is what the project calls it, and AWS too where there is no ``name_in_aws``, and no ``name_prefix`` of
    which Terraform makes up the rest. Where there are both each is a reference, of which one is null.
    ``tags_from`` is a map of Terraform's that gives tags, over which ``tags`` stand.
    ``enabled`` are the references that all have to be true for it to be made; those of its policies have these
    among them.
    ``max_session_duration`` is in seconds, a text where Terraform alone knows them; None leaves it to AWS (3,600).
    ``moved_from`` are labels that this role had before.
    ``expected`` is what its spec expects of it, which is no part of what is made.
    ``source`` is the path of the spec, relative to the folder that was built.
    """

    name: str
    label: str
    trust: Document
    name_in_aws: Text | None = None
    name_prefix: Text | None = None
    path: Text = NO_PATH
    description: Text | None = None
    max_session_duration: int | Text | None = None
    permissions_boundary: Text | None = None
    enabled: tuple[Text, ...] = ()
    force_detach_policies: bool = False
    tags: tuple[Tag, ...] = ()
    tags_from: Text | None = None
    inline_policies: tuple[InlinePolicy, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    instance_profile: InstanceProfile | None = None
    pod_identity_associations: tuple[PodIdentityAssociation, ...] = ()
    exclusive: bool = False
    moved_from: tuple[str, ...] = ()
    moved_from_span: Span = field(default=NOWHERE, compare=False, repr=False)
    expected: tuple[Expectation, ...] = field(default=(), compare=False, repr=False)
    json_required: bool = field(default=False, compare=False)
    source: str = field(default="", compare=False)
    span: Span = field(default=NOWHERE, compare=False, repr=False)

    def only_if(self, part: InlinePolicy | Attachment | InstanceProfile) -> tuple[Text, ...]:
        """What has to be true for the role to have ``part``, beside what has to be for the role."""
        return tuple(each for each in part.enabled if each not in self.enabled)


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """A customer managed policy; its names are as those of a role."""

    name: str
    label: str
    document: Document
    name_in_aws: Text | None = None
    name_prefix: Text | None = None
    path: Text = NO_PATH
    description: Text | None = None
    enabled: tuple[Text, ...] = ()
    tags: tuple[Tag, ...] = ()
    tags_from: Text | None = None
    moved_from: tuple[str, ...] = ()
    moved_from_span: Span = field(default=NOWHERE, compare=False, repr=False)
    json_required: bool = field(default=False, compare=False)
    source: str = field(default="", compare=False)
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class OidcProvider:
    """An OpenID Connect identity provider of the account."""

    name: str
    label: str
    url: Text
    client_id_list: tuple[Text, ...]
    thumbprint_list: tuple[str, ...] = ()
    tags: tuple[Tag, ...] = ()
    tags_from: Text | None = None
    moved_from: tuple[str, ...] = ()
    moved_from_span: Span = field(default=NOWHERE, compare=False, repr=False)
    source: str = field(default="", compare=False)
    span: Span = field(default=NOWHERE, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SamlProvider:
    """A SAML 2.0 identity provider of the account; ``metadata`` is the XML text."""

    name: str
    label: str
    metadata: str
    tags: tuple[Tag, ...] = ()
    tags_from: Text | None = None
    moved_from: tuple[str, ...] = ()
    moved_from_span: Span = field(default=NOWHERE, compare=False, repr=False)
    source: str = field(default="", compare=False)
    span: Span = field(default=NOWHERE, compare=False, repr=False)


Definition: TypeAlias = Role | Policy | OidcProvider | SamlProvider
"""What a document of a project defines."""


_RESOURCES = {
    Role: Entity.ROLE,
    Policy: Entity.POLICY,
    InlinePolicy: "aws_iam_role_policy",
}


def given_name(profile: InstanceProfile, label: str) -> Text | None:
    """The name that a configuration gives the instance profile of the role with this ``label``: none with a prefix alone."""
    return None if profile.name_prefix and profile.name == made_up_name(label) else profile.name


def made_up_name(label: str) -> Text:
    """The name that Terraform makes up for the instance profile of the role with this ``label``, as it answers."""
    return Text((Reference(f"aws_iam_instance_profile.{label}.name"),))


def name_of(named: Role | Policy | InlinePolicy) -> Text:
    """What AWS calls ``named``, parts of which only Terraform may know."""
    if named.name_prefix:
        at = ONE if named.enabled else ""
        return Text((Reference(f"{_RESOURCES[type(named)]}.{named.label}{at}.name"),))
    return named.name_in_aws or text(named.name)
