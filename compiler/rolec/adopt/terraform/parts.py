"""To which role of a module of Terraform a resource belongs."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from functools import cached_property, partial

from rolec.adopt.exclusive import ATTACHED, INLINE
from rolec.adopt.expressions.kept_locals import as_written, local_of
from rolec.adopt.expressions.syntax import INSERTED, is_string
from rolec.adopt.found import FoundPolicy, Json
from rolec.adopt.terraform.arguments import are_in_one_account, provider_of
from rolec.adopt.terraform.instances import Instance
from rolec.adopt.terraform.module import TerraformModule
from rolec.adopt.terraform.role_names import (
    FIRST,
    is_made,
    is_other,
    may_be_alike,
    resolved,
    with_names,
)
from rolec.adopt.unknown import UnknownError
from rolec.ir.text import SPLAT

PARTS = {
    "aws_iam_role_policy": "role",
    "aws_iam_role_policy_attachment": "role",
    "aws_iam_policy_attachment": "roles",
    "aws_iam_instance_profile": "role",
    INLINE: "role_name",
    ATTACHED: "role_name",
}
"""The resources that belong to a role, and the argument that says to which."""

_REFERENCE = re.compile(r"\$\{([a-z][\w-]*\.[\w-]+)(\[[^\]]*\])?\.\w+\}")
_REFERENCES = re.compile(r"(?<![\w.-])(?:data\.)?[a-z][\w-]*\.[A-Za-z_][\w-]*")
_POLICY = re.compile(r"(?<![\w.-])aws_iam_policy\.")
_EACH = re.compile(r"(?<![\w.-])each\.")
_ROLES = re.compile(r"(?<![\w.-])aws_iam_role\.([\w-]+)")
_LOOKED_UP = "data.aws_iam_role."
_OF_INSTANCE = ("each.", "count.", "self.")


class Belonging:
    """Tells what belongs to a role; ``called`` are the names of each role, by its address."""

    def __init__(
        self, module: TerraformModule, called: Mapping[str, AbstractSet[str | None]]
    ) -> None:
        self._module = module
        self._called = called

    def belongs(self, part: Instance, role: Instance) -> bool:
        """Whether ``part`` is one of ``role``; an UnknownError where it may be."""
        if part.type not in PARTS or not self._is_on(part, role):
            return False
        provider = provider_of(self._module, part)
        if provider != provider_of(self._module, role) and not (
            are_in_one_account(self._module, part, role) and self._is_alone(role)
        ):
            raise UnknownError(
                f"{part.address}, which is made by the provider {provider or 'aws'}, and the role by another"
            )
        return True

    def _is_alone(self, role: Instance) -> bool:
        """Whether no other role of the module has a name of ``role``."""
        names = self._called[role.address] - {None}
        return not any(
            names & has for address, has in self._called.items() if address != role.address
        )

    def _is_on(self, part: Instance, role: Instance) -> bool:
        argument = _says_to_which(part)
        try:
            value = self._module.value(part, argument)
        except UnknownError:
            return self._is_of(part, role, self._module.value_text(part, argument))
        written = [each for each in listed(value) if isinstance(each, str)]
        if any(self._is_called(each, role) for each in written):
            return True
        if role.is_of_several and any(_says_not_which(each, role) for each in written):
            raise UnknownError(
                f"{part.address}, which is on {self._module.value_text(part, argument)}"
            )
        if any(self._is_made_name(part, role, each) for each in written):
            return True
        kept = [text for each in written if (text := self._kept(each)) != each]
        if kept:
            return self._is_of(part, role, " ".join(kept))
        self._refuse_passed_on(part, role, written)
        return False

    def may_belong(self, part: Instance, role: Instance) -> bool:
        """Whether ``part`` is one of ``role``, or may be."""
        try:
            return self.belongs(part, role)
        except UnknownError:
            return True

    def on(self, part: Instance) -> tuple[str, ...]:
        """What is written of the roles that have ``part``: names, references, or the expression."""
        argument = _says_to_which(part)
        try:
            found = listed(self._module.value(part, argument))
        except UnknownError:
            found = [self._module.with_locals(part, self._module.value_text(part, argument))]
        return tuple(self._kept(each) for each in found if isinstance(each, str))

    def _is_called(self, written: str, role: Instance) -> bool:
        address = None if is_made(written) else addressed(written)
        if address is not None and role.key is None:
            address = address.partition("[")[0]
        return address == role.address or written in self._called[role.address]

    def _kept(self, written: str) -> str:
        return as_written(written, self._module.expressions.texts)

    def _is_of(self, part: Instance, role: Instance, text: str) -> bool:
        """Whether ``text``, on which ``part`` is, is about ``role``; an UnknownError where it may be."""
        named_by_arn = partial(with_names, has_path=self._has_path)
        whole = named_by_arn(self._module.with_blocks(part, text))
        makes = is_made(whole)
        known = self._resolved(part, text) if makes else None
        if known is not None:
            return known in self._called[role.address]
        is_direct = whole == named_by_arn(self._module.with_locals(part, text))
        only = _references(whole) == {role.resource} and "?" not in whole
        if (is_direct and only) or FIRST.findall(whole) == [role.resource]:
            which = _which(role, whole) if role.is_of_several else {role.address}
            if len(which) != 1 or makes or is_other(whole):
                raise UnknownError(f"{part.address}, which is on {text}")
            return which == {role.address}
        named = set(_ROLES.findall(whole))
        if named:
            may_be = makes or role.block.labels[1] in named
        else:
            name = self._module.with_locals(role, self._module.value_text(role, "name"))
            is_of_any = part.is_of_many and _EACH.search(text) is not None
            may_be = is_of_any or bool(_references(whole) & _references(name))
        if may_be or self._has_name(whole, role):
            raise UnknownError(f"{part.address}, which is on {text}")
        return False

    def _is_made_name(self, part: Instance, role: Instance, written: str) -> bool:
        """Whether ``written``, which has the name of a role in it, is that of ``role``; an UnknownError if it may be."""
        if not is_made(written):
            return False
        known = INSERTED.sub(lambda at: self._known_name(at[0]), written)
        names = self._called[role.address]
        if "${" not in known:
            return known in names
        if None in names or any(may_be_alike(known, each) for each in names if each):
            argument = self._module.value_text(part, _says_to_which(part))
            raise UnknownError(f"{part.address}, which is on {argument}")
        return False

    def _known_name(self, reference: str) -> str:
        """The name of the role that a ``reference`` asks for; the reference where nobody knows it."""
        if is_made(reference):
            return reference
        return self._name_at(addressed(reference) or "") or reference

    def _name_at(self, address: str) -> str | None:
        names = self._called.get(address) or self._called.get(address.partition("[")[0]) or {None}
        found = next(iter(names)) if len(names) == 1 else None
        return None if found is None or "${" in found else found

    def _resolved(self, part: Instance, text: str) -> str | None:
        """The name that ``text`` makes of those of roles; None where nobody knows it."""
        made = resolved(self._module.with_locals(part, text), self._name_at)
        if made is None:
            return None
        try:
            found = self._module.expressions.of(made, part.scope)
        except UnknownError:
            return None
        return found if isinstance(found, str) and "${" not in found else None

    def _has_path(self, reference: str) -> bool:
        """Whether the role that a ``reference`` is about may have a path."""
        return any(each not in self._without_path for each in _ROLES.findall(reference))

    @cached_property
    def _without_path(self) -> set[str]:
        roles = [each for each in self._module.instances() if each.type == "aws_iam_role"]
        has = {
            each.block.labels[1]
            for each in roles
            if each.block.body.get("path") and self._module.known_text(each, "path") != "/"
        }
        return {each.block.labels[1] for each in roles} - has

    def _refuse_passed_on(self, part: Instance, role: Instance, written: list[str]) -> None:
        """An UnknownError where what is ``written`` comes through another block that was given ``role``."""
        for each in written:
            text = " ".join(INSERTED.findall(each))
            if not _references(text) or _ROLES.match(text):
                continue
            whole = self._module.with_blocks(part, text)
            is_named = text.startswith(_LOOKED_UP) and self._has_name(whole, role)
            if (
                is_named
                or role.block.labels[1] in _ROLES.findall(whole)
                or self._may_make(whole, role)
            ):
                raise UnknownError(f"{part.address}, which is on {text}")

    def _may_make(self, text: str, role: Instance) -> bool:
        """Whether the name of ``role`` may be made in ``text`` of that of another."""
        known = INSERTED.sub(lambda at: self._known_name(at[0]), text)
        return is_made(known) or (self._has_name(known, role) and not self._has_name(text, role))

    def _has_name(self, text: str, role: Instance) -> bool:
        """Whether the name of ``role`` stands in ``text`` as a whole."""
        return any(name and json.dumps(name) in text for name in self._called[role.address])


def arn_of(module: TerraformModule, instance: Instance, argument: str) -> Json:
    """An argument that is an ARN; an UnknownError where a plan chooses between policies of this module."""
    found = module.text(instance, argument)
    kept = as_written(found, module.expressions.texts) if isinstance(found, str) else ""
    is_kept = kept != found or local_of(found) is not None
    if is_kept and _POLICY.search(module.with_locals(instance, kept)):
        raise UnknownError(kept)  # what nothing is known to have is not made
    return found


def refuse_own(module: TerraformModule, instance: Instance, items: str) -> None:
    """An UnknownError where a list, which is a reference, has policies of this module: which, a plan alone says."""
    kept = as_written(items, module.expressions.texts)
    if _POLICY.search(module.with_blocks(instance, kept)):
        raise UnknownError(kept.removesuffix(f"{SPLAT}}}").removeprefix("${"))


def _says_to_which(part: Instance) -> str:
    # Before version 3 of the provider an instance profile had a list, of one.
    has_list = part.type == "aws_iam_instance_profile" and part.block.body.get("roles")
    return "roles" if has_list else PARTS[part.type]


def ways(policy: FoundPolicy) -> set[str]:
    """The ways in which the name of an inline policy may be written."""
    name = policy.in_aws.name if policy.in_aws else None
    return {policy.name, name} if name else {policy.name}


def listed(value: Json) -> list[Json]:
    """The items of a list; anything else stands for a list of one."""
    return value if isinstance(value, list) else [value]


def addressed(value: str) -> str | None:
    """The address that a reference is about."""
    found = _REFERENCE.fullmatch(value)
    return f"{found[1]}{found[2] or ''}" if found else None


def _which(role: Instance, text: str) -> set[str]:
    """The addresses in ``text`` of instances of the resource of ``role``; none where one does not say which."""
    named = rf"(?<![\w.-])({re.escape(role.resource)}(?![\w-])(?:\[[^\[\]]*\])?)"
    found = set(re.findall(named, text))
    is_said = all(_is_key(each.partition("[")[2][:-1]) for each in found)
    return found if is_said else set()


def _is_key(written: str) -> bool:
    return written.isdecimal() or (is_string(written) and "${" not in written)


def _says_not_which(written: str, role: Instance) -> bool:
    """Whether ``written`` is one of several roles, and a plan alone knows which."""
    resource, _, key = (addressed(written) or "").partition("[")
    return resource == role.resource and not _is_key(key[:-1])


def _references(text: str) -> set[str]:
    found = _REFERENCES.findall(text)
    return {each for each in found if not each.startswith(("local.", *_OF_INSTANCE))}
