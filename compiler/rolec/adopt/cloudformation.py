"""Templates of CloudFormation and SAM to roles.

Source: the CloudFormation template reference, AWS::IAM::Role, Policy, RolePolicy, ManagedPolicy,
InstanceProfile, OIDCProvider and SAMLProvider.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from rolec.adopt.durations import duration
from rolec.adopt.found import (
    NO_PART,
    Found,
    FoundBlock,
    FoundName,
    FoundPolicy,
    FoundProfile,
    FoundProvider,
    FoundRole,
    Json,
)
from rolec.adopt.intrinsics import UnknownError
from rolec.adopt.json_shape import document, text
from rolec.adopt.names import ROLE_NAME
from rolec.adopt.template_providers import PROVIDERS, read_provider
from rolec.adopt.template_resources import TemplateResources

_ROLE = "AWS::IAM::Role"
_POLICY = "AWS::IAM::Policy"
_ROLE_POLICY = "AWS::IAM::RolePolicy"
_MANAGED = "AWS::IAM::ManagedPolicy"
_PROFILE = "AWS::IAM::InstanceProfile"


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
        self._template = TemplateResources(template, file, lines)
        self._blocks: dict[str, FoundBlock] = {}

    def found(self) -> Found:
        roles = [self._any_role(name) for name in self._template.of(_ROLE)]
        policies = [
            each for name in self._template.of(_MANAGED) for each in self._any_managed(name)
        ]
        providers = [
            each for name in self._template.of(*PROVIDERS) for each in self._any_provider(name)
        ]
        for name in self._template.resources:
            if name not in self._blocks:
                self._block(name, reason=NO_PART)
        return Found(
            roles=tuple(roles),
            policies=tuple(policies),
            providers=tuple(providers),
            blocks=tuple(self._blocks.values()),
        )

    def _any_role(self, name: str) -> FoundRole:
        try:
            return self._role(name)
        except UnknownError as unknown:
            reason = f"not known before it is deployed: {unknown}"
            self._block(name, role=name, reason=reason)
            return FoundRole(
                name=name, trust=None, place=self._template.place(name), refused=reason
            )

    def _any_managed(self, name: str) -> Iterator[FoundPolicy]:
        try:
            yield self._managed(name)
        except UnknownError as unknown:
            self._block(name, policy=name, reason=f"not known before it is deployed: {unknown}")

    def _any_provider(self, name: str) -> Iterator[FoundProvider]:
        try:
            yield read_provider(self._template, name)
            self._block(name, provider=name)
        except UnknownError as unknown:
            self._block(name, reason=f"not known before it is deployed: {unknown}")

    def _block(
        self,
        name: str,
        *,
        role: str | None = None,
        policy: str | None = None,
        provider: str | None = None,
        reason: str | None = None,
    ) -> None:
        self._blocks[name] = FoundBlock(
            address=name,
            place=self._template.place(name),
            role=role,
            policy=policy,
            provider=provider,
            reason=reason,
        )

    def _role(self, name: str) -> FoundRole:
        properties = self._template.properties(name)
        called = self._template.name(properties.get("RoleName"), name, ROLE_NAME)
        inline = [*self._inline_policies(name, called)]
        attached = [*map(self._managed_arn, self._template.texts(properties, "ManagedPolicyArns"))]
        attached += [each for each in self._template.of(_MANAGED) if self._belongs(each, name)]
        notes: list[str] = [*self._whether(name)]
        session = self._duration(properties, notes)
        boundary = self._template.text(properties, "PermissionsBoundary")
        tags = self._template.tags(properties)
        profiles = [
            each
            for each in self._template.of(_PROFILE)
            if name in self._named(self._template.properties(each))
        ]
        for each in profiles:
            self._block(each, role=called)
        role = FoundRole(
            name=called,
            in_aws=self._template.in_aws(properties.get("RoleName")),
            is_named="RoleName" in properties,
            trust=document(self._template.value(properties, "AssumeRolePolicyDocument")),
            place=self._template.place(name),
            path=self._template.text(properties, "Path") or "/",
            description=self._template.text(properties, "Description"),
            notes=tuple(notes),
            max_session_duration=session,
            inline=tuple(inline),
            attached=tuple(dict.fromkeys(attached)),
            boundary=boundary and self._managed_arn(boundary),
            tags=tags,
            instance_profiles=tuple(map(self._profile, profiles)),
        )
        self._block(name, role=called)
        return role

    def _inline_policies(self, role: str, called: str) -> Iterator[FoundPolicy]:
        own = self._template.objects(self._template.properties(role), "Policies")
        for number, each in enumerate(own, 1):
            yield self._inline(
                each.get("PolicyName"), each.get("PolicyDocument"), f"{role}-{number}", role
            )
        for other in (*self._template.of(_POLICY), *self._template.of(_ROLE_POLICY)):
            if self._belongs(other, role):
                theirs = self._template.properties(other)
                document = self._template.value(theirs, "PolicyDocument")
                yield self._inline(theirs.get("PolicyName"), document, other, other)
                self._block(other, role=called)

    def _managed_arn(self, arn: str) -> str:
        """An ARN; of a managed policy of the template the logical id."""
        own = (name for name in self._template.of(_MANAGED) if arn == f"${{var.{name}}}")
        return next(own, arn)

    def _profile(self, profile: str) -> FoundProfile:
        # CloudFormation gives instance profiles no tags.
        properties = self._template.properties(profile)
        written = properties.get("InstanceProfileName")
        called = FoundName(self._template.name(written, profile))
        return FoundProfile(
            name=self._template.in_aws(written) or called,
            is_named=written is not None,
            path=self._template.text(properties, "Path") or "/",
        )

    def _belongs(self, part: str, role: str) -> bool:
        """Whether a policy is on a role; an UnknownError where a condition decides on it alone."""
        if role not in self._named(self._template.properties(part)):
            written = json.dumps(self._template.properties(part).get("Roles"))
            if json.dumps({"Ref": role}) in written:
                raise UnknownError(f"Roles of {part}")
            return False
        condition = text(self._template.resources[part], "Condition")
        if condition not in {None, text(self._template.resources[role], "Condition")}:
            raise UnknownError(f"{part}, which is there if {condition}")
        return True

    def _whether(self, name: str) -> Iterator[str]:
        condition = text(self._template.resources[name], "Condition")
        if condition:
            yield f"it is made if {condition}"

    def _duration(self, properties: Mapping[str, Json], notes: list[str]) -> int | str | None:
        """How long a session may be; what is no number, and no reference to one, is one of ``notes``."""
        found = self._template.text(properties, "MaxSessionDuration")
        said = duration(found)
        if found and said is None:
            notes.append(f"its MaxSessionDuration is {found}, which only a deployment knows")
        return said

    def _managed(self, name: str) -> FoundPolicy:
        properties = self._template.properties(name)
        policy = FoundPolicy(
            name=self._template.name(properties.get("ManagedPolicyName"), name),
            in_aws=self._template.in_aws(properties.get("ManagedPolicyName")),
            document=document(self._template.value(properties, "PolicyDocument")),
            place=self._template.place(name),
            arn=name,
            path=self._template.text(properties, "Path") or "/",
            description=self._template.text(properties, "Description"),
        )
        self._block(name, policy=name)
        return policy

    def _inline(self, name: Json, written: Json, otherwise: str, at: str) -> FoundPolicy:
        called = self._template.name(name, otherwise)
        return FoundPolicy(
            name=called,
            in_aws=self._template.in_aws(name),
            document=document(written),
            place=self._template.place(at),
        )

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
                    for name in self._template.of(_ROLE)
                    if self._template.intrinsics.known_text(
                        self._template.properties(name).get("RoleName")
                    )
                    == each
                }
        return found
