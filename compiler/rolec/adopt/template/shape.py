"""Looking into a template of CloudFormation, before its functions have values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rolec.adopt.found import Json
from rolec.adopt.json_shape import text

KNOWN_WHEN_WRITTEN = frozenset({"Action", "NotAction", "Effect"})
"""What of a statement no reference can stand in."""


class UnknownError(Exception):
    """Says what is not known before a deployment, where a reference cannot stand for it."""

    @property
    def reason(self) -> str:
        """Why what has it is left out."""
        return f"not known before it is deployed: {self}"

    def at(self, key: str) -> UnknownError:
        """The same of what stands at ``key``."""
        return type(self)(f"{key} {self}")


class UndecidedError(UnknownError):
    """Says of which ``condition`` it depends what something is: where that holds, and where not, it is known."""

    def __init__(self, condition: str, where: str = "") -> None:
        super().__init__(f"{where}If of the condition {condition}")
        self.condition = condition
        self._where = where

    def at(self, key: str) -> UnknownError:
        """The same of what stands at ``key``."""
        return UndecidedError(self.condition, f"{key} {self._where}")


class UnreadError(UnknownError):
    """Says what a template has that no spec can say, and that no deployment would tell either."""

    @property
    def reason(self) -> str:
        """Why what has it is left out."""
        return str(self)


class Absent:
    """What stands for `AWS::NoValue`: the property is not there."""


ABSENT = Absent()


def is_nothing(written: Json) -> bool:
    """Whether a property is not there."""
    return written is None or written == {"Ref": "AWS::NoValue"}


def body_of_stack(value: Json) -> str | Mapping[str, Json] | None:
    """The template in what `aws cloudformation get-template` prints: as text or as what it is; None in anything else."""
    body = value.get("TemplateBody") if isinstance(value, Mapping) else None
    return body if isinstance(body, str | Mapping) else None


def section(template: Json, name: str) -> Mapping[str, Json]:
    """A section of the template, empty where it has none."""
    found = template.get(name) if isinstance(template, Mapping) else None
    return found if isinstance(found, Mapping) else {}


def of_iam(template: Json) -> Iterator[Json]:
    """The resources of IAM."""
    for each in section(template, "Resources").values():
        if (text(each, "Type") or "").startswith("AWS::IAM::"):
            yield each


def is_function(written: Mapping[str, Json]) -> bool:
    """Whether an object is the call of a function, or a reference."""
    if len(written) != 1:
        return False
    ((name, argument),) = written.items()
    is_condition = name == "Condition" and isinstance(argument, str)
    return name == "Ref" or name.startswith("Fn::") or is_condition
