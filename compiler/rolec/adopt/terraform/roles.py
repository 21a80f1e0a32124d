"""Terraform's HCL to roles."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import partial

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
from rolec.adopt.names import ROLE_NAME, called_apart, known_name
from rolec.adopt.reasons import Reasons
from rolec.adopt.terraform.arguments import provider_aside
from rolec.adopt.terraform.data_blocks import data_blocks
from rolec.adopt.terraform.exclusive import unlike
from rolec.adopt.terraform.fields import Unsaid
from rolec.adopt.terraform.gathered import Gathered
from rolec.adopt.terraform.instances import Instance
from rolec.adopt.terraform.left_out import NEVER, NOT_HERE, left_out
from rolec.adopt.terraform.module import TerraformModule
from rolec.adopt.terraform.own_policies import parsed_policy
from rolec.adopt.terraform.parts import PARTS, Belonging, arn_of
from rolec.adopt.terraform.providers import PROVIDERS, read_provider
from rolec.adopt.terraform.role_parts import RoleParts, stays
from rolec.adopt.unknown import UnknownError
from rolec.read.value import Block, Value

_ROLE, _POLICY = "aws_iam_role", "aws_iam_policy"
_CALLED = "what a module makes is in a plan or a state, and not here"


def read_module(
    module: TerraformModule, texts: Mapping[str, str], calls_read: Collection[str] = ()
) -> Found:
    """The roles of a module, and every other resource of IAM; ``texts`` are its files.

    Of the modules that it calls those of ``calls_read`` are read themselves.
    """
    return _Reader(module, texts).found(calls_read)


class _Reader:
    def __init__(self, module: TerraformModule, texts: Mapping[str, str]) -> None:
        self._module = module
        self._texts = texts
        self._blocks: dict[tuple[str, str | None], FoundBlock] = {}
        self._instances = list(module.instances())
        self._policies: dict[str, FoundPolicy] = {}
        self._unsaid_of: dict[str, Unsaid] = {}
        self._names = {
            each.address: self._name(each)
            for each in self._instances
            if each.type in {_ROLE, _POLICY}
        }
        unnamed = [
            at.address
            for at in self._of(_ROLE)
            if self._names[at.address] != module.known_text(at, "name")
        ]
        roles = {at.address: self._names[at.address] for at in self._of(_ROLE)}
        self._names |= called_apart(roles, unnamed, ROLE_NAME)
        called = {
            at.address: {self._names[at.address], self._module.known_text(at, "name")}
            for at in self._of(_ROLE)
        }
        self._belonging = Belonging(module, called)
        self._parts = RoleParts(module, self._belonging, self._place, self._policies)

    def found(self, calls_read: Collection[str]) -> Found:
        for each in self._of(_POLICY):
            self._policies.update((each.address, found) for found in self._any_policy(each))
        providers = [it for each in self._of(*PROVIDERS) for it in self._any_provider(each)]
        roles = [self._any_role(each) for each in self._of(_ROLE)]
        self._leave_out_what_is_never_made(roles)
        calls = [
            (f"module.{each.labels[0]}", self._place(each))
            for each in self._module.calls
            if each.labels[0] not in calls_read
        ]
        self._blocks |= {
            (at, None): FoundBlock(address=at, place=p, reason=_CALLED) for at, p in calls
        }
        known = {address for address, _ in self._blocks}
        for each in self._instances:
            if each.address not in known:
                reason = self._left_out(each)
                on = self._belonging.on(each) if reason == NOT_HERE else ()
                self._block(each, reason=reason, on=on)
        blocks = [*self._blocks.values()]
        blocks += data_blocks(self._module, roles, blocks, self._place)
        return Found(
            roles=tuple(roles),
            policies=tuple(self._policies.values()),
            providers=tuple(providers),
            blocks=tuple(blocks),
            locals=self._module.expressions.kept,
            defaults=(*self._module.expressions.variables.defaults,) if roles else (),
        )

    def _left_out(self, instance: Instance) -> str:
        if instance.type not in PARTS:
            return NO_PART
        return left_out(instance, self._of(_ROLE), self._names, self._belonging)

    def _leave_out_what_is_never_made(self, roles: list[FoundRole]) -> None:
        used = {arn for role in roles for arn in (*role.attached, role.boundary)}
        for each in self._of(_POLICY):
            if each.never and each.address not in used:
                self._policies.pop(each.address, None)
                self._block(each, reason=f"{NEVER}{each.if_}")

    def _of(self, *types: str) -> list[Instance]:
        return [each for each in self._instances if each.type in types]

    def _place(self, block: Block | Value) -> Place:
        path = block.span.path
        return Place(path, line_of(self._texts.get(path, ""), block.span))

    def _block(
        self,
        instance: Instance,
        *,
        role: str | None = None,
        policy: str | None = None,
        provider: str | None = None,
        reason: str | None = None,
        on: tuple[str, ...] = (),
    ) -> None:
        self._blocks[instance.address, role] = FoundBlock(
            address=instance.address,
            place=self._place(instance.block),
            role=role,
            policy=policy,
            provider=provider,
            reason=reason,
            on=on,
        )

    def _any_role(self, role: Instance) -> FoundRole:
        called, reasons = self._names[role.address], Reasons()
        at, unsaid = self._place(role.block), Unsaid(self._module, role)
        enabled = reasons.known(at, unsaid.enabled, None)
        if enabled is None:  # of each of several nothing is known
            return self._refused(role, called, reasons)
        trust = reasons.known(at, partial(self._document, role, "assume_role_policy"), None)
        boundary = reasons.known(at, partial(self._boundary, role), None)
        parts = self._parts.of(role, called, enabled, reasons)
        make = partial(self._role, role, unsaid, called, parts, trust=trust, boundary=boundary)
        found = None if reasons else reasons.known(at, make, None)
        if found is None:
            return self._refused(role, called, reasons)
        for each in (role, *parts.parts):
            self._block(each, role=called)
        for each in parts.staying:
            self._block(each, role=called, reason=stays(each, parts))
        return found

    def _refused(self, role: Instance, called: str, reasons: Reasons) -> FoundRole:
        reason = reasons.text
        self._block(role, role=called, reason=reason)
        return FoundRole(
            name=called, trust=None, place=reasons.place or self._place(role.block), refused=reason
        )

    def _boundary(self, role: Instance) -> str | None:
        return next(self._parts.arns(arn_of(self._module, role, "permissions_boundary")), None)

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
                path=unsaid.path(),
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

    def _role(
        self,
        role: Instance,
        unsaid: Unsaid,
        called: str,
        parts: Gathered,
        *,
        trust: Json,
        boundary: str | None,
    ) -> FoundRole:
        tags, tags_from = unsaid.tags()
        others = [*self._unsaid_with((*parts.attached, boundary), trust)]
        return FoundRole(
            name=called,
            in_aws=unsaid.name(called),
            is_named=called == self._module.known_text(role, "name"),
            label=role.label,
            references=_references(role),
            trust=trust,
            place=self._place(role.block),
            path=unsaid.path(),
            description=unsaid.text("description"),
            max_session_duration=unsaid.duration(),
            enabled=parts.enabled,
            inline=tuple(parts.inline),
            attached=tuple(dict.fromkeys(parts.attached)),
            attached_if=parts.attached_if,
            attached_places=parts.places,
            attached_by=parts.lists,
            boundary=boundary,
            tags=tags,
            tags_from=tags_from,
            notes=(
                *(*unsaid.notes, *parts.notes),
                *(stays(each, parts, named=each.address) for each in parts.staying),
                *(note for each in others for note in each.of_part()),
            ),
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

    def _unsaid_with(self, arns: Iterable[str | None], trust: Json) -> Iterator[Unsaid]:
        """What is not said of the policies and identity providers that a role has."""
        text, had = json.dumps(trust), {*arns}
        for address, unsaid in self._unsaid_of.items():
            if address in had or f"${{{address}." in text:
                yield unsaid

    def _document(self, instance: Instance, argument: str) -> Json:
        return parsed_policy(self._module.value(instance, argument))

    def _name(self, instance: Instance) -> str:
        """A name; where Terraform alone knows it, the name of the resource stands for it."""
        return known_name(
            self._module.known_text(instance, "name") or "", instance.label, ROLE_NAME
        )


def _references(role: Instance) -> dict[str, str]:
    """What documents may have for a role; where there may be none, that is one of a list."""
    at = f"{role.address}[0]" if role.if_ else role.address
    return {f"${{{at}.arn}}": "arn", f"${{{at}.name}}": "name", f"${{{at}.id}}": "name"}
