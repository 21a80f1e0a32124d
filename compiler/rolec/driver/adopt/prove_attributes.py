"""What of an adopted role is not as it was, beside its policy documents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rolec.adopt.found import FoundName, FoundPolicy, FoundProfile, FoundRole
from rolec.ir.role import (
    DEFAULT_SESSION,
    InlinePolicy,
    InstanceProfile,
    Policy,
    Role,
    given_name,
)
from rolec.ir.text import Entity, Link, Text


def differences(
    found: FoundRole, role: Role, policies: Mapping[str, FoundPolicy]
) -> Iterator[str]:
    """What of a role is not as it was, beside its documents."""
    for name, one, other in (
        ("name", found.in_aws, _name_in_aws(role)),
        ("path", found.path, role.path.written),
        ("existence", found.enabled, _truths(role.enabled)),
        ("description", found.description or None, _written(role.description)),
        ("tags", dict(found.tags), {tag.key: tag.value.written for tag in role.tags}),
        ("tags", found.tags_from, _written(role.tags_from)),
        (
            "session duration",
            found.max_session_duration or DEFAULT_SESSION,
            _seconds(role.max_session_duration) or DEFAULT_SESSION,
        ),
        ("exclusiveness", found.exclusive, role.exclusive),
        ("force_detach_policies", found.force_detach_policies, role.force_detach_policies),
        (
            "inline policies",
            {e.name: (e.in_aws, {*e.enabled}) for e in found.inline},
            {e.name: (_name_in_aws(e), {*_truths(e.enabled)}) for e in role.inline_policies},
        ),
        (
            "managed policies",
            sorted(_found_attached(found, policies)),
            sorted((_name(e.policy_arn), sorted(_truths(e.enabled))) for e in role.attachments),
        ),
        (
            "permissions boundary",
            _policy_name(found.boundary, policies) if found.boundary else None,
            _name(role.permissions_boundary) if role.permissions_boundary else None,
        ),
        (
            "instance profile",
            found.instance_profile,
            _profile(role.instance_profile, role.label) if role.instance_profile else None,
        ),
    ):
        if one != other:
            yield f"its {name} would not be the same"


def _seconds(given: int | Text | None) -> int | str | None:
    return given.written if isinstance(given, Text) else given


def _written(text: Text | None) -> str | None:
    return text.written if text else None


def _found_attached(
    found: FoundRole, policies: Mapping[str, FoundPolicy]
) -> Iterator[tuple[str, list[str]]]:
    """What is attached, each with what has to be true for that."""
    for arn in found.attached:
        yield _policy_name(arn, policies), sorted(found.attached_if.get(arn, found.enabled))


def _truths(enabled: tuple[Text, ...]) -> tuple[str, ...]:
    return tuple(each.written for each in enabled)


def _name_in_aws(named: Role | Policy | InlinePolicy) -> FoundName | None:
    name, prefix = _written(named.name_in_aws), _written(named.name_prefix)
    return FoundName(name, prefix) if name or prefix else None


def _profile(profile: InstanceProfile, label: str) -> FoundProfile:
    prefix = _written(profile.name_prefix)
    given = _written(given_name(profile, label))
    return FoundProfile(
        name=FoundName(given, prefix),
        path=profile.path.written,
        enabled=_truths(profile.enabled),
        tags={tag.key: tag.value.written for tag in profile.tags},
        tags_from=_written(profile.tags_from),
    )


def _policy_name(arn: str, policies: Mapping[str, FoundPolicy]) -> str:
    return policies[arn].name if arn in policies else arn


def _name(text: Text) -> str:
    for part in text.parts:
        if isinstance(part, Link) and part.entity is Entity.POLICY:
            return part.name
    return text.value or text.written
