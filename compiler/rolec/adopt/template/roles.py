"""Templates of CloudFormation and SAM to roles.

Source: the CloudFormation template reference, AWS::IAM::Role, Policy, RolePolicy, ManagedPolicy,
InstanceProfile, OIDCProvider and SAMLProvider.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace

from rolec.adopt.found import (
    Found,
    FoundBlock,
    FoundName,
    FoundProfile,
    FoundProvider,
    FoundRole,
    Json,
)
from rolec.adopt.json_shape import document
from rolec.adopt.names import POLICY_NAME, ROLE_NAME, free_name
from rolec.adopt.template.alternatives import called_apart_in_cases
from rolec.adopt.template.loops import types_in
from rolec.adopt.template.parts import POLICY, PROFILE, ROLE, ROLE_POLICY, TemplateParts
from rolec.adopt.template.policies import (
    TemplatePolicies,
    also,
    has_no_statement,
    known_document,
    refused_in,
)
from rolec.adopt.template.providers import PROVIDERS, read_provider
from rolec.adopt.template.resources import TemplateResources
from rolec.adopt.template.shape import UnknownError, is_nothing
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
        self._blocks: dict[tuple[str, str | None, str | None], FoundBlock] = {}
        self._policies = TemplatePolicies(self._template, self._parts)
        self._names = self._called_apart()
        self._profiles: dict[str, set[str]] = defaultdict(set)
        self._taken = {each.casefold() for each in self._names.values()}

    def found(self) -> Found:
        for name, reason in self._policies.left_out.items():
            self._block(name, policy=name, reason=reason)
        for name, each in self._policies.managed():
            self._block(name, policy=each.arn)
        of_policies, self._blocks = self._blocks, {}
        roles = [each for name in self._template.of(ROLE) for each in self._any_role(name)]
        self._blocks |= of_policies
        providers = [
            each for name in self._template.of(*PROVIDERS) for each in self._any_provider(name)
        ]
        roles += [each for name in self._template.unread for each in self._unread(name)]
        known = {address for address, _, _ in self._blocks}
        adopted = {each.address for each in self._blocks.values() if each.reason is None}
        for name in self._template.resources:
            if name not in known:
                why = self._parts.why_left_out(name, adopted)
                self._block(name, reason=why, on=self._parts.absent(name))
        for name, reason in self._template.elsewhere.items():
            self._block(name, reason=reason)
        return Found(
            roles=tuple(roles),
            policies=tuple(each for _, each in self._policies.managed()),
            providers=tuple(providers),
            blocks=tuple(self._blocks.values()),
        )

    def _any_role(self, name: str) -> list[FoundRole]:
        called = self._names[name]
        before = self._blocks
        try:
            return [*self._roles(name, called)]
        except UnknownError as unknown:
            # What was found of it already is as little adopted.
            self._blocks = before
            self._block(name, role=called, reason=unknown.reason)
            place = self._template.place(name)
            return [FoundRole(name=called, trust=None, place=place, refused=unknown.reason)]

    def _roles(self, name: str, called: str) -> Iterator[FoundRole]:
        """A role, or where conditions decide on its trust policy one for each case."""
        unknown = self._parts.unread_on(name)
        if unknown is not None:
            raise unknown
        made = self._template.enabled(name)
        documents = [*self._template.values(name, "AssumeRolePolicyDocument", made)]
        refused = [more for each, more in documents if more and has_no_statement(document(each))]
        told = [refused_in("its trust policy", more) for more in refused]
        # Of one that IAM takes in no case, that is told.
        cases = [also(made, more) for _, more in documents if more not in refused] or [made]
        others = [free_name(called, self._taken, ROLE_NAME) for _ in cases[1:]]
        names = (called, *others)
        self._blocks = dict(self._blocks)
        for one, enabled in zip(names, cases, strict=True):
            with self._template.in_case(name, enabled):
                role = self._role(name, one, enabled)
            if others:
                # A reference to it means the one that there is.
                specs = f"one of {len(names)} specs, `{called}` to `{others[-1]}`"
                why = f"conditions decide on its trust policy: it is {specs}"
                role = replace(role, references={}, aside=(why, *role.aside))
            yield replace(role, aside=(*role.aside, *told))

    def _called_apart(self) -> dict[str, str]:
        """What roles are called; one without a name is not called as one that has it."""
        written = {
            name: self._template.properties(name).get("RoleName")
            for name in self._template.of(ROLE)
        }
        called = {n: self._template.name(each, n, ROLE_NAME) for n, each in written.items()}
        unnamed = [n for n, each in written.items() if each is None]
        enabled = {name: self._template.enabled(name) for name in written}
        return called_apart_in_cases(
            called, unnamed, enabled, self._template.intrinsics.conditions
        )

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
        self._blocks[name, role, policy] = FoundBlock(
            address=name,
            place=self._template.place(name),
            role=role,
            policy=policy,
            provider=provider,
            reason=reason,
            on=on,
        )

    def _role(self, name: str, called: str, enabled: tuple[str, ...]) -> FoundRole:
        properties = self._template.properties(name)
        self._template.intrinsics.defaults_taken.clear()
        self._policies.refused.clear()
        inline = self._policies.inline(name, enabled)
        beside = self._parts_on(name, enabled, POLICY, ROLE_POLICY)
        attached = self._policies.attached(name, enabled)
        notes: list[str] = []
        session = self._duration(properties, notes)
        boundary = self._template.text(properties, "PermissionsBoundary")
        tags, tags_from = self._template.all_tags(name)
        profiles = self._parts_on(name, enabled, PROFILE)
        for each in (*beside, *profiles):
            self._block(each, role=called)
        managed = self._policies.ids(iter(attached))
        trust = self._template.value(properties, "AssumeRolePolicyDocument")
        for each in managed:
            # For what it tells: another role may have had it before.
            _ = [*self._template.values(each, "PolicyDocument", enabled)]
        notes += self._template.intrinsics.defaults_taken
        policies = [*beside, *managed]
        role = FoundRole(
            name=called,
            in_aws=self._in_aws(properties.get("RoleName"), called),
            is_named=not is_nothing(properties.get("RoleName")),
            references=self._template.references(name),
            trust=known_document(trust, "AssumeRolePolicyDocument"),
            place=self._template.place(name),
            path=self._template.text(properties, "Path") or "/",
            description=self._template.text(properties, "Description"),
            notes=tuple(notes),
            max_session_duration=session,
            enabled=enabled,
            inline=tuple(inline),
            attached=tuple(attached),
            attached_if={arn: also for arn, also in attached.items() if also != enabled},
            boundary=boundary and self._policies.boundary(boundary, enabled),
            tags=tags,
            tags_from=tags_from,
            instance_profiles=tuple(
                self._profile(each, also(enabled, more)) for each, more in profiles.items()
            ),
        )
        self._block(name, role=called)
        others = (told for each in policies for told in self._parts.others(each))
        refused = tuple(self._policies.refused)
        return replace(
            role, aside=(*self._template.macros, *self._conditions(role), *refused, *others)
        )

    def _parts_on(
        self, role: str, enabled: tuple[str, ...], *types: str
    ) -> dict[str, tuple[str, ...]]:
        """What is on ``role`` where all of ``enabled`` are true, each with what has to be true for that."""
        possible = self._template.intrinsics.conditions.are_possible
        on = self._parts.on(role, *types)
        return {each: more for each, more in on if possible(also(enabled, more))}

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

    def _in_aws(self, written: Json, called: str) -> FoundName | None:
        """What AWS calls a role, where that is not what it is ``called``."""
        known = None if is_nothing(written) else self._template.name(written, called, ROLE_NAME)
        other = FoundName(known) if known not in {None, called} else None
        return self._template.in_aws(written) or other

    def _profile(self, profile: str, enabled: tuple[str, ...]) -> FoundProfile:
        # CloudFormation gives instance profiles no tags.
        properties = self._template.properties(profile)
        written = properties.get("InstanceProfileName")
        name = self._template.name(written, profile)
        if written is None:
            name = free_name(name, self._profiles[profile], POLICY_NAME)
        return FoundProfile(
            name=self._template.in_aws(written) or FoundName(name),
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
