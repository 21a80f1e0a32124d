"""What Terraform puts together of a role or policy, as a spec says it, and what no spec can say."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rolec.adopt.expressions.functions import TO_TEXT
from rolec.adopt.expressions.kept_locals import as_written, keep
from rolec.adopt.expressions.parsed import as_text, parsed
from rolec.adopt.found import FoundName, Json
from rolec.adopt.names import is_name
from rolec.adopt.of_others import on_others
from rolec.adopt.terraform.arguments import arguments_aside, provider_of, unsaid_arguments
from rolec.adopt.terraform.instances import Instance
from rolec.adopt.terraform.module import TerraformModule
from rolec.adopt.unknown import UnknownError
from rolec.adopt.words.durations import duration
from rolec.ir.substitution import Form, substitutions
from rolec.read.value import Call, Object, Template, Value

_MADE_UP = "terraform-"
"""How a name begins that no configuration says (the AWS provider, `name_prefix`)."""
_ON_THEIR_OWN = {"aws_iam_role", "aws_iam_policy"}
_ALONE = ", which Terraform alone knows"
_MAY_BE_NULL = re.compile(r"\$\{(?:var|local|module)\.[^{}]*\}")


class Unsaid:
    """Takes down in ``notes`` what of one resource is left out, and in ``aside`` what is said of how it is made."""

    def __init__(self, module: TerraformModule, instance: Instance) -> None:
        self._module = module
        self._instance = instance
        self.notes: list[str] = [*unsaid_arguments(module, instance)]
        self.aside: list[str] = [*arguments_aside(module, instance)]

    def path(self) -> str:
        """The path, with references where only a plan knows."""
        return self.text("path") or "/"

    def duration(self) -> int | str | None:
        """How long a session may be, in seconds or by a reference; None where it is not said."""
        written = self._instance.block.body.get("max_session_duration")
        if written is None:
            return None
        try:
            found = self._module.value(self._instance, "max_session_duration")
        except UnknownError:
            found = "${}"
        if found is None or found == "":
            return None
        said = duration(found)
        return said if said is not None else self._kept("max_session_duration")

    def text(self, argument: str) -> str | None:
        """An argument that is a text, with references where only a plan knows; None where it is not there."""
        try:
            found = self._module.text(self._instance, argument)
        except UnknownError:
            found = "${}"
        if isinstance(found, int | float):
            found = as_text(found)
        if not isinstance(found, str) or found == "":
            return None
        return found if _is_said(found) else self._kept(argument)

    def name(self, called: str) -> FoundName | None:
        """The name where that is not the one by which the spec has it, ``called``."""
        before = len(self.notes)
        name = self._name("name")
        if name is None and len(self.notes) > before:
            return None
        prefix = self._name("name_prefix") if name is None or self._may_be_null(name) else None
        if prefix is not None and (name is None or not self._may_be_null(prefix)):
            return FoundName(prefix=prefix)  # with a name, too, Terraform refuses it
        if prefix is not None:
            return FoundName(name, prefix)  # one of them is null
        if name is None:
            return FoundName(prefix=_MADE_UP) if len(self.notes) == before else None
        return FoundName(name) if name != called else None

    def _name(self, argument: str) -> str | None:
        found = self.text(argument)
        return self._kept(argument) if found is not None and not is_name(found) else found

    def _may_be_null(self, text: str) -> bool:
        if _MAY_BE_NULL.fullmatch(text) is None:
            return False
        written = as_written(text, self._module.expressions.texts)
        match parsed(written) if written != text else None:
            case Call(name=name):
                return name not in TO_TEXT
            case Template(parts=parts):
                return len(parts) == 1
            case _:
                return True

    def tags(self) -> tuple[dict[str, str], str | None]:
        """The tags, and a reference to a map of others where a plan puts them together."""
        try:
            return self.known_tags()
        except UnknownError as unknown:
            self.notes.append(f"its tags are not known before a plan: {unknown}")
            return {}, None

    def enabled(self) -> tuple[str, ...]:
        """References to what has to be true for there to be one; an UnknownError where there may be several."""
        if self._instance.is_of_many:
            is_part = self._instance.type not in _ON_THEIR_OWN
            raise UnknownError(self._whether if is_part else self._instance.if_)
        return self.references(self._instance.conditions)

    def references(self, conditions: Iterable[str]) -> tuple[str, ...]:
        """References to what ``conditions`` are."""
        return tuple(dict.fromkeys(map(self._map, conditions)))

    def refuse_beyond(self, enabled: tuple[str, ...]) -> None:
        """Raise an UnknownError where it may not be there though all that is ``enabled`` is true."""
        if not set(self.enabled()) <= set(enabled):
            raise UnknownError(self._whether)

    def known_tags(self) -> tuple[dict[str, str], str | None]:
        """The same; an UnknownError where neither is known."""
        try:
            return tags_of(self._module.value(self._instance, "tags")), None
        except UnknownError:
            written = self._instance.block.body.get("tags")
        match written:
            case Call(name="merge", arguments=(*others, Object() as own)) if others:
                mine = tags_of(self._module.expressions.value(own, self._instance.scope))
                return mine, self._map(self._merged(others))
            case _:
                return {}, self._map(self._as_written("tags"))

    def made_with(self, role: Instance) -> None:
        """Take down that it is made by another configuration of the provider than ``role``, of which it is a part."""
        if provider_of(self._module, self._instance) != provider_of(self._module, role):
            self.notes.append("its provider is not that of the role")

    def others(self) -> None:
        """Take down the users and groups to which a policy is attached, too."""
        for argument in ("users", "groups"):
            written = self._as_written(argument)
            if written and written != "[]":
                self.notes.append(on_others(self._instance.resource, argument, written))

    def of_part(self) -> list[str]:
        """What is left out of what is a part of a role, with its address."""
        return [f"of {self._instance.address}: {each}" for each in self.notes]

    def aside_of_part(self) -> list[str]:
        """What is said of how a part of a role is made, with its address."""
        return [f"of {self._instance.address}: {each}" for each in self.aside]

    @property
    def _whether(self) -> str:
        return f"{self._instance.address}, which is there if {self._instance.if_}"

    def _kept(self, argument: str) -> str | None:
        try:
            return self._keep(self._as_written(argument))
        except UnknownError:
            self._leave_out(argument)
            return None

    def _map(self, text: str) -> str:
        reference = f"${{{text}}}"
        return reference if _is_said(reference) else self._keep(text)

    def _keep(self, text: str) -> str:
        return keep(text, self._instance.scope, self._module.expressions.kept)

    def _merged(self, values: list[Value]) -> str:
        texts = [self._module.text_at(each.span) for each in values]
        return texts[0] if len(texts) == 1 else f"merge({', '.join(texts)})"

    def _leave_out(self, argument: str) -> None:
        self.notes.append(f"its {argument} is {self._as_written(argument)}{_ALONE}")

    def _as_written(self, argument: str) -> str:
        return self._module.value_text(self._instance, argument)


def tags_of(value: Json) -> dict[str, str]:
    """Tags; an UnknownError where they are no object that is known."""
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise UnknownError(f"tags = {value}")
    return {key: as_text(each) for key, each in value.items() if each is not None}


def _is_said(text: str) -> bool:
    """Whether a spec takes each reference in ``text``."""
    return all(each.form is Form.REFERENCE for each in substitutions(text))
