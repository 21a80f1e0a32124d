"""What of a role or policy no spec can say, since only Terraform knows it."""

from __future__ import annotations

from rolec.adopt.found import Json
from rolec.adopt.terraform_module import Instance, TerraformModule
from rolec.adopt.unknown import UnknownError


class Unsaid:
    """Takes down in ``notes`` what of one resource is left out."""

    def __init__(self, module: TerraformModule, instance: Instance) -> None:
        self._module = module
        self._instance = instance
        self.notes: list[str] = []

    def text(self, argument: str) -> str | None:
        """An argument that is a text or a number; None where it is not there, or is not known."""
        try:
            found = self._module.value(self._instance, argument)
        except UnknownError:
            found = "${}"
        if isinstance(found, str) and "${" in found:
            self.notes.append(f"its {argument} is {self._as_written(argument)}{_ALONE}")
            return None
        return str(found) if isinstance(found, str | int) and found != "" else None

    def tags(self) -> dict[str, str]:
        """The tags; none where a plan puts them together."""
        try:
            return tags_of(self._module.value(self._instance, "tags"))
        except UnknownError as unknown:
            self.notes.append(f"its tags are not known before a plan: {unknown}")
            return {}

    def whether(self) -> None:
        """Take down on what it depends that there is one."""
        if self._instance.if_:
            self.notes.append(f"it is made if {self._instance.if_}")

    def name(self, called: str) -> None:
        """Take down where the name is not the one that it is ``called`` in the spec."""
        if self._module.value_text(self._instance, "name"):
            if called != self._known_name():
                self.notes.append(f"its name is {self._as_written('name')}{_ALONE}")
        elif prefix := self._as_written("name_prefix"):
            self.notes.append(f"its name begins with {prefix}, and Terraform makes up the rest")

    def of_part(self) -> list[str]:
        """What is left out of what is a part of a role, with its address."""
        return [f"of {self._instance.address}: {each}" for each in self.notes]

    def _known_name(self) -> Json:
        try:
            return self._module.value(self._instance, "name")
        except UnknownError:
            return None

    def _as_written(self, argument: str) -> str:
        return self._module.value_text(self._instance, argument)


_ALONE = ", which Terraform alone knows"


def tags_of(value: Json) -> dict[str, str]:
    """Tags; an UnknownError where they are no object that is known."""
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise UnknownError(f"tags = {value}")
    return {key: str(each) for key, each in value.items() if each is not None}
