"""What CloudFormation puts in for its functions: values, or references where only a deployment knows.

A parameter, an attribute of a resource and the like become variables of the Terraform module, such as
`${var.BucketName}`. Source: the CloudFormation user guide, "Intrinsic function reference" and "Pseudo
parameters reference".
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping

from rolec.adopt.found import Json
from rolec.adopt.json_shape import text
from rolec.adopt.own_values import PARTITION
from rolec.adopt.terraform_values import all_of

_VARIABLE = re.compile(r"\$\{(!?)([^${}]*)\}")
_NOT_IN_NAMES = re.compile("[^A-Za-z0-9_]+")
_PSEUDO = {
    "AWS::AccountId": "${var.account_id}",
    "AWS::Partition": PARTITION,
    "AWS::Region": "${var.region}",
    "AWS::StackName": "${var.stack_name}",
    "AWS::StackId": "${var.stack_id}",
    "AWS::URLSuffix": "amazonaws.com",
}
_NO_VALUE = "AWS::NoValue"
_LISTS = frozenset({"AWS", "Federated", "NotResource", "Resource", "Service"})
"""Elements of a policy that may be lists of texts that are not known; keys of conditions have a colon."""


class UnknownError(Exception):
    """Says what is not known before a deployment, where a reference cannot stand for it."""


class _Absent:
    """What stands for `AWS::NoValue`: the property is not there."""


_ABSENT = _Absent()


class Intrinsics:
    """The functions of one template; with ``defaults`` parameters stand for theirs."""

    def __init__(self, template: Json, *, defaults: bool = False) -> None:
        self._template = template
        self._defaults = defaults
        self._parameters = _section(template, "Parameters")
        self._mappings = _section(template, "Mappings")

    def value(self, written: Json) -> Json:
        """``written`` with what its functions stand for; an UnknownError where nothing can."""
        found = self._value(written)
        return None if isinstance(found, _Absent) else found

    def known_text(self, written: Json) -> str | None:
        """A text that is known without a deployment, parameters having their defaults, or None."""
        try:
            found = Intrinsics(self._template, defaults=True).value(written)
        except UnknownError:
            return None
        return found if isinstance(found, str) and found and "${" not in found else None

    def condition(self, name: str, *, holds: bool = True) -> str:
        """What stands for a condition of the template, or for that it does not hold."""
        own = f"{name}_condition" if name in self._parameters else name
        return _variable(own if holds else f"not_{own}")

    def parts(self, written: Json) -> Iterator[tuple[Json, tuple[str, ...]]]:
        """The items of a list, each with what has to be true for it to be there; an UnknownError for no list."""
        for found, enabled in self._cases(written):
            if found is not None and not isinstance(found, list):
                raise UnknownError(str(found))
            for each in found or ():
                yield from ((item, (*enabled, *more)) for item, more in self._cases(each))

    def _cases(self, written: Json) -> Iterator[tuple[Json, tuple[str, ...]]]:
        """What something is, and in which case."""
        match written:
            case {"Fn::If": [str() as name, one, other], **rest} if not rest:
                for each, holds in ((one, True), (other, False)):
                    here = self.condition(name, holds=holds)
                    yield from ((part, (here, *more)) for part, more in self._cases(each))
            case list():
                yield written, ()
            case _:
                found = self._value(written)
                if not isinstance(found, _Absent):
                    yield found, ()

    def reference(self, name: str) -> Json | _Absent:
        """What `Ref` gives."""
        if name == _NO_VALUE:
            return _ABSENT
        default = text(self._parameters.get(name), "Default")
        if self._defaults and default:
            return default
        if self._is_list(name):
            raise UnknownError(f"Ref {name}, which is a list")
        return _PSEUDO.get(name) or _variable(name)

    def _is_list(self, name: str) -> bool:
        parameter = self._parameters.get(name)
        return isinstance(parameter, Mapping) and "List" in str(parameter.get("Type"))

    def _member(self, key: str, written: Json) -> Json | _Absent:
        """A value of an object: of a policy, a list may stand for resources, principals or values."""
        match written:
            case {"Ref": str() as name, **others} if (
                not others
                and (key in _LISTS or ":" in key)
                and self._is_list(name)
                and not self._defaults
            ):
                return all_of(_variable(name)[2:-1])
            case _:
                return self._value(written)

    def _value(self, written: Json) -> Json | _Absent:
        match written:
            case list():
                found = [self._value(each) for each in written]
                return [each for each in found if not isinstance(each, _Absent)]
            case Mapping():
                if len(written) == 1:
                    ((name, argument),) = written.items()
                    if (
                        name == "Ref"
                        or name.startswith("Fn::")
                        or (name == "Condition" and isinstance(argument, str))
                    ):
                        return self._function(name, argument)
                values = {key: self._member(key, each) for key, each in written.items()}
                return {k: each for k, each in values.items() if not isinstance(each, _Absent)}
            case _:
                return written

    def _function(self, name: str, argument: Json) -> Json | _Absent:
        match name, argument:
            case "Ref", str():
                return self.reference(argument)
            case "Fn::GetAtt", str():
                return _variable(argument)
            case "Fn::GetAtt", [str() as resource, str() as attribute]:
                return _variable(f"{resource}_{attribute}")
            case "Fn::Sub", str():
                return self._substituted(argument, {})
            case "Fn::Sub", [str() as template, Mapping() as own]:
                return self._substituted(template, own)
            case "Fn::Join", [str() as between, parts]:
                return self._joined(between, parts)
            case "Fn::FindInMap", [*keys]:
                return self._found_in_map(keys)
            case "Fn::ImportValue", _:
                return _variable(f"import_{_words(self._value(argument))}")
            case _:
                return self._chosen(name, argument)

    def _chosen(self, name: str, argument: Json) -> Json | _Absent:
        match name, argument:
            case "Fn::Select", [index, parts]:
                return self._selected(index, parts)
            case "Fn::Split", [str() as between, text_]:
                return self._split(between, text_)
            case "Fn::If", [str(), one, other]:
                return self._one_of(one, other, argument)
            case _:
                raise _unknown(name, argument)

    def _substituted(self, template: str, own: Mapping[str, Json]) -> str:
        def put(found: re.Match[str]) -> str:
            literal, name = found[1], found[2].strip()
            if literal:
                return f"${{{name}}}"
            value = self._value(own[name]) if name in own else self._named(name)
            if not isinstance(value, str):
                raise _unknown("Fn::Sub", name)
            return value

        return _VARIABLE.sub(put, template)

    def _named(self, name: str) -> Json | _Absent:
        return _variable(name.replace(".", "_")) if "." in name else self.reference(name)

    def _joined(self, between: str, parts: Json) -> str:
        found = self._value(parts)
        if not isinstance(found, list) or not all(isinstance(each, str) for each in found):
            raise _unknown("Fn::Join", parts)
        return between.join(str(each) for each in found)

    def _found_in_map(self, keys: list[Json]) -> Json | _Absent:
        at: Json = self._mappings
        for key in keys:
            name = self._value(key)
            if not isinstance(at, Mapping) or not isinstance(name, str) or name not in at:
                return _variable("_".join(_words(self._value(each)) for each in keys))
            at = at[name]
        return self._value(at)

    def _split(self, between: str, text_: Json) -> list[Json]:
        found = self._value(text_)
        if not isinstance(found, str) or "${" in found:
            raise _unknown("Fn::Split", [between, text_])
        return [*found.split(between)]

    def _one_of(self, one: Json, other: Json, argument: Json) -> Json | _Absent:
        """A condition may decide on a text; on more than that nothing can be a reference."""
        found, else_ = self._value(one), self._value(other)
        if found == else_:
            return found
        if not isinstance(found, str) or not isinstance(else_, str):
            raise _unknown("Fn::If", argument)
        return _variable(_called("if", argument))

    def _selected(self, index: Json, parts: Json) -> Json | _Absent:
        number = str(self._value(index))
        try:
            found = self._value(parts)
        except UnknownError:
            # Whatever the list is, one of it is a text.
            return _variable(_called(f"select {number}", parts))
        if not isinstance(found, list) or not number.isdecimal() or int(number) >= len(found):
            raise _unknown("Fn::Select", parts)
        return found[int(number)]


def _section(template: Json, name: str) -> Mapping[str, Json]:
    found = template.get(name) if isinstance(template, Mapping) else None
    return found if isinstance(found, Mapping) else {}


def _variable(name: str) -> str:
    cleaned = _NOT_IN_NAMES.sub("_", name).strip("_") or "value"
    return f"${{var.{cleaned if not cleaned[0].isdigit() else f'_{cleaned}'}}}"


def _called(what: str, argument: Json) -> str:
    """A name for the value of a function, and for that of no other."""
    written = json.dumps(argument, sort_keys=True)
    names = re.findall(r'"(?:Ref|Fn::GetAtt)": \[?"([^"]*)"', written)
    number = hashlib.sha256(written.encode()).hexdigest()[:6]
    return " ".join((what, *names, number))


def _words(value: object) -> str:
    return _NOT_IN_NAMES.sub("_", str(value)).strip("_")


def _unknown(name: str, argument: Json) -> UnknownError:
    return UnknownError(f"{name.removeprefix('Fn::')} {argument}")
