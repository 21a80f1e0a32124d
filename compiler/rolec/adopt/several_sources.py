"""What several sources have, as one."""

from __future__ import annotations

from dataclasses import replace

from rolec.adopt.found import Found, FoundName, FoundProfile
from rolec.adopt.names import POLICY_NAME, ROLE_NAME, free_name
from rolec.adopt.shared_references import with_shared_told


def together(parts: list[Found]) -> Found:
    """What several sources have; what one calls its policies, without an ARN, is its own.

    Of roles, managed policies and instance profiles whose names no source says, those of a later one get a number
    where they are called the same.
    """
    parts = with_shared_told(parts)
    roles = [role for each in parts for role in each.roles]
    taken = {role.name.casefold() for role in roles if role.is_named}
    profiles = {
        (profile.name.name or "").casefold()
        for role in roles
        for profile in role.instance_profiles
        if profile.is_named
    }
    policies = {
        each.name.casefold() for part in parts for each in part.policies if not each.in_aws
    }
    apart = (
        [
            _called_apart(_apart(each, number), taken, profiles, policies)
            for number, each in enumerate(parts)
        ]
        if len(parts) > 1
        else parts
    )
    return Found(
        roles=tuple(role for each in apart for role in each.roles),
        policies=tuple(policy for each in apart for policy in each.policies),
        providers=tuple(provider for each in apart for provider in each.providers),
        blocks=tuple(block for each in apart for block in each.blocks),
        locals={name: text for each in apart for name, text in each.locals.items()},
        defaults=tuple(dict.fromkeys(name for each in apart for name in each.defaults)),
    )


def _called_apart(found: Found, taken: set[str], profiles: set[str], policies: set[str]) -> Found:
    """``found`` with other names for what is not named, where ``taken``, ``profiles`` or ``policies`` has them."""
    names: dict[str, str] = {}
    for role in found.roles:
        if not role.is_named:
            names[role.name] = free_name(role.name, taken, ROLE_NAME)
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
        policies=tuple(
            replace(each, name=free_name(each.name, policies, POLICY_NAME))
            if each.in_aws
            else each
            for each in found.policies
        ),
        blocks=tuple(
            replace(each, role=names.get(each.role or "", each.role)) for each in found.blocks
        ),
    )


def _profile_apart(profile: FoundProfile, taken: set[str]) -> FoundProfile:
    if profile.is_named or profile.name.name is None:
        return profile
    return replace(profile, name=FoundName(free_name(profile.name.name, taken, POLICY_NAME)))


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
                attached_if={called(arn) or arn: each for arn, each in role.attached_if.items()},
                boundary=called(role.boundary),
                source=number,
            )
            for role in found.roles
        ),
        policies=tuple(
            replace(each, arn=called(each.arn), source=number) for each in found.policies
        ),
        providers=tuple(
            replace(each, arn=called(each.arn) or each.arn, source=number)
            for each in found.providers
        ),
        blocks=tuple(
            replace(each, policy=called(each.policy), provider=called(each.provider))
            for each in found.blocks
        ),
        locals=found.locals,
        defaults=found.defaults,
    )
