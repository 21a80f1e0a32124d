"""Terraform's HCL to roles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rolec.adopt.exclusive import ATTACHED, EXCLUSIVE, INLINE, unlike_a_spec
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
    Place,
)
from rolec.adopt.json_shape import document
from rolec.adopt.lines import line_of
from rolec.adopt.names import ROLE_NAME, known_name
from rolec.adopt.policy_document_data import blocks_of
from rolec.adopt.shown_resources import without_index
from rolec.adopt.terraform_instances import Instance
from rolec.adopt.terraform_module import TerraformModule
from rolec.adopt.terraform_parts import PARTS, Belonging, Gathered, addressed, arn_of, listed, ways
from rolec.adopt.terraform_providers import PROVIDERS, read_provider
from rolec.adopt.unknown import UnknownError
from rolec.adopt.unsaid import Unsaid
from rolec.read.value import Block

_ROLE, _POLICY = "aws_iam_role", "aws_iam_policy"
_CALLED = "what a module makes is in a plan or a state, and not here"
_NOT_HERE = "its role is not in this source"
_NEVER = "with the defaults of the variables none is made: "
_NOT_KNOWN = "not known before a plan: "


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
        self._policy_notes: dict[str, list[str]] = {}
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
        roles = [self._any_role(each) for each in self._of(_ROLE)]
        self._leave_out_what_is_never_made(roles)
        providers = [it for each in self._of(*PROVIDERS) for it in self._any_provider(each)]
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
            reason = f"{_NOT_KNOWN}{unknown}"
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
                path=unsaid.known("path") or "/",
                description=unsaid.text("description"),
                tags=tags,
                tags_from=tags_from,
            )
            self._block(policy, policy=policy.address)
            self._policy_notes[policy.address] = unsaid.of_part()
        except UnknownError as unknown:
            self._block(policy, policy=policy.address, reason=f"{_NOT_KNOWN}{unknown}")

    def _any_provider(self, provider: Instance) -> Iterator[FoundProvider]:
        try:
            yield read_provider(self._module, provider, self._place(provider.block))
            self._block(provider, provider=provider.address)
        except UnknownError as unknown:
            self._block(provider, reason=f"{_NOT_KNOWN}{unknown}")

    def _gathered(self, role: Instance, called: str) -> Gathered:
        """What belongs to ``role``."""
        own, attached = [*self._own_inline(role)], [*self._own_attached(role)]
        found = Gathered(own, attached, [ways(each) for each in own], [{e} for e in attached])
        for each in self._parts(role):
            unsaid = Unsaid(self._module, each)
            match each.type:
                case "aws_iam_role_policy":
                    policy = self._inline(each, unsaid)
                    found.inline.append(policy)
                    found.ways_inline.append({*ways(policy), f"${{{each.address}.name}}"})
                case type_ if type_ in EXCLUSIVE:
                    found.exclusive.append(each)
                    continue
                case "aws_iam_instance_profile":
                    found.profiles.append(self._profile(unsaid, called))
                case _:
                    unsaid.others()
                    arns = [*self._arns(arn_of(self._module, each, "policy_arn"))]
                    found.attached += arns
                    here = f"${{{each.address}.policy_arn}}"
                    found.ways_attached += [{arn, f"${{{arn}.arn}}", here} for arn in arns]
            found.notes += unsaid.of_part()
            self._block(each, role=called)
        return found

    def _role(self, role: Instance, called: str) -> FoundRole:
        if role.is_of_many:
            raise UnknownError(role.if_)
        parts = self._gathered(role, called)
        unsaid = Unsaid(self._module, role)
        unsaid.whether()
        duration = unsaid.known("max_session_duration")
        tags, tags_from = unsaid.tags()
        boundary = [*self._arns(arn_of(self._module, role, "permissions_boundary"))]
        return FoundRole(
            name=called,
            in_aws=unsaid.name(called),
            is_named=called == self._known(role, "name"),
            label=role.label,
            trust=self._document(role, "assume_role_policy"),
            place=self._place(role.block),
            path=unsaid.known("path") or "/",
            description=unsaid.text("description"),
            max_session_duration=int(duration) if duration and duration.isdecimal() else None,
            inline=tuple(parts.inline),
            attached=tuple(dict.fromkeys(parts.attached)),
            boundary=boundary[0] if boundary else None,
            tags=tags,
            tags_from=tags_from,
            notes=(*unsaid.notes, *parts.notes, *self._notes_of(parts.attached)),
            instance_profiles=tuple(parts.profiles),
            exclusive=self._is_exclusive(called, parts),
            force_detach_policies=self._module.value(role, "force_detach_policies")
            in {True, "true"},
        )

    def _is_exclusive(self, role: str, parts: Gathered) -> bool:
        """Whether what is no part of the role is kept out of it, as a spec would."""
        found = parts.exclusive
        names = {each.type: self._module.value(each, EXCLUSIVE[each.type]) for each in found}
        texts = {type_: [str(each) for each in listed(value)] for type_, value in names.items()}
        unlike = unlike_a_spec(texts, {INLINE: parts.ways_inline, ATTACHED: parts.ways_attached})
        for each in found:
            self._block(each, role=None if unlike else role, reason=unlike)
        return bool(found) and unlike is None

    def _parts(self, role: Instance) -> Iterator[Instance]:
        """What is a part of ``role`` whenever that is there; an UnknownError where one may be."""
        for each in self._instances:
            if not self._belonging.belongs(each, role):
                continue
            if self._module.is_there_with(each, role):
                yield each
            elif each.never:
                self._block(each, reason=f"{_NEVER}{each.if_}")
            else:
                raise UnknownError(f"{each.address}, which is there if {each.if_}")

    def _notes_of(self, attached: list[str]) -> Iterator[str]:
        for arn in attached:
            yield from self._policy_notes.get(arn, ())

    def _profile(self, unsaid: Unsaid, called: str) -> FoundProfile:
        tags, tags_from = unsaid.tags()
        return FoundProfile(
            name=unsaid.name("") or FoundName(called),
            path=unsaid.known("path") or "/",
            tags=tags,
            tags_from=tags_from,
        )

    def _own_inline(self, role: Instance) -> Iterator[FoundPolicy]:
        expressions = self._module.expressions
        blocks = blocks_of(role.block.body, "inline_policy", expressions, role.scope)
        for number, (block, scope) in enumerate(blocks, 1):
            name, policy = (
                expressions.value(written, scope) if (written := block.body.get(key)) else None
                for key in ("name", "policy")
            )
            if name is not None:
                found = _parsed(policy)
                called = known_name(str(name), f"inline-{number}")
                in_aws = FoundName(str(name)) if called != name else None
                yield FoundPolicy(
                    name=called, in_aws=in_aws, document=found, place=self._place(block)
                )

    def _own_attached(self, role: Instance) -> Iterator[str]:
        written = self._module.value(role, "managed_policy_arns")
        if isinstance(written, str):
            raise UnknownError(f"managed_policy_arns = {written}")
        return self._arns(written)

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
        return _parsed(self._module.value(instance, argument))

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


def _parsed(value: Json) -> Json:
    if isinstance(value, str) and value.startswith("${"):
        raise UnknownError(value)
    found = document(value)
    if found is None and value is not None:
        raise UnknownError("a policy that is no JSON")
    return found
