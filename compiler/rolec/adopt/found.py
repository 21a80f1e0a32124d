"""What a source has: roles and managed policies, and what else was met there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import field
from typing import TypeAlias

from rolec.record import dataclass

Json: TypeAlias = "str | int | float | bool | list[Json] | Mapping[str, Json] | None"
"""A value of JSON, as the standard library reads it."""
Comment: TypeAlias = "tuple[str, ...]"
"""What stands above something in a source, by line."""

NO_PART = "rolec adopts roles, their policies and instance profiles, and identity providers"
"""Why anything else of IAM is left out."""

_LONGEST_ID = 512
_UNNAMED = "the source does not name"


def said_id(document: Json) -> str | None:
    """The Id of a policy document, where there is one that a spec can say."""
    written = document.get("Id") if isinstance(document, Mapping) else None
    is_plain = isinstance(written, str) and "${" not in written and len(written) <= _LONGEST_ID
    return written if isinstance(written, str) and is_plain else None


@dataclass(frozen=True, slots=True)
class Place:
    """A file, and a line in it that counts from 1; 0 where only the file is known."""

    file: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class FoundName:
    """What AWS calls something, or how that begins where Terraform makes up the rest."""

    name: str | None = None
    prefix: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundProfile:
    """An instance profile; ``tags_from`` and ``is_named`` are as those of a role."""

    name: FoundName
    path: str = "/"
    tags: Mapping[str, str] = field(default_factory=dict)
    tags_from: str | None = None
    is_named: bool = field(default=True, compare=False)
    enabled: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPolicy:
    """A policy by its name, with its document; ``arn`` is that of a customer managed policy.

    ``enabled`` are references to what has to be true for there to be one, those of its role among them.
    ``in_aws`` is as that of a role. ``label`` is its name in Terraform, where it has one, and ``comment`` what
    stands above it; ``statement_comments`` are those of its statements, or none where none has one.
    """

    name: str
    document: Json
    place: Place
    arn: str | None = None
    in_aws: FoundName | None = None
    label: str | None = None
    enabled: tuple[str, ...] = ()
    path: str = "/"
    description: str | None = None
    tags: Mapping[str, str] = field(default_factory=dict)
    tags_from: str | None = None
    comment: Comment = ()
    statement_comments: tuple[Comment, ...] = ()
    source: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundProvider:
    """An identity provider: of OpenID Connect with its ``url``, or of SAML with its ``metadata``.

    ``arn`` is its ARN, or its address in a source that does not say it, and ``principals`` what trust policies
    of the source may have for it. ``label`` is its name in Terraform where it has one.
    """

    name: str
    place: Place
    arn: str
    principals: tuple[str, ...]
    label: str | None = None
    url: str | None = None
    client_ids: tuple[str, ...] = ()
    thumbprints: tuple[str, ...] = ()
    metadata: str | None = None
    tags: Mapping[str, str] = field(default_factory=dict)
    tags_from: str | None = None
    source: int = 0

    @property
    def host(self) -> str | None:
        """The issuer of OpenID Connect without the scheme, where it is known."""
        known = self.url is not None and "${" not in self.url
        return self.url.removeprefix("https://").rstrip("/") if self.url and known else None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundRole:
    """A role; ``attached`` are the ARNs of its managed policies, and ``comment`` what stands above it.

    ``enabled`` are references to what has to be true for it to be made, and ``attached_if`` what has to be for an
    ARN to be attached, where that is more. Each item of a list of ARNs is ``attached_by`` instances of these resources.
    ``trust_comments`` are those of the statements of its trust policy, or none where none has one, and
    ``attached_comments`` those of managed policies, which stand at ``attached_places``, by ARN.

    ``in_aws`` is what AWS calls it where Terraform puts that together, and ``tags_from`` a map of
    Terraform's that gives tags. ``account`` is the id of its account where the source says it, and ``label`` its name in Terraform
    where it has one. ``max_session_duration`` is in seconds, or the reference that says how many;
    None where the source does not say it.
    ``references`` are what documents of the source may have for it, each with the attribute that it is, `arn` or `name`.
    ``refused`` says why nothing can be made of it, and ``notes`` what of it no spec can say; ``aside`` is
    what no spec says of how it is made. Where it ``is_named`` that is its name; else the name of the resource
    stands for it. Of several sources ``source`` is the number of its own.
    """

    name: str
    trust: Json
    place: Place
    account: str | None = None
    in_aws: FoundName | None = None
    label: str | None = None
    path: str = "/"
    description: str | None = None
    max_session_duration: int | str | None = None
    enabled: tuple[str, ...] = ()
    inline: tuple[FoundPolicy, ...] = ()
    attached: tuple[str, ...] = ()
    attached_if: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    attached_by: Mapping[str, AbstractSet[str]] = field(default_factory=dict)
    boundary: str | None = None
    tags: Mapping[str, str] = field(default_factory=dict)
    tags_from: str | None = None
    instance_profiles: tuple[FoundProfile, ...] = ()
    exclusive: bool = False
    force_detach_policies: bool = False
    refused: str | None = None
    notes: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()
    comment: Comment = ()
    trust_comments: tuple[Comment, ...] = ()
    attached_places: Mapping[str, Place] = field(default_factory=dict)
    attached_comments: Mapping[str, Comment] = field(default_factory=dict)
    is_named: bool = True
    references: Mapping[str, str] = field(default_factory=dict)
    source: int = 0

    @property
    def instance_profile(self) -> FoundProfile | None:
        """The instance profile that a spec has: one that is as the role, before others."""

        def is_other(each: FoundProfile) -> tuple[bool, bool, bool]:
            other_name = each.name != (self.in_aws or FoundName(self.name))
            return each.path != self.path, each.tags != self.tags, other_name

        return min(self.instance_profiles, key=is_other, default=None)

    @property
    def remarks(self) -> tuple[str, ...]:
        """What no spec says of how it is made, and what the source does not say, and somebody has to."""
        profile = self.instance_profile
        unnamed = [
            *(["it"] if not self.is_named and self.in_aws is None else []),
            *(["its instance profile"] if profile and not profile.is_named else []),
        ]
        whose = " and ".join(unnamed)
        return (
            *self.aside,
            *([f"{_UNNAMED} {whose}: `name:` says what AWS calls what is there"] if whose else []),
        )

    def _ids(self) -> Iterator[str]:
        """The Ids of its policy documents that no spec says; they mean nothing to IAM."""
        named = {f"policy `{each.name}`": each.document for each in self.inline}
        for what, document in {"trust policy": self.trust, **named}.items():
            written = document.get("Id") if isinstance(document, Mapping) else None
            if written and said_id(document) is None:
                yield f"the Id `{written}` of its {what} can stand in no spec"

    @property
    def untold(self) -> tuple[str, ...]:
        """What of it no spec can say."""
        others = [
            each.name for each in self.instance_profiles if each is not self.instance_profile
        ]
        names = ", ".join(each.name or f"{each.prefix}*" for each in others)
        return (
            *self.notes,
            *self._ids(),
            *([f"a spec has one instance profile, and not {names}"] if others else []),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundBlock:
    """Something of IAM in a source: part of ``role``, or left out for a ``reason``.

    ``policy`` is the ARN of the customer managed policy that it is, and ``provider`` that of the identity
    provider. A data source (``is_data``) is only read, and of several roles a part. A part of a role is ``on``
    what the source says of that, where the source does not have the role.
    """

    address: str
    place: Place
    role: str | None = None
    policy: str | None = None
    provider: str | None = None
    reason: str | None = None
    is_data: bool = False
    on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """All that a source has; ``locals`` are the expressions that it refers to as `local.NAME`.

    Of the variables that are ``defaults`` it was taken that they have theirs, as `var.NAME`.
    """

    roles: tuple[FoundRole, ...] = ()
    policies: tuple[FoundPolicy, ...] = ()
    providers: tuple[FoundProvider, ...] = ()
    blocks: tuple[FoundBlock, ...] = ()
    locals: Mapping[str, str] = field(default_factory=dict)
    defaults: tuple[str, ...] = ()
