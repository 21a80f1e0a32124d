"""What a source has: roles and managed policies, and what else was met there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from itertools import chain, count
from typing import TypeAlias

from rolec.adopt.names import POLICY_NAME, ROLE_NAME
from rolec.record import dataclass

Json: TypeAlias = "str | int | float | bool | list[Json] | Mapping[str, Json] | None"
"""A value of JSON, as the standard library reads it."""
Comment: TypeAlias = "tuple[str, ...]"
"""What stands above something in a source, by line."""

NO_PART = "rolec adopts roles, their policies and instance profiles, and identity providers"
"""Why anything else of IAM is left out."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPolicy:
    """A policy by its name, with its document; ``arn`` is that of a customer managed policy.

    ``in_aws`` is as that of a role. ``label`` is its name in Terraform, where it has one, and ``comment`` what
    stands above it; ``statement_comments`` are those of its statements, or none where none has one.
    """

    name: str
    document: Json
    place: Place
    arn: str | None = None
    in_aws: FoundName | None = None
    label: str | None = None
    path: str = "/"
    description: str | None = None
    tags: Mapping[str, str] = field(default_factory=dict)
    tags_from: str | None = None
    comment: Comment = ()
    statement_comments: tuple[Comment, ...] = ()


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
    source: int = 0

    @property
    def host(self) -> str | None:
        """The issuer of OpenID Connect without the scheme, where it is known."""
        known = self.url is not None and "${" not in self.url
        return self.url.removeprefix("https://").rstrip("/") if self.url and known else None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundRole:
    """A role; ``attached`` are the ARNs of its managed policies, and ``comment`` what stands above it.

    ``trust_comments`` are those of the statements of its trust policy, or none where none has one, and
    ``attached_comments`` those of managed policies, which stand at ``attached_places``, by ARN.

    ``in_aws`` is what AWS calls it where Terraform puts that together, and ``tags_from`` a map of
    Terraform's that gives tags. ``account`` is the id of its account where the source says it, and ``label`` its name in Terraform
    where it has one. ``max_session_duration`` is in seconds, or the reference that says how many;
    None where the source does not say it.
    ``refused`` says why nothing can be made of it, and ``notes`` what of it no spec can say. Where it
    ``is_named`` that is its name; else the name of the resource stands for it. Of several sources ``source`` is
    the number of its own.
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
    inline: tuple[FoundPolicy, ...] = ()
    attached: tuple[str, ...] = ()
    boundary: str | None = None
    tags: Mapping[str, str] = field(default_factory=dict)
    tags_from: str | None = None
    instance_profiles: tuple[FoundProfile, ...] = ()
    exclusive: bool = False
    force_detach_policies: bool = False
    refused: str | None = None
    notes: tuple[str, ...] = ()
    comment: Comment = ()
    trust_comments: tuple[Comment, ...] = ()
    attached_places: Mapping[str, Place] = field(default_factory=dict)
    attached_comments: Mapping[str, Comment] = field(default_factory=dict)
    is_named: bool = True
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
        """What of it the source does not say, and somebody has to."""
        profile = self.instance_profile
        unnamed = [
            *(["it"] if not self.is_named and self.in_aws is None else []),
            *(["its instance profile"] if profile and not profile.is_named else []),
        ]
        if not unnamed:
            return ()
        whose = " and ".join(unnamed)
        return (f"the source does not name {whose}: `name:` says what AWS calls what is there",)

    @property
    def untold(self) -> tuple[str, ...]:
        """What of it no spec can say."""
        others = [
            each.name for each in self.instance_profiles if each is not self.instance_profile
        ]
        names = ", ".join(each.name or f"{each.prefix}*" for each in others)
        return (
            *self.notes,
            *([f"a spec has one instance profile, and not {names}"] if others else []),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundBlock:
    """Something of IAM in a source: part of ``role``, or left out for a ``reason``.

    ``policy`` is the ARN of the customer managed policy that it is, and ``provider`` that of the identity
    provider.
    """

    address: str
    place: Place
    role: str | None = None
    policy: str | None = None
    provider: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """All that a source has; ``locals`` are the expressions that it refers to as `local.NAME`."""

    roles: tuple[FoundRole, ...] = ()
    policies: tuple[FoundPolicy, ...] = ()
    providers: tuple[FoundProvider, ...] = ()
    blocks: tuple[FoundBlock, ...] = ()
    locals: Mapping[str, str] = field(default_factory=dict)


def together(parts: list[Found]) -> Found:
    """What several sources have; what one calls its policies, without an ARN, is its own.

    Of roles and instance profiles whose names no source says, those of a later one get a number where they are
    called the same.
    """
    roles = [role for each in parts for role in each.roles]
    taken = {role.name.casefold() for role in roles if role.is_named}
    profiles = {
        (profile.name.name or "").casefold()
        for role in roles
        for profile in role.instance_profiles
        if profile.is_named
    }
    apart = (
        [_called_apart(_apart(each, number), taken, profiles) for number, each in enumerate(parts)]
        if len(parts) > 1
        else parts
    )
    return Found(
        roles=tuple(role for each in apart for role in each.roles),
        policies=tuple(policy for each in apart for policy in each.policies),
        providers=tuple(provider for each in apart for provider in each.providers),
        blocks=tuple(block for each in apart for block in each.blocks),
        locals={name: text for each in apart for name, text in each.locals.items()},
    )


def _called_apart(found: Found, taken: set[str], profiles: set[str]) -> Found:
    """``found`` with other names for what is not named, where ``taken``, or ``profiles``, has them."""
    names: dict[str, str] = {}
    for role in found.roles:
        if not role.is_named:
            names[role.name] = _free(role.name, taken, ROLE_NAME)
    return replace(
        found,
        roles=tuple(
            replace(
                role,
                name=role.name if role.is_named else names[role.name],
                instance_profiles=tuple(
                    _profile_apart(each, profiles) for each in role.instance_profiles
                ),
            )
            for role in found.roles
        ),
        blocks=tuple(
            replace(each, role=names.get(each.role or "", each.role)) for each in found.blocks
        ),
    )


def _profile_apart(profile: FoundProfile, taken: set[str]) -> FoundProfile:
    if profile.is_named or profile.name.name is None:
        return profile
    return replace(profile, name=FoundName(_free(profile.name.name, taken, POLICY_NAME)))


def _free(name: str, taken: set[str], at_most: int) -> str:
    """``name``, with a number where ``taken`` has it, to which it is added."""
    ends = map("-{}".format, count(2))
    numbered = (f"{name[: at_most - len(end)]}{end}" for end in ends)
    free = next(each for each in chain([name], numbered) if each.casefold() not in taken)
    taken.add(free.casefold())
    return free


def _apart(found: Found, number: int) -> Found:
    arns = (*(each.arn for each in found.policies), *(each.arn for each in found.providers))
    own = {arn for arn in arns if arn and not arn.startswith("arn:")}

    def called(arn: str | None) -> str | None:
        return f"{number}/{arn}" if arn in own else arn

    return Found(
        roles=tuple(
            replace(
                role,
                attached=tuple(called(arn) or arn for arn in role.attached),
                attached_comments={called(a) or a: c for a, c in role.attached_comments.items()},
                boundary=called(role.boundary),
                source=number,
            )
            for role in found.roles
        ),
        policies=tuple(replace(each, arn=called(each.arn)) for each in found.policies),
        providers=tuple(
            replace(each, arn=called(each.arn) or each.arn, source=number)
            for each in found.providers
        ),
        blocks=tuple(
            replace(each, policy=called(each.policy), provider=called(each.provider))
            for each in found.blocks
        ),
        locals=found.locals,
    )
