"""What CloudFormation puts in for its functions: values, or references where only a deployment knows.

A parameter, an attribute of a resource and the like become variables of the Terraform module, such as
`${var.BucketName}`. Source: the CloudFormation user guide, "Intrinsic function reference" and "Pseudo
parameters reference".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress

from rolec.adopt.found import Json
from rolec.adopt.own_values import PARTITION
from rolec.adopt.template.cases import in_cases, parts_in_cases
from rolec.adopt.template.conditions import (
    TemplateConditions,
    first_condition,
    left_out_on,
    one_or_other_on,
)
from rolec.adopt.template.json_string import json_string
from rolec.adopt.template.lists import Case, is_condition_key, listed, may_be_list
from rolec.adopt.template.literals import literal
from rolec.adopt.template.parameters import TemplateParameters
from rolec.adopt.template.shape import (
    ABSENT,
    KNOWN_WHEN_WRITTEN,
    Absent,
    UndecidedError,
    UnknownError,
    UnreadError,
    is_function,
    of_iam,
    section,
)
from rolec.adopt.template.texts import default_told, has_reference, put
from rolec.adopt.template.variables import TemplateVariables, unknown_function, words
from rolec.source.key_twice import values_of_key_twice

_VARIABLE = re.compile(r"\$\{(!?)([^${}]*)\}")
_PARTITION = "AWS::Partition"
_URL_SUFFIX = "AWS::URLSuffix"
_OF_SERVICES = "amazonaws.com"
"""How the names of services end that may assume roles; IAM takes it in every partition."""
_NO_VALUE = "AWS::NoValue"


class Intrinsics:
    """The functions of one template; with ``defaults`` parameters stand for theirs.

    ``defaults_taken`` tells where one was taken since a spec has to know what is there.
    """

    def __init__(self, template: Json, *, defaults: bool = False) -> None:
        self._template = template
        self._defaults = defaults
        self._parameters = TemplateParameters(template)
        self._mappings = section(template, "Mappings")
        self.variables = TemplateVariables()
        self.defaults_taken: dict[str, None] = {}
        self.conditions = TemplateConditions(template, self._parameters, self.variables)
        if not defaults:
            # So that a name does not depend on what is asked for first.
            self._note([*of_iam(template)])

    def value(self, written: Json) -> Json:
        """``written`` with what its functions stand for; an UnknownError where nothing can."""
        found = self._value(written)
        return None if isinstance(found, Absent) else found

    def values(self, written: Json, known: tuple[str, ...]) -> Iterator[Case]:
        """``value`` in each case, with what has to be true for that beside what is ``known``."""
        return in_cases(written, self.value, self.conditions, known)

    def property(self, written: Json) -> Json:
        """``value`` of a whole property; a text that a condition may leave out is one that may be null."""
        match written:
            case {"Fn::If": [str(), one, other] as argument, **rest} if not rest:
                found = [self._value(one), self._value(other)]
                texts = [each for each in found if isinstance(each, str)]
                if len(texts) == 1 and any(isinstance(each, Absent) for each in found):
                    return self.variables.of_function("if", argument)
            case _:
                pass
        return self.value(written)

    def known_text(self, written: Json) -> str | None:
        """A text that is known without a deployment, parameters having their defaults, or None."""
        try:
            found = Intrinsics(self._template, defaults=True).value(written)
        except UnknownError:
            return None
        return found if isinstance(found, str) and found and "${" not in found else None

    def parts(self, written: Json, *, may_refer: bool = False) -> Iterator[Case]:
        """The items of a list, each with what has to be true for it to be there; an UnknownError for no list, but
        for a reference to one where a spec ``may_refer`` to that.
        """
        take = self._listed if may_refer and not self._defaults else self._value
        return parts_in_cases(written, take, self._value, self.conditions)

    def _listed(self, written: Json) -> Json | Absent:
        """What stands for a list: of one that only a deployment knows, a reference to all of its items."""
        return listed(written, self._value, self._parameters.is_list, self.variables)

    def reference(self, name: str) -> Json | Absent:
        """What `Ref` gives."""
        if name == _NO_VALUE:
            return ABSENT
        self._parameters.must_be_read(name)
        default = self._parameters.default(name) if self._defaults else None
        if default is not None:
            return default
        if self._parameters.is_list(name):
            raise UnknownError(f"Ref {name}, which is a list")
        return PARTITION if name == _PARTITION else self.variables.referred(name)

    def _note(self, written: Json) -> None:
        """Have variables for all that only a deployment knows of ``written``."""
        if isinstance(written, list):
            for each in written:
                self._note(each)
        if isinstance(written, Mapping):
            if is_function(written):
                with suppress(UnknownError):
                    self._value(written)
            for each in written.values():
                self._note(each)

    def _value(self, written: Json) -> Json | Absent:
        match written:
            case list():
                found = [self._value(each) for each in written]
                return [each for each in found if not isinstance(each, Absent)]
            case Mapping():
                if is_function(written):
                    ((name, argument),) = written.items()
                    return self._function(name, argument)
                condition = one_or_other_on(written)
                if condition is not None:
                    raise UndecidedError(condition)
                values = {key: self._value_at(key, each) for key, each in written.items()}
                return {k: each for k, each in values.items() if not isinstance(each, Absent)}
            case str():
                return self.variables.resolved(literal(written))
            case _:
                return written

    def _value_at(self, key: str, written: Json) -> Json | Absent:
        if key.startswith("Fn::"):
            raise unknown_function(key, written)
        if key in KNOWN_WHEN_WRITTEN:
            return self._known_when_written(key, written)
        condition = left_out_on(written) if is_condition_key(key) else None
        if condition is not None:
            # Without the key a statement is about more requests, and with an empty list about none.
            raise UndecidedError(condition)
        if may_be_list(key) and not self._defaults:
            found = self._listed(written)
        else:
            found = self._value(written)
        if key != "Service":
            return found
        return put(found, self.variables.referred(_URL_SUFFIX), _OF_SERVICES)

    def _known_when_written(self, key: str, written: Json) -> Json | Absent:
        """What no reference can stand for, or what the defaults of parameters make of it."""
        try:
            found = self._value(written)
        except UndecidedError:
            raise
        except UnknownError:
            default = self.default(key, written)
            if default is None:
                raise
            return default
        if not has_reference(found):
            return found
        condition = first_condition(written)
        if condition is not None:
            raise UndecidedError(condition)
        default = self.default(key, written)
        return found if default is None else default

    def default(self, key: str, written: Json) -> Json:
        """What the defaults of parameters make of ``written``; None where they do not say it."""
        try:
            default = Intrinsics(self._template, defaults=True).value(written)
        except UnknownError:
            return None
        if default is None or has_reference(default):
            return None
        self.defaults_taken[default_told(key, default)] = None
        return default

    def _function(self, name: str, argument: Json) -> Json | Absent:
        match name, argument:
            case "Ref", str():
                return self.reference(argument)
            case "Fn::GetAtt", str():
                return self._named(argument)
            case "Fn::GetAtt", [str() as resource, str() as attribute]:
                return self.variables.attribute(resource, attribute)
            case "Fn::Sub", str():
                return self._substituted(argument, {})
            case "Fn::Sub", [str() as template, Mapping() as own]:
                return self._substituted(template, own)
            case "Fn::Join", [str() as between, parts]:
                return self._joined(between, parts)
            case "Fn::FindInMap", [*keys]:
                return self._found_in_map(keys)
            case "Fn::ImportValue", _:
                imported = self._value(argument)
                return self.variables.of(f"import_{words(imported)}", "ImportValue", imported)
            case _:
                twice = values_of_key_twice({name: argument})
                if twice is not None:
                    raise UnreadError(f"the key `{twice[0]}` stands twice")
                return self._chosen(name, argument)

    def _chosen(self, name: str, argument: Json) -> Json | Absent:
        match name, argument:
            case "Fn::Select", [index, parts]:
                return self._selected(index, parts)
            case "Fn::Split", [str() as between, text_]:
                return self._split(between, text_)
            case "Fn::If", [str(), one, other]:
                return self._one_of(one, other, argument)
            case "Fn::ToJsonString", _ if (text := json_string(self._value(argument))) is not None:
                return text
            case _:
                raise unknown_function(name, argument)

    def _substituted(self, template: str, own: Mapping[str, Json]) -> str:
        def put(found: re.Match[str]) -> str:
            is_literal, name = found[1], found[2].strip()
            if is_literal:
                return literal(f"${{{name}}}")
            value = self._value(own[name]) if name in own else self._named(name)
            if not isinstance(value, str):
                raise unknown_function("Fn::Sub", name)
            return value

        return self.variables.resolved(_VARIABLE.sub(put, template))

    def _named(self, name: str) -> Json | Absent:
        resource, dot, attribute = name.partition(".")
        return self.variables.attribute(resource, attribute) if dot else self.reference(name)

    def _joined(self, between: str, parts: Json) -> str:
        try:
            found = self._value(parts)
        except UnreadError:
            raise
        except UnknownError:
            # Whatever the list is, joined it is a text.
            return self.variables.of_function("join", [between, parts])
        if not isinstance(found, list) or not all(isinstance(each, str) for each in found):
            raise unknown_function("Fn::Join", parts)
        return self.variables.resolved(between.join(str(each) for each in found))

    def _found_in_map(self, keys: list[Json]) -> Json | Absent:
        at: Json = self._mappings
        for key in keys:
            name = self._value(key)
            if not isinstance(at, Mapping) or not isinstance(name, str) or name not in at:
                values = [self._value(each) for each in keys]
                return self.variables.of("_".join(map(words, values)), "FindInMap", *values)
            at = at[name]
        return self._value(at)

    def _split(self, between: str, text_: Json) -> list[Json]:
        found = self._value(text_)
        if not isinstance(found, str) or "${" in found:
            raise unknown_function("Fn::Split", [between, text_])
        return [*found.split(between)]

    def _one_of(self, one: Json, other: Json, argument: Json) -> Json | Absent:
        """A condition may decide on a text; on more than that nothing can be a reference."""
        found, else_ = self._value(one), self._value(other)
        if found == else_:
            return found
        if not isinstance(found, str) or not isinstance(else_, str):
            raise unknown_function("Fn::If", argument)
        return self.variables.of_function("if", argument)

    def _selected(self, index: Json, parts: Json) -> Json | Absent:
        number = str(self._value(index))
        try:
            found = self._value(parts)
        except UnknownError:
            # Whatever the list is, one of it is a text.
            return self.variables.of_function(f"select {number}", parts)
        if not isinstance(found, list) or not number.isdecimal() or int(number) >= len(found):
            raise unknown_function("Fn::Select", parts)
        return found[int(number)]
