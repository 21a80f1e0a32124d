"""The parameters of a template: what a deployment is asked for.

Source: the CloudFormation user guide, "CloudFormation template Parameters syntax".
"""

from __future__ import annotations

from collections.abc import Mapping

from rolec.adopt.found import Json
from rolec.adopt.json_shape import text
from rolec.adopt.template.shape import UnreadError, section
from rolec.source.key_twice import first_key_twice

_OF_PARAMETER_STORE = "AWS::SSM::Parameter::"


class TemplateParameters:
    """Those of one template."""

    def __init__(self, template: Json) -> None:
        self._written = section(template, "Parameters")

    def __contains__(self, name: str) -> bool:
        """Whether there is one of this ``name``."""
        return name in self._written

    def must_be_read(self, name: str) -> None:
        """Raise an UnreadError where nobody can say what is written of it."""
        key = first_key_twice(self._written.get(name))
        if key is not None:
            raise UnreadError(f"the key `{key}` stands twice")

    def is_list(self, name: str) -> bool:
        """Whether it stands for several texts; an UnreadError where nobody can say what is written of it."""
        self.must_be_read(name)
        parameter = self._written.get(name)
        return isinstance(parameter, Mapping) and "List" in str(parameter.get("Type"))

    def default(self, name: str) -> Json:
        """What it is where nobody says it; None where that is not known, as of a name in the Parameter Store."""
        parameter = self._written.get(name)
        default = text(parameter, "Default")
        if not default or (text(parameter, "Type") or "").startswith(_OF_PARAMETER_STORE):
            return None
        return [each.strip() for each in default.split(",")] if self.is_list(name) else default
