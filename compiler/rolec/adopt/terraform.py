"""Terraform's HCL to roles."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from rolec.adopt.expression_syntax import conjuncts
from rolec.adopt.found import NOT_AS_ROLE, Found, FoundBlock, FoundPolicy, FoundRole, Json, Place
from rolec.adopt.json_shape import document
from rolec.adopt.kept import as_written
from rolec.adopt.policy_document_data import blocks_of
from rolec.adopt.terraform_module import Instance, TerraformModule, line_of
from rolec.adopt.unknown import UnknownError
from rolec.adopt.unsaid import Unsaid, tags_of
from rolec.read.value import Block

_ROLE, _POLICY = "aws_iam_role", "aws_iam_policy"
_PARTS = {
    "aws_iam_role_policy": "role",
    "aws_iam_role_policy_attachment": "role",
    "aws_iam_policy_attachment": "roles",
    "aws_iam_instance_profile": "role",
}
_NO_PART = "rolec adopts roles, their policies and instance profiles"
_NOT_HERE = "its role is not in this source"
_NEVER = "with the defaults of the variables none is made: "
_NOT_KNOWN = "not known before a plan: "
_REFERENCE = re.compile(r"\$\{([a-z][\w-]*\.[\w-]+)(\[[^\]]*\])?\.\w+\}")
_ROLES = re.compile(r"aws_iam_role\.([\w-]+)")
_NOT_IN_NAMES = re.compile("[^A-Za-z0-9_+=,.@-]+")


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

        self._called = {
            each.address: {self._names[each.address], self._known(each, "name")}
            for each in self._of(_ROLE)
        }

    def found(self) -> Found:
        self._policies = {
            each.address: policy for each in self._of(_POLICY) for policy in self._any_policy(each)
        }
        roles = [self._any_role(each) for each in self._of(_ROLE)]
        self._leave_out_what_is_never_made(roles)
        policies = list(self._policies.values())
        for each in self._instances:
            if each.address not in self._blocks:
                reason = _NOT_HERE if each.type in _PARTS else _NO_PART
                self._block(each, reason=reason)
        return Found(
            roles=tuple(roles),
            policies=tuple(policies),
            blocks=tuple(self._blocks.values()),
            locals=self._module.expressions.kept,
        )

    def _leave_out_what_is_never_made(self, roles: list[FoundRole]) -> None:
        used = {arn for role in roles for arn in (*role.attached, role.boundary)}
        for each in self._of(_POLICY):
            if each.never and each.address not in used:
                self._policies.pop(each.address, None)
                self._block(each, reason=f"{_NEVER}{each.if_}")

    def _of(self, type_: str) -> list[Instance]:
        return [each for each in self._instances if each.type == type_]

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
        try:
            yield FoundPolicy(
                name=self._names[policy.address],
                label=_label(policy),
                document=self._document(policy, "policy"),
                place=self._place(policy.block),
                arn=policy.address,
                path=self._text(policy, "path") or "/",
                description=unsaid.text("description"),
                tags=tags_of(self._module.value(policy, "tags")),
            )
            self._block(policy, policy=policy.address)
            unsaid.name(self._names[policy.address])
            self._policy_notes[policy.address] = unsaid.of_part()
        except UnknownError as unknown:
            self._block(policy, policy=policy.address, reason=f"{_NOT_KNOWN}{unknown}")

    def _role(self, role: Instance, called: str) -> FoundRole:
        inline = [*self._own_inline(role)]
        attached = [*self._own_attached(role)]
        profiles: list[str] = []
        of_parts: list[str] = []
        for each in self._parts(role):
            unsaid_of_part = Unsaid(self._module, each)
            match each.type:
                case "aws_iam_role_policy":
                    inline.append(self._inline(each))
                    unsaid_of_part.name(inline[-1].name)
                case "aws_iam_instance_profile":
                    if self._shared(each) != self._shared(role):
                        self._block(each, reason=NOT_AS_ROLE)
                        continue
                    written = self._known(each, "name") or ""
                    profiles.append(_known_name(written, called))
                    unsaid_of_part.name(profiles[-1])
                case _:
                    attached += self._arns(self._module.value(each, "policy_arn"))
            of_parts += unsaid_of_part.of_part()
            self._block(each, role=called)
        unsaid = Unsaid(self._module, role)
        unsaid.whether()
        unsaid.name(called)
        duration = unsaid.text("max_session_duration")
        boundary = [*self._arns(self._module.value(role, "permissions_boundary"))]
        return FoundRole(
            name=called,
            is_named=called == self._known(role, "name"),
            label=_label(role),
            trust=self._document(role, "assume_role_policy"),
            place=self._place(role.block),
            path=unsaid.text("path") or "/",
            description=unsaid.text("description"),
            max_session_duration=int(duration) if duration and duration.isdecimal() else None,
            inline=tuple(inline),
            attached=tuple(dict.fromkeys(attached)),
            boundary=boundary[0] if boundary else None,
            tags=unsaid.tags(),
            notes=(*unsaid.notes, *of_parts, *self._notes_of(attached)),
            instance_profiles=tuple(profiles),
            force_detach_policies=self._module.value(role, "force_detach_policies")
            in {True, "true"},
        )

    def _parts(self, role: Instance) -> Iterator[Instance]:
        """What is a part of ``role`` whenever that is there; an UnknownError where one may be."""
        for each in self._instances:
            if each.type not in _PARTS or not self._belongs(each, role):
                continue
            if set(conjuncts(each.if_)) <= set(conjuncts(role.if_)):
                yield each
            elif each.never:
                self._block(each, reason=f"{_NEVER}{each.if_}")
            else:
                raise UnknownError(f"{each.address}, which is there if {each.if_}")

    def _notes_of(self, attached: list[str]) -> Iterator[str]:
        for arn in attached:
            yield from self._policy_notes.get(arn, ())

    def _shared(self, instance: Instance) -> tuple[object, ...]:
        """What a spec has once for a role and its instance profile."""
        return self._text(instance, "path"), self._module.value_text(instance, "tags")

    def _own_inline(self, role: Instance) -> Iterator[FoundPolicy]:
        expressions = self._module.expressions
        for block, scope in blocks_of(role.block.body, "inline_policy", expressions, role.scope):
            name, policy = (
                expressions.value(written, scope) if (written := block.body.get(key)) else None
                for key in ("name", "policy")
            )
            if name is not None:
                found = _parsed(policy)
                called = _known_name(str(name), "inline")
                yield FoundPolicy(name=called, document=found, place=self._place(block))

    def _own_attached(self, role: Instance) -> Iterator[str]:
        written = self._module.value(role, "managed_policy_arns")
        if isinstance(written, str):
            raise UnknownError(f"managed_policy_arns = {written}")
        return self._arns(written)

    def _inline(self, policy: Instance) -> FoundPolicy:
        written = self._known(policy, "name") or ""
        return FoundPolicy(
            name=_known_name(written, _label(policy)),
            document=self._document(policy, "policy"),
            place=self._place(policy.block),
        )

    def _belongs(self, part: Instance, role: Instance) -> bool:
        argument = _PARTS[part.type]
        try:
            value = self._module.value(part, argument)
        except UnknownError:
            return self._is_of(part, role)
        written = [each for each in _list(value) if isinstance(each, str)]
        if any(self._is_kept(each) for each in written):
            return self._is_of(part, role)
        return any(self._is_called(each, role) for each in written)

    def _is_called(self, written: str, role: Instance) -> bool:
        address = _addressed(written)
        if address is not None and role.if_:
            address = address.partition("[")[0]
        return address == role.address or written in self._called[role.address]

    def _is_kept(self, written: str) -> bool:
        return as_written(written, self._module.expressions.kept) != written

    def _is_of(self, part: Instance, role: Instance) -> bool:
        """Whether an expression is about one role; an UnknownError where it may be about another."""
        text = self._module.value_text(part, _PARTS[part.type])
        named = set(_ROLES.findall(text))
        if role.block.labels[1] not in named:
            return False
        if len(named) > 1 or "?" in text:
            raise UnknownError(f"{part.address}, which is on {text}")
        return True

    def _arns(self, value: Json) -> Iterator[str]:
        """ARNs, or the addresses of policies of this module."""
        for each in _list(value):
            if isinstance(each, str):
                address = _addressed(each)
                yield address if address in self._policies else each

    def _document(self, instance: Instance, argument: str) -> Json:
        return _parsed(self._module.value(instance, argument))

    def _text(self, instance: Instance, argument: str) -> str | None:
        found = self._module.value(instance, argument)
        return found if isinstance(found, str) and found else None

    def _name(self, instance: Instance) -> str:
        """A name; where Terraform alone knows it, the name of the resource stands for it."""
        return _known_name(self._known(instance, "name") or "", _label(instance))

    def _known(self, instance: Instance, argument: str) -> str | None:
        try:
            return self._text(instance, argument)
        except UnknownError:
            return None


def _list(value: Json) -> list[Json]:
    return value if isinstance(value, list) else [value]


def _parsed(value: Json) -> Json:
    if isinstance(value, str) and value.startswith("${"):
        raise UnknownError(value)
    found = document(value)
    if found is None and value is not None:
        raise UnknownError("a policy that is no JSON")
    return found


def _known_name(written: str, otherwise: str) -> str:
    return written if written and not _NOT_IN_NAMES.search(written) else otherwise


def _label(instance: Instance) -> str:
    name = instance.block.labels[1]
    if instance.key is None:
        return name
    return f"{name}-{_NOT_IN_NAMES.sub('-', str(instance.key)).strip('-')}"


def _addressed(value: str) -> str | None:
    """The address that a reference is about."""
    found = _REFERENCE.fullmatch(value)
    return f"{found[1]}{found[2] or ''}" if found else None
