"""Templates of CloudFormation and SAM to roles.

Source: the CloudFormation template reference, AWS::IAM::Role, Policy, RolePolicy, ManagedPolicy and
InstanceProfile.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from rolec.adopt.found import (
    NOT_AS_ROLE,
    Found,
    FoundBlock,
    FoundName,
    FoundPolicy,
    FoundRole,
    Json,
    Place,
)
from rolec.adopt.intrinsics import Intrinsics, UnknownError
from rolec.adopt.json_shape import as_text, document, text

_ROLE = "AWS::IAM::Role"
_POLICY = "AWS::IAM::Policy"
_ROLE_POLICY = "AWS::IAM::RolePolicy"
_MANAGED = "AWS::IAM::ManagedPolicy"
_PROFILE = "AWS::IAM::InstanceProfile"
_NO_PART = "rolec adopts roles, their policies and instance profiles"


def is_template(value: Json) -> bool:
    """Whether ``value`` has resources as CloudFormation has them."""
    resources = value.get("Resources") if isinstance(value, Mapping) else None
    return isinstance(resources, Mapping) and any(
        "::" in (text(each, "Type") or "") for each in resources.values()
    )


def read_template(value: Json, file: str, lines: Mapping[str, int]) -> Found:
    """The roles of a template, and every other resource of IAM in it."""
    return _Reader(value, file, lines).found()


class _Reader:
    def __init__(self, template: Json, file: str, lines: Mapping[str, int]) -> None:
        self._file = file
        self._lines = lines
        resources = template.get("Resources") if isinstance(template, Mapping) else None
        self._resources: dict[str, Mapping[str, Json]] = {
            name: each
            for name, each in (resources.items() if isinstance(resources, Mapping) else ())
            if isinstance(each, Mapping) and (text(each, "Type") or "").startswith("AWS::IAM::")
        }
        self._intrinsics = Intrinsics(template)
        self._blocks: dict[str, FoundBlock] = {}

    def found(self) -> Found:
        roles = [self._any_role(name) for name in self._of(_ROLE)]
        policies = [each for name in self._of(_MANAGED) for each in self._any_managed(name)]
        for name in self._resources:
            if name not in self._blocks:
                self._block(name, reason=_NO_PART)
        return Found(
            roles=tuple(roles), policies=tuple(policies), blocks=tuple(self._blocks.values())
        )

    def _of(self, type_: str) -> list[str]:
        return [name for name, each in self._resources.items() if each.get("Type") == type_]

    def _any_role(self, name: str) -> FoundRole:
        try:
            return self._role(name)
        except UnknownError as unknown:
            reason = f"not known before it is deployed: {unknown}"
            self._block(name, role=name, reason=reason)
            return FoundRole(name=name, trust=None, place=self._place(name), refused=reason)

    def _any_managed(self, name: str) -> Iterator[FoundPolicy]:
        try:
            yield self._managed(name)
        except UnknownError as unknown:
            self._block(name, policy=name, reason=f"not known before it is deployed: {unknown}")

    def _properties(self, name: str) -> Mapping[str, Json]:
        found = self._resources[name].get("Properties")
        return found if isinstance(found, Mapping) else {}

    def _block(
        self,
        name: str,
        *,
        role: str | None = None,
        policy: str | None = None,
        reason: str | None = None,
    ) -> None:
        self._blocks[name] = FoundBlock(
            address=name, place=self._place(name), role=role, policy=policy, reason=reason
        )

    def _place(self, name: str) -> Place:
        return Place(self._file, self._lines.get(name, 0))

    def _role(self, name: str) -> FoundRole:
        properties = self._properties(name)
        called = self._name(properties.get("RoleName"), name)
        inline = [
            self._inline(
                each.get("PolicyName"), each.get("PolicyDocument"), f"{name}-{number}", name
            )
            for number, each in enumerate(self._objects(properties, "Policies"), 1)
        ]
        attached = self._texts(properties, "ManagedPolicyArns")
        for other in (*self._of(_POLICY), *self._of(_ROLE_POLICY)):
            theirs = self._properties(other)
            if self._belongs(other, name):
                own = (theirs.get("PolicyName"), self._value(theirs, "PolicyDocument"))
                inline.append(self._inline(*own, other, other))
                self._block(other, role=called)
        attached += [each for each in self._of(_MANAGED) if self._belongs(each, name)]
        notes: list[str] = [*self._whether(name)]
        path, duration, description = (
            self._known(properties, each, notes)
            for each in ("Path", "MaxSessionDuration", "Description")
        )
        tags = self._tags(properties)
        profiles = [
            each
            for each in self._of(_PROFILE)
            if name in self._named(self._properties(each)) and self._is_as(each, path, tags)
        ]
        for each in profiles:
            self._block(each, role=called)
        role = FoundRole(
            name=called,
            is_named=self._intrinsics.known_text(properties.get("RoleName")) is not None,
            trust=document(self._value(properties, "AssumeRolePolicyDocument")),
            place=self._place(name),
            path=path or "/",
            description=description,
            notes=tuple(notes),
            max_session_duration=int(duration) if duration and duration.isdecimal() else None,
            inline=tuple(inline),
            attached=tuple(dict.fromkeys(attached)),
            boundary=self._text(properties, "PermissionsBoundary"),
            tags=tags,
            instance_profiles=tuple(
                FoundName(self._name(self._properties(each).get("InstanceProfileName"), each))
                for each in profiles
            ),
        )
        self._block(name, role=called)
        return role

    def _belongs(self, part: str, role: str) -> bool:
        """Whether a policy is on a role; an UnknownError where a condition decides on it alone."""
        if role not in self._named(self._properties(part)):
            written = json.dumps(self._properties(part).get("Roles"))
            if json.dumps({"Ref": role}) in written:
                raise UnknownError(f"Roles of {part}")
            return False
        condition = text(self._resources[part], "Condition")
        if condition not in {None, text(self._resources[role], "Condition")}:
            raise UnknownError(f"{part}, which is there if {condition}")
        return True

    def _whether(self, name: str) -> Iterator[str]:
        condition = text(self._resources[name], "Condition")
        if condition:
            yield f"it is made if {condition}"

    def _known(self, properties: Mapping[str, Json], key: str, notes: list[str]) -> str | None:
        """A text that no reference can stand in; where one does this is one of ``notes``."""
        found = self._text(properties, key)
        if found and "${" in found:
            notes.append(f"its {key} is {found}, which only a deployment knows")
            return None
        return found

    def _is_as(self, profile: str, path: str | None, tags: Mapping[str, str]) -> bool:
        # CloudFormation gives instance profiles no tags.
        if self._text(self._properties(profile), "Path") == path and not tags:
            return True
        self._block(profile, reason=NOT_AS_ROLE)
        return False

    def _managed(self, name: str) -> FoundPolicy:
        properties = self._properties(name)
        policy = FoundPolicy(
            name=self._name(properties.get("ManagedPolicyName"), name),
            document=document(self._value(properties, "PolicyDocument")),
            place=self._place(name),
            arn=name,
            path=self._text(properties, "Path") or "/",
            description=self._text(properties, "Description"),
        )
        self._block(name, policy=name)
        return policy

    def _inline(self, name: Json, written: Json, otherwise: str, at: str) -> FoundPolicy:
        called = self._name(name, otherwise)
        return FoundPolicy(name=called, document=document(written), place=self._place(at))

    def _name(self, written: Json, otherwise: str) -> str:
        """A name where it is known; where it is made of what is not, the logical id stands for it."""
        known = self._intrinsics.known_text(written)
        return known or otherwise

    def _named(self, properties: Mapping[str, Json]) -> set[str]:
        """The logical ids of roles that ``Roles`` or ``RoleName`` refer to."""
        found: set[str] = set()
        written = properties.get("Roles", properties.get("RoleName"))
        for each in written if isinstance(written, list) else [written]:
            reference = text(each, "Ref")
            if reference:
                found.add(reference)
            elif isinstance(each, str):
                found |= {
                    name
                    for name in self._of(_ROLE)
                    if self._intrinsics.known_text(self._properties(name).get("RoleName")) == each
                }
        return found

    def _value(self, properties: Mapping[str, Json], key: str) -> Json:
        return self._intrinsics.value(properties.get(key))

    def _text(self, properties: Mapping[str, Json], key: str) -> str | None:
        found = self._value(properties, key)
        if isinstance(found, int) and not isinstance(found, bool):
            return str(found)
        return found if isinstance(found, str) and found else None

    def _texts(self, properties: Mapping[str, Json], key: str) -> list[str]:
        return [each for each in self._list(properties, key) if isinstance(each, str)]

    def _objects(self, properties: Mapping[str, Json], key: str) -> list[Mapping[str, Json]]:
        return [each for each in self._list(properties, key) if isinstance(each, Mapping)]

    def _list(self, properties: Mapping[str, Json], key: str) -> list[Json]:
        """A list all of which is there; an UnknownError where something else stands for it or in it."""
        found = self._value(properties, key)
        of = Mapping if key in {"Policies", "Tags"} else str
        if found is not None and not (
            isinstance(found, list) and all(isinstance(each, of) for each in found)
        ):
            raise UnknownError(f"{key} {found}")
        return found or []

    def _tags(self, properties: Mapping[str, Json]) -> dict[str, str]:
        pairs = (
            (text(each, "Key"), each.get("Value")) for each in self._objects(properties, "Tags")
        )
        return {key: as_text(value) for key, value in pairs if key and value is not None}
