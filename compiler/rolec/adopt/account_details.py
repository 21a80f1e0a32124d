"""A dump of `aws iam get-account-authorization-details` to roles.

Source: the API reference of IAM, GetAccountAuthorizationDetails.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from rolec.adopt.found import (
    Found,
    FoundBlock,
    FoundName,
    FoundPolicy,
    FoundProfile,
    FoundRole,
    Json,
    Place,
)
from rolec.adopt.json_shape import document, items, number, tags, text
from rolec.adopt.lines import Lines
from rolec.adopt.literal_texts import without_literals

_ONE_PROFILE = "its role has another, and a spec has one"
_ACCOUNT_PART = 4
_OF_AWS = {
    "/aws-service-role/": "a service-linked role is AWS's own",
    "/aws-reserved/": "a reserved role is made by AWS",
}


def is_account_details(value: Json) -> bool:
    """Whether ``value`` is such a dump."""
    return isinstance(value, Mapping) and "RoleDetailList" in value


def is_cut_off(value: Json) -> bool:
    """Whether a dump is one page of several, and not the last."""
    return isinstance(value, Mapping) and value.get("IsTruncated") is True


def read_account_details(value: Json, file: str, lines: Lines) -> Found:
    """The roles and customer managed policies of a dump, and what of it is neither."""
    roles: list[FoundRole] = []
    blocks: list[FoundBlock] = []
    for each in items(value, "RoleDetailList"):
        name = text(each, "RoleName") or ""
        place = Place(file, lines.of("RoleName", name))
        reason = _reason(each)
        if reason is None:
            role = _role(each, place)
            profile = role.instance_profile
            roles.append(replace(role, instance_profiles=(profile,) if profile else ()))
            blocks += [
                FoundBlock(
                    address=f"instance profile {other.name.name}", place=place, reason=_ONE_PROFILE
                )
                for other in role.instance_profiles
                if other is not profile
            ]
        blocks.append(FoundBlock(address=f"role {name}", place=place, role=name, reason=reason))
    policies = tuple(_policies(value, file, lines))
    blocks += [
        FoundBlock(address=f"policy {each.name}", place=each.place, policy=each.arn)
        for each in policies
    ]
    blocks += _others(value, file, lines)
    found = Found(roles=tuple(roles), policies=policies, blocks=tuple(blocks))
    return without_literals(found)


def _reason(role: Json) -> str | None:
    path = text(role, "Path") or "/"
    return next((why for start, why in _OF_AWS.items() if path.startswith(start)), None)


def _role(role: Mapping[str, Json], place: Place) -> FoundRole:
    return FoundRole(
        name=text(role, "RoleName") or "",
        trust=document(role.get("AssumeRolePolicyDocument")),
        place=place,
        account=account_of(text(role, "Arn")),
        path=text(role, "Path") or "/",
        # The page of details has neither; who asks for the role itself puts them in.
        description=text(role, "Description"),
        max_session_duration=number(role, "MaxSessionDuration"),
        inline=tuple(
            FoundPolicy(
                name=text(each, "PolicyName") or "",
                document=document(each.get("PolicyDocument")),
                place=place,
            )
            for each in items(role, "RolePolicyList")
        ),
        attached=tuple(
            arn
            for each in items(role, "AttachedManagedPolicies")
            if (arn := text(each, "PolicyArn"))
        ),
        boundary=text(role.get("PermissionsBoundary"), "PermissionsBoundaryArn"),
        tags=tags(role, "Tags"),
        instance_profiles=tuple(
            FoundProfile(
                name=FoundName(name),
                path=text(each, "Path") or "/",
                # What is not said is taken for the same: a dump need not have the tags of these.
                tags=tags(each if "Tags" in each else role, "Tags"),
            )
            for each in items(role, "InstanceProfileList")
            if (name := text(each, "InstanceProfileName"))
        ),
    )


def _policies(value: Json, file: str, lines: Lines) -> Iterator[FoundPolicy]:
    for each in items(value, "Policies"):
        arn = text(each, "Arn") or ""
        name = text(each, "PolicyName") or arn.rpartition("/")[2]
        if account_of(arn) is None:
            continue  # one of AWS's own
        versions = [v for v in items(each, "PolicyVersionList") if v.get("IsDefaultVersion")]
        for version in versions[:1]:
            yield FoundPolicy(
                name=name,
                document=document(version.get("Document")),
                place=Place(file, lines.of("PolicyName", name)),
                arn=arn,
                path=text(each, "Path") or "/",
                description=text(each, "Description"),
                tags=tags(each, "Tags"),
            )


def _others(value: Json, file: str, lines: Lines) -> Iterator[FoundBlock]:
    for what, list_, key in (
        ("user", "UserDetailList", "UserName"),
        ("group", "GroupDetailList", "GroupName"),
    ):
        for each in items(value, list_):
            name = text(each, key) or ""
            yield FoundBlock(
                address=f"{what} {name}",
                place=Place(file, lines.of(key, name)),
                reason=f"a {what} is no role",
            )


def account_of(arn: str | None) -> str | None:
    """The account id in ``arn``, where one is."""
    parts = (arn or "").split(":")
    found = parts[_ACCOUNT_PART] if len(parts) > _ACCOUNT_PART else ""
    return found if found.isdecimal() else None
