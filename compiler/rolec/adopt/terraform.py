"""Terraform's HCL to roles."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace

from rolec.adopt.exclusive import ATTACHED, EXCLUSIVE
from rolec.adopt.expression_syntax import conjuncts
from rolec.adopt.found import (
    NO_PART,
    Found,
    FoundBlock,
    FoundPolicy,
    FoundProvider,
    FoundRole,
    Json,
    Place,
)
from rolec.adopt.lines import line_of
from rolec.adopt.names import ROLE_NAME, known_name
from rolec.adopt.shown_resources import without_index
from rolec.adopt.terraform_arguments import provider_aside
from rolec.adopt.terraform_exclusive import listed_by, unlike
from rolec.adopt.terraform_module import Instance, TerraformModule
from rolec.adopt.terraform_own_policies import own_policies, parsed_policy
from rolec.adopt.terraform_parts import PARTS, Belonging, Gathered, addressed, listed, ways
from rolec.adopt.terraform_profile import read_profile
from rolec.adopt.terraform_providers import PROVIDERS, read_provider
from rolec.adopt.unknown import UnknownError
from rolec.adopt.unsaid import Unsaid
from rolec.read.value import Block

_ROLE, _POLICY = "aws_iam_role", "aws_iam_policy"
_CALLED = "what a module makes is in a plan or a state, and not here"
_NOT_HERE = "its role is not in this source"
_NEVER = "with the defaults of the variables none is made: "


def read_module(module: TerraformModule, texts: Mapping[str, str]) -> Found:
    """The roles of a module, and every other resource of IAM; ``texts`` are its files."""
    return _Reader(module, texts).found()


class _Reader:
    def __init__(self, module: TerraformModule, texts: Mapping[str, str]) -> None:
        self._module = module
        self._texts = texts
        self._blocks: dict[str, FoundBlock] = {}
        self._instances = list(module.instances())
        self._policies: dict[str, FoundPolicy] = {}
        self._unsaid_of: dict[str, Unsaid] = {}
        self._names = {
            each.address: self._name(each)
            for each in self._instances
            if each.type in {_ROLE, _POLICY}
        }
        called = {at.address: {self._name(at), self._known(at, "name")} for at in self._of(_ROLE)}
        self._belonging = Belonging(module, called)

    def found(self) -> Found:
        self._policies = {
            each.address: policy for each in self._of(_POLICY) for policy in self._any_policy(each)
        }
        providers = [it for each in self._of(*PROVIDERS) for it in self._any_provider(each)]
        roles = [self._any_role(each) for each in self._of(_ROLE)]
        self._leave_out_what_is_never_made(roles)
        calls = [(f"module.{each.labels[0]}", self._place(each)) for each in self._module.calls]
        self._blocks |= {at: FoundBlock(address=at, place=p, reason=_CALLED) for at, p in calls}
        for each in self._instances:
            if each.address not in self._blocks:
                reason = _NOT_HERE if each.type in PARTS else NO_PART
                self._block(each, reason=reason)
        return Found(
            roles=tuple(roles),
            policies=tuple(self._policies.values()),
            providers=tuple(providers),
            blocks=tuple(self._blocks.values()),
            locals=self._module.expressions.kept,
        )

    def _leave_out_what_is_never_made(self, roles: list[FoundRole]) -> None:
        used = {arn for role in roles for arn in (*role.attached, role.boundary)}
        for each in self._of(_POLICY):
            if each.never and each.address not in used:
                self._policies.pop(each.address, None)
                self._block(each, reason=f"{_NEVER}{each.if_}")

    def _of(self, *types: str) -> list[Instance]:
        return [each for each in self._instances if each.type in types]

    def _place(self, block: Block) -> Place:
        path = block.span.path
        return Place(path, line_of(self._texts.get(path, ""), block.span))

    def _block(self, instance: Instance, **more: str | None) -> None:
        place = self._place(instance.block)
        self._blocks[instance.address] = FoundBlock(address=instance.address, place=place, **more)

    def _any_role(self, role: Instance) -> FoundRole:
        called = self._names[role.address]
        try:
            found = self._role(role, called)
        except UnknownError as unknown:
            reason = unknown.reason
            self._block(role, role=called, reason=reason)
            place = self._place(role.block)
            return FoundRole(name=called, trust=None, place=place, refused=reason)
        self._block(role, role=called)
        return found

    def _any_policy(self, policy: Instance) -> Iterator[FoundPolicy]:
        unsaid = Unsaid(self._module, policy)
        name = self._names[policy.address]
        try:
            tags, tags_from = unsaid.tags()
            yield FoundPolicy(
                name=name,
                in_aws=unsaid.name(name),
                label=policy.label,
                document=self._document(policy, "policy"),
                place=self._place(policy.block),
                arn=policy.address,
                path=self._text(policy, "path") or "/",
                description=unsaid.text("description"),
                enabled=unsaid.enabled(),
                tags=tags,
                tags_from=tags_from,
            )
            self._block(policy, policy=policy.address)
            self._unsaid_of[policy.address] = unsaid
        except UnknownError as unknown:
            self._block(policy, policy=policy.address, reason=unknown.reason)

    def _any_provider(self, provider: Instance) -> Iterator[FoundProvider]:
        try:
            unsaid = Unsaid(self._module, provider)
            yield read_provider(self._module, provider, self._place(provider.block), unsaid)
            self._unsaid_of[provider.address] = unsaid
            self._block(provider, provider=provider.address)
        except UnknownError as unknown:
            self._block(provider, reason=unknown.reason)

    def _gathered(self, role: Instance, called: str, enabled: tuple[str, ...]) -> Gathered:
        """What belongs to ``role``, which is there where all that is ``enabled`` is true."""
        own = own_policies(self._module, role, self._place)
        inline = [replace(each, enabled=enabled) for each in own.inline]
        attached = [*self._arns(own.attached)]
        found = Gathered(
            inline,
            attached,
            [ways(each) for each in inline],
            [{e} for e in attached],
            aside=[*own.aside],
            is_exclusive=own.is_exclusive,
        )
        for each in self._parts(role):
            unsaid = Unsaid(self._module, each)
            also = tuple(dict.fromkeys((*enabled, *unsaid.enabled())))
            match each.type:
                case "aws_iam_role_policy":
                    policy = replace(self._inline(each, unsaid), enabled=also)
                    found.inline.append(policy)
                    found.ways_inline.append({*ways(policy), f"${{{each.address}.name}}"})
                case type_ if type_ in EXCLUSIVE:
                    unsaid.refuse_beyond(enabled)
                    found.exclusive.append(each)
                    found.aside += unsaid.aside_of_part()
                    continue
                case "aws_iam_instance_profile":
                    profile = read_profile(self._module, unsaid, role, called)
                    found.profiles.append(replace(profile, enabled=also))
                case _:
                    unsaid.others()
                    arns = [*self._arns(self._module.value(each, "policy_arn"))]
                    found.attach(arns, also, beyond=enabled, by=each.address)
            unsaid.made_with(role)
            found.notes += unsaid.of_part()
            found.aside += unsaid.aside_of_part()
            self._block(each, role=called)
        for each in found.exclusive:
            if each.type == ATTACHED:
                self._attach_listed(each, found, enabled)
        return found

    def _attach_listed(
        self, exclusive: Instance, found: Gathered, enabled: tuple[str, ...]
    ) -> None:
        """Add what Terraform attaches since it is listed."""
        there = frozenset[str]().union(*found.ways_attached)
        arns = [*self._arns(listed_by(self._module, exclusive))]
        more = [arn for arn in arns if arn not in there]
        found.attach(more, enabled, beyond=enabled)

    def _role(self, role: Instance, called: str) -> FoundRole:
        unsaid = Unsaid(self._module, role)
        enabled = unsaid.enabled()
        parts = self._gathered(role, called, enabled)
        duration = unsaid.known("max_session_duration")
        tags, tags_from = unsaid.tags()
        boundary = [*self._arns(self._module.value(role, "permissions_boundary"))]
        trust = self._document(role, "assume_role_policy")
        others = [*self._unsaid_with([*parts.attached, *boundary], trust)]
        return FoundRole(
            name=called,
            in_aws=unsaid.name(called),
            is_named=called == self._known(role, "name"),
            label=role.label,
            references=_references(role),
            trust=trust,
            place=self._place(role.block),
            path=unsaid.known("path") or "/",
            description=unsaid.text("description"),
            max_session_duration=int(duration) if duration and duration.isdecimal() else None,
            enabled=enabled,
            inline=tuple(parts.inline),
            attached=tuple(dict.fromkeys(parts.attached)),
            attached_if=parts.attached_if,
            boundary=boundary[0] if boundary else None,
            tags=tags,
            tags_from=tags_from,
            notes=(*unsaid.notes, *parts.notes, *(n for each in others for n in each.of_part())),
            aside=(
                *(*provider_aside(self._module, role), *unsaid.aside, *parts.aside),
                *(each for other in others for each in other.aside_of_part()),
            ),
            instance_profiles=tuple(parts.profiles),
            exclusive=self._is_exclusive(called, parts) or parts.is_exclusive,
            force_detach_policies=self._module.value(role, "force_detach_policies")
            in {True, "true"},
        )

    def _is_exclusive(self, role: str, parts: Gathered) -> bool:
        """Whether what is no part of the role is kept out of it, as a spec would."""
        why_not = unlike(self._module, parts)
        for each in parts.exclusive:
            self._block(each, role=None if why_not else role, reason=why_not)
        return bool(parts.exclusive) and why_not is None

    def _parts(self, role: Instance) -> Iterator[Instance]:
        """What is a part of ``role``, or may be."""
        for each in self._instances:
            if not self._belonging.belongs(each, role):
                continue
            if each.never and not set(conjuncts(each.if_)) <= set(conjuncts(role.if_)):
                self._block(each, reason=f"{_NEVER}{each.if_}")
            else:
                yield each

    def _unsaid_with(self, arns: list[str], trust: Json) -> Iterator[Unsaid]:
        """What is not said of the policies and identity providers that a role has."""
        text = json.dumps(trust)
        for address, unsaid in self._unsaid_of.items():
            if address in arns or f"${{{address}." in text:
                yield unsaid

    def _inline(self, policy: Instance, unsaid: Unsaid) -> FoundPolicy:
        name = known_name(self._known(policy, "name") or "", policy.label)
        return FoundPolicy(
            name=name,
            in_aws=unsaid.name(name),
            document=self._document(policy, "policy"),
            place=self._place(policy.block),
        )

    def _arns(self, value: Json) -> Iterator[str]:
        """ARNs, or the addresses of policies of this module."""
        for each in listed(value):
            if isinstance(each, str):
                address = addressed(each) or ""
                known = (at for at in (address, without_index(address)) if at in self._policies)
                yield next(known, each)

    def _document(self, instance: Instance, argument: str) -> Json:
        return parsed_policy(self._module.value(instance, argument))

    def _text(self, instance: Instance, argument: str) -> str | None:
        found = self._module.value(instance, argument)
        return found if isinstance(found, str) and found else None

    def _name(self, instance: Instance) -> str:
        """A name; where Terraform alone knows it, the name of the resource stands for it."""
        return known_name(self._known(instance, "name") or "", instance.label, ROLE_NAME)

    def _known(self, instance: Instance, argument: str) -> str | None:
        try:
            return self._text(instance, argument)
        except UnknownError:
            return None


def _references(role: Instance) -> dict[str, str]:
    """What documents may have for a role; where there may be none, that is one of a list."""
    at = f"{role.address}[0]" if role.if_ else role.address
    return {f"${{{at}.arn}}": "arn", f"${{{at}.name}}": "name", f"${{{at}.id}}": "name"}
