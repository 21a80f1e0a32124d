"""The variables of Terraform that stand for what only a deployment of a template knows, each for one thing."""

from __future__ import annotations

import hashlib
import json
import re

from rolec.adopt.template.shape import UndecidedError, UnknownError

_NOT_IN_NAMES = re.compile("[^A-Za-z0-9_]+")
_RESOLVED = re.compile(r"\{\{resolve:([\w-]+):((?:[^{}]|\$\{[^{}]*\})+)\}\}")
_PSEUDO = {
    "AWS::AccountId": "account_id",
    "AWS::Region": "region",
    "AWS::StackName": "stack_name",
    "AWS::StackId": "stack_id",
    "AWS::URLSuffix": "url_suffix",
}


class TemplateVariables:
    """The variables of one template: a name that another thing has gets a hash of what it stands for."""

    def __init__(self) -> None:
        self._owners: dict[str, str] = {}

    def of(self, name: str, *what: object) -> str:
        """A reference to the variable for ``what``, which is called ``name`` where nothing else is."""
        cleaned = words(name) or "value"
        called = cleaned if not cleaned[0].isdigit() else f"_{cleaned}"
        owner = json.dumps(what, sort_keys=True, default=str)
        if self._owners.setdefault(called, owner) != owner:
            called = f"{called}_{_number(owner)}"
        return f"${{var.{called}}}"

    def referred(self, name: str) -> str:
        """What stands for a parameter, a resource or a pseudo parameter."""
        return self.of(_PSEUDO.get(name, name), "Ref", name)

    def attribute(self, resource: str, attribute: str) -> str:
        """What stands for an attribute of a resource."""
        return self.of(f"{resource}_{attribute}", "GetAtt", f"{resource}.{attribute}")

    def of_function(self, what: str, argument: object) -> str:
        """What stands for the value of a function, and for that of no other."""
        written = json.dumps(argument, sort_keys=True)
        called = " ".join((what, *referred_names(argument), _number(written)))
        return self.of(called, what, written)

    def resolved(self, text: str) -> str:
        """``text`` with variables for its dynamic references.

        Source: the CloudFormation user guide, "Get values stored in other services using dynamic references".
        """

        def put(found: re.Match[str]) -> str:
            called = f"resolve_{found[1]}_{words(found[2])}"
            return self.of(f"{words(called)}_{_number(found[0])}", "resolve", found[0])

        return _RESOLVED.sub(put, text)


def referred_names(argument: object) -> list[str]:
    """The parameters and resources that an argument of a function refers to."""
    written = json.dumps(argument, sort_keys=True)
    return re.findall(r'"(?:Ref|Fn::GetAtt)": \[?"(?!AWS::NoValue)([^"]*)"', written)


def unknown_function(name: str, argument: object) -> UnknownError:
    """That a function is not known, by the condition or by what else it depends on."""
    match name, argument:
        case "Fn::If", [str() as condition, *_]:
            return UndecidedError(condition)
        case _:
            names = referred_names(argument) or ([argument] if isinstance(argument, str) else [])
            of = f" of {', '.join(dict.fromkeys(names))}" if names else ""
            return UnknownError(f"{name.removeprefix('Fn::')}{of}")


def words(value: object) -> str:
    """What of ``value`` may stand in the name of a variable."""
    return _NOT_IN_NAMES.sub("_", str(value)).strip("_")


def _number(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:6]
