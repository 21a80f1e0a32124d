"""Templates of CloudFormation and SAM to roles.

Source: the CloudFormation template reference, AWS::IAM::Role, Policy, RolePolicy, ManagedPolicy,
InstanceProfile, OIDCProvider and SAMLProvider.
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
    FoundProvider,
    FoundRole,
    Json,
)
from rolec.adopt.json_shape import document
from rolec.adopt.names import ROLE_NAME, called_apart
from rolec.adopt.template.alternatives import attached_in_cases, policies_apart
from rolec.adopt.template.loops import types_in
from rolec.adopt.template.parts import MANAGED, POLICY, PROFILE, ROLE, ROLE_POLICY, TemplateParts
from rolec.adopt.template.providers import PROVIDERS, read_provider
from rolec.adopt.template.resources import TemplateResources, name_made
from rolec.adopt.template.shape import UnknownError
from rolec.adopt.words.durations import duration


def is_template(value: Json) -> bool:
    """Whether ``value`` has resources as CloudFormation has them."""
    resources = value.get("Resources") if isinstance(value, Mapping) else None
    return isinstance(resources, Mapping) and next(types_in(resources), None) is not None


def read_template(value: Json, file: str, lines: Mapping[str, int]) -> Found:
    """The roles of a template, and every other resource of IAM in it."""
    return _Reader(value, file, lines).found()


class _Reader:
    def __init__(self, template: Json, file: str, lines: Mapping[str, int]) -> None:
        self._template = TemplateResources(template, file, lines)
        self._parts = TemplateParts(self._template)
        self._blocks: dict[tuple[str, str | None], FoundBlock] = {}
        self._names = self._called_apart()
        self._policies: dict[str, FoundPolicy] = {}

    def found(self) -> Found:
        self._policies = {
            name: each for name in self._template.of(MANAGED) for each in self._any_managed(name)
        }
        of_policies, self._blocks = self._blocks, {}
        roles = [self._any_role(name) for name in self._template.of(ROLE)]
        self._blocks |= of_policies
        providers = [
            each for name in self._template.of(*PROVIDERS) for each in self._any_provider(name)
        ]
        roles += [each for name in self._template.unread for each in self._unread(name)]
        known = {address for address, _ in self._blocks}
        for name in self._template.resources:
            if name not in known:
                self._block(
                    name, reason=self._parts.why_left_out(name), on=self._parts.absent(name)
                )
        for name, reason in self._template.elsewhere.items():
            self._block(name, reason=reason)
        return Found(
            roles=tuple(roles),
            policies=tuple(self._policies.values()),
            providers=tuple(providers),
            blocks=tuple(self._blocks.values()),
        )

    def _any_role(self, name: str) -> FoundRole:
        called = self._names[name]
        try:
            return self._role(name, called)
        except UnknownError as unknown:
            reason = unknown.reason
            # What was found of it already is as little adopted.
            self._blocks = {at: each for at, each in self._blocks.items() if each.role != called}
            self._block(name, role=called, reason=reason)
            place = self._template.place(name)
            return FoundRole(name=called, trust=None, place=place, refused=reason)

    def _called_apart(self) -> dict[str, str]:
        """What roles are called; one without a name is not called as one that has it."""
        written = {
            name: self._template.properties(name).get("RoleName")
            for name in self._template.of(ROLE)
        }
        called = {n: self._template.name(each, n, ROLE_NAME) for n, each in written.items()}
        return called_apart(called, [n for n, each in written.items() if each is None], ROLE_NAME)

    def _unread(self, name: str) -> Iterator[FoundRole]:
        """What nobody can say; of roles it is told as a role that is not adopted."""
        unknown = self._template.why_unread(name)
        assert unknown is not None
        reason = unknown.reason
        is_of_roles = ROLE in types_in(self._template.unread[name])
        role, policy = (name, None) if is_of_roles else (None, name)
        self._block(name, role=role, policy=policy, reason=reason)
        if is_of_roles:
            place = self._template.place(name)
            yield FoundRole(name=name, trust=None, place=place, refused=reason)

    def _any_managed(self, name: str) -> Iterator[FoundPolicy]:
        try:
            yield self._managed(name)
        except UnknownError as unknown:
            self._block(name, policy=name, reason=unknown.reason)

    def _any_provider(self, name: str) -> Iterator[FoundProvider]:
        try:
            yield read_provider(self._template, name)
            self._block(name, provider=name)
        except UnknownError as unknown:
            self._block(name, reason=unknown.reason)

    def _block(
        self,
        name: str,
        *,
        role: str | None = None,
        policy: str | None = None,
        provider: str | None = None,
        reason: str | None = None,
        on: tuple[str, ...] = (),
    ) -> None:
        self._blocks[name, role] = FoundBlock(
            address=name,
            place=self._template.place(name),
            role=role,
            policy=policy,
            provider=provider,
            reason=reason,
            on=on,
        )

    def _role(self, name: str, called: str) -> FoundRole:
        unknown = self._parts.unread_on(name)
        if unknown is not None:
            raise unknown
        properties = self._template.properties(name)
        self._template.intrinsics.defaults_taken.clear()
        enabled = self._template.enabled(name)
        inline = policies_apart(
            self._inline_policies(name, called, enabled), self._template.intrinsics.conditions
        )
        attached = self._attached(name, enabled)
        notes: list[str] = []
        session = self._duration(properties, notes)
        boundary = self._template.text(properties, "PermissionsBoundary")
        tags, tags_from = self._template.all_tags(name)
        profiles = dict(self._parts.on(name, PROFILE))
        for each in profiles:
            self._block(each, role=called)
        managed = [each for each in self._policies if each in attached]
        trust = self._template.value(properties, "AssumeRolePolicyDocument")
        for each in managed:
            # For what it tells: another role may have had it before.
            self._template.value(self._template.properties(each), "PolicyDocument")
        notes += self._template.intrinsics.defaults_taken
        policies = [each for each, _ in self._parts.on(name, POLICY, ROLE_POLICY)] + managed
        role = FoundRole(
            name=called,
            in_aws=self._template.in_aws(properties.get("RoleName")),
            is_named="RoleName" in properties,
            references=self._template.references(name),
            trust=document(trust),
            place=self._template.place(name),
            path=self._template.text(properties, "Path") or "/",
            description=self._template.text(properties, "Description"),
            notes=tuple(notes),
            max_session_duration=session,
            enabled=enabled,
            inline=tuple(inline),
            attached=tuple(attached),
            attached_if={arn: also for arn, also in attached.items() if also != enabled},
            boundary=boundary and self._managed_arn(boundary),
            tags=tags,
            tags_from=tags_from,
            instance_profiles=tuple(
                self._profile(each, _also(enabled, more)) for each, more in profiles.items()
            ),
        )
        self._block(name, role=called)
        others = (told for each in policies for told in self._parts.others(each))
        return replace(role, aside=(*self._template.macros, *self._conditions(role), *others))

    def _conditions(self, role: FoundRole) -> Iterator[str]:
        """What the variables are on which something of ``role`` is made, where their names do not say it."""
        made_on = (
            role.enabled,
            *(each.enabled for each in role.inline),
            *(each.enabled for each in role.instance_profiles),
            *role.attached_if.values(),
        )
        references = dict.fromkeys(each for some in made_on for each in some)
        return self._template.intrinsics.conditions.told(references)

    def _attached(self, role: str, enabled: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
        """The ARNs of managed policies, each with what has to be true for ``role`` to have it."""
        properties = self._template.properties(role)
        written = self._template.parts(properties, "ManagedPolicyArns")
        found = [(self._managed_arn(str(arn)), _also(enabled, more)) for arn, more in written]
        found += [
            (self._managed_arn(self._template.referred(each)), _also(enabled, more))
            for each, more in self._parts.on(role, MANAGED)
        ]
        return attached_in_cases(found, self._template.intrinsics.conditions)

    def _inline_policies(
        self, role: str, called: str, enabled: tuple[str, ...]
    ) -> Iterator[FoundPolicy]:
        own = self._template.parts(self._template.properties(role), "Policies")
        for number, (each, more) in enumerate(own, 1):
            assert isinstance(each, Mapping)
            name, document = each.get("PolicyName"), each.get("PolicyDocument")
            found = self._inline(name, document, f"{role}-{number}", role)
            # It has the values of its functions already.
            found = replace(found, in_aws=name_made(name))
            yield replace(found, enabled=_also(enabled, more))
        for other, more in self._parts.on(role, POLICY, ROLE_POLICY):
            theirs = self._template.properties(other)
            document = self._template.value(theirs, "PolicyDocument")
            found = self._inline(theirs.get("PolicyName"), document, other, other)
            found = replace(found, in_aws=self._template.in_aws(theirs.get("PolicyName")))
            yield replace(found, enabled=_also(enabled, more))
            self._block(other, role=called)

    def _managed_arn(self, arn: str) -> str:
        """An ARN; of a managed policy of the template the logical id."""
        own = (name for name, each in self._policies.items() if arn in self._arns(name, each))
        return next(own, arn)

    def _arns(self, name: str, policy: FoundPolicy) -> Iterator[str]:
        """What the ARN of a managed policy of the template may be written as."""
        yield self._template.referred(name)
        called = policy.in_aws.name if policy.in_aws else policy.name
        # One that is made on a condition may be there all the same, made elsewhere.
        if "ManagedPolicyName" in self._template.properties(name) and not policy.enabled:
            yield from self._template.arns(f"policy{policy.path}{called}")

    def _profile(self, profile: str, enabled: tuple[str, ...]) -> FoundProfile:
        # CloudFormation gives instance profiles no tags.
        properties = self._template.properties(profile)
        written = properties.get("InstanceProfileName")
        called = FoundName(self._template.name(written, profile))
        return FoundProfile(
            name=self._template.in_aws(written) or called,
            is_named=written is not None,
            path=self._template.text(properties, "Path") or "/",
            enabled=enabled,
        )

    def _duration(self, properties: Mapping[str, Json], notes: list[str]) -> int | str | None:
        """How long a session may be; what is no number, and no reference to one, is one of ``notes``."""
        found = self._template.text(properties, "MaxSessionDuration")
        said = duration(found)
        if found and said is None:
            notes.append(f"its MaxSessionDuration is {found}, which only a deployment knows")
        return said

    def _managed(self, name: str) -> FoundPolicy:
        unknown = self._template.why_unread(name)
        if unknown is not None:
            raise unknown
        properties = self._template.properties(name)
        policy = FoundPolicy(
            name=self._template.name(properties.get("ManagedPolicyName"), name),
            in_aws=self._template.in_aws(properties.get("ManagedPolicyName")),
            document=document(self._template.value(properties, "PolicyDocument")),
            place=self._template.place(name),
            arn=name,
            path=self._template.text(properties, "Path") or "/",
            enabled=self._template.enabled(name),
            description=self._template.text(properties, "Description"),
        )
        self._block(name, policy=name)
        return policy

    def _inline(self, name: Json, written: Json, otherwise: str, at: str) -> FoundPolicy:
        called = self._template.name(name, otherwise)
        return FoundPolicy(
            name=called,
            document=document(written),
            place=self._template.place(at),
        )


def _also(enabled: tuple[str, ...], more: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*enabled, *more)))
