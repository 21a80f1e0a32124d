"""Expressions of Terraform to values, with references where only a plan knows.

Source: Terraform's documentation, "Expressions".
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Mapping
from typing import TypeAlias

from rolec.adopt.found import Json
from rolec.adopt.terraform_functions import FUNCTIONS
from rolec.read.hcl.parse import read_hcl
from rolec.read.value import (
    Boolean,
    Call,
    Items,
    Null,
    Number,
    Object,
    Opaque,
    Template,
    Traversal,
    Value,
)
from rolec.source.file import SourceFile

Scope: TypeAlias = Mapping[str, Json]
"""What `each.key`, `each.value` and `count.index` are, and iterators of dynamic blocks."""

_REFERENCE = re.compile(
    r"(?:(?:data\.)?[a-z][a-z0-9_-]*\.[A-Za-z_][\w-]*(?:\[(?:[0-9]+|\"[^\"]*\")\])?(?:\.[A-Za-z_][\w-]*|\[(?:[0-9]+|\"[^\"]*\")\])+"
    r"|(?:var|local)\.[A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*|\[(?:[0-9]+|\"[^\"]*\")\])*)"
)
_STEP = re.compile(r"\.([A-Za-z_][\w-]*)|\[\s*([^\[\]]+?)\s*\]")
_COMPARED = re.compile(r"(.+?)\s*(==|!=)\s*(.+)", re.DOTALL)
_PRODUCT = re.compile(r"[0-9]+(?:\s*\*\s*[0-9]+)+")
_DEPTH = 50


class UnknownError(Exception):
    """Says which expression nobody knows before a plan, where a reference cannot stand for it."""


class Expressions:
    """The expressions of one module; ``named`` gives what a reference to something else of it stands for,
    or None, and ``read`` the text of a file.
    """

    def __init__(
        self,
        variables: Mapping[str, Value],
        locals_: Mapping[str, Value],
        named: Callable[[str, Scope], Json],
        read: Callable[[str], str | None],
    ) -> None:
        self._variables = variables
        self._locals = locals_
        self._named = named
        self._read = read
        self._depth = 0

    def value(self, written: Value, scope: Scope) -> Json:
        """What ``written`` is; an UnknownError where nobody can say."""
        self._depth += 1
        if self._depth > _DEPTH:
            self._depth = 0
            raise UnknownError("a circle of locals")
        try:
            return self._value(written, scope)
        finally:
            self._depth = max(0, self._depth - 1)

    def _value(self, written: Value, scope: Scope) -> Json:
        match written:
            case Template(parts=parts):
                return self._template(parts, scope)
            case Number(text=text):
                return int(text) if text.isdecimal() else float(text)
            case Boolean(value=value):
                return value
            case Null():
                return None
            case Items(items=items):
                return [self.value(each, scope) for each in items]
            case Object(entries=entries):
                return {
                    self._key(each.key, scope): self.value(each.value, scope) for each in entries
                }
            case Traversal(text=text):
                return self._traversal(text, scope)
            case Call():
                return self._call(written, scope)
            case Opaque(text=text):
                return self._opaque(text, scope)

    def _template(self, parts: tuple[str | Value, ...], scope: Scope) -> Json:
        if len(parts) == 1 and not isinstance(parts[0], str):
            return self.value(parts[0], scope)
        return "".join(
            each if isinstance(each, str) else as_text(self.value(each, scope)) for each in parts
        )

    def _key(self, written: Value, scope: Scope) -> str:
        found = self.value(written, scope)
        if not isinstance(found, str):
            raise UnknownError("the key of an object")
        return found

    def _traversal(self, text: str, scope: Scope) -> Json:
        head, _, rest = text.partition(".")
        name = re.match(r"[\w-]*", rest)
        first = f"{head}.{name[0] if name else ''}"
        steps = rest[len(name[0]) if name else 0 :]
        if head == "path":
            return "."
        if first in scope or head in scope:
            return self._walk(
                scope.get(first, scope.get(head)),
                steps if first in scope else f".{rest}",
                text,
                scope,
            )
        if head == "local" and name and name[0] in self._locals:
            return self._walk(self.value(self._locals[name[0]], {}), steps, text, scope)
        if head == "var" and name and name[0] in self._variables:
            return self._walk(self.value(self._variables[name[0]], {}), steps, text, scope)
        known = self._named(text, scope)
        if known is not None:
            return known
        if _REFERENCE.fullmatch(text):
            return f"${{{text}}}"
        raise UnknownError(text)

    def _walk(self, value: Json, steps: str, text: str, scope: Scope) -> Json:
        for found in _STEP.finditer(steps):
            key: Json = found[1] or self.value(parsed(found[2]), scope)
            match value, key:
                case Mapping(), str() if key in value:
                    value = value[key]
                case list(), int() if -len(value) <= key < len(value):
                    value = value[key]
                case _:
                    raise UnknownError(text)
        return value

    def _call(self, call: Call, scope: Scope) -> Json:
        match call.name, call.arguments:
            case "jsonencode", (only,):
                return json.dumps(self.value(only, scope))
            case "file", (only,):
                return self._file(only, call, scope)
            case "templatefile", (path, own):
                return self._templated(path, own, call, scope)
            case "try", _:
                for each in call.arguments:
                    try:
                        return self.value(each, scope)
                    except UnknownError:
                        continue
            case _:
                pass
        function = FUNCTIONS.get(call.name)
        if function is None:
            raise UnknownError(call.text)
        arguments = [self.value(each, scope) for each in call.arguments]
        if any("${" in json.dumps(each) for each in arguments) and call.name in _OF_TEXT:
            raise UnknownError(call.text)
        try:
            return function(*arguments)
        except (TypeError, ValueError, IndexError, StopIteration, ZeroDivisionError):
            raise UnknownError(call.text) from None

    def _file(self, path: Value, call: Call, scope: Scope) -> str:
        found = self._read(as_text(self.value(path, scope)))
        if found is None:
            raise UnknownError(call.text)
        return found

    def _templated(self, path: Value, own: Value, call: Call, scope: Scope) -> str:
        text = self._file(path, call, scope)
        values = self.value(own, scope)
        if "%{" in text or not isinstance(values, Mapping):
            raise UnknownError(call.text)

        def put(found: re.Match[str]) -> str:
            if found[1] not in values:
                raise UnknownError(call.text)
            return as_text(values[found[1]])

        return re.sub(r"(?<!\$)\$\{\s*([A-Za-z_]\w*)\s*\}", put, text).replace("$${", "${")

    def _opaque(self, text: str, scope: Scope) -> Json:
        sides = _conditional(text)
        if sides is not None:
            condition, one, other = sides
            return self.value(parsed(one if self._holds(condition, scope) else other), scope)
        inner = text.strip()
        if _PRODUCT.fullmatch(inner):
            return math.prod(int(each) for each in inner.split("*"))
        if inner.startswith("!") or _COMPARED.fullmatch(inner):
            return self._holds(inner, scope)
        traversal = re.match(r"(?:local|var|each|count)\.", inner)
        if traversal and "(" not in inner and " " not in inner:
            return self._traversal(inner, scope)
        known = self._named(inner, scope)
        if known is not None:
            return known
        raise UnknownError(text)

    def _holds(self, text: str, scope: Scope) -> bool:
        inner = text.strip()
        if inner.startswith("!"):
            return not self._holds(inner[1:], scope)
        compared = _COMPARED.fullmatch(inner)
        if compared:
            one, other = (self.value(parsed(compared[n]), scope) for n in (1, 3))
            if "${" in f"{one}{other}":
                raise UnknownError(text)
            return (one == other) is (compared[2] == "==")
        found = self.value(parsed(inner), scope)
        if isinstance(found, bool):
            return found
        raise UnknownError(text)


_OF_TEXT = frozenset(
    {"length", "split", "replace", "lower", "upper", "title", "sort", "keys", "trimspace"}
)
"""Functions that look into texts, or count: of a reference they know nothing."""


def as_text(value: Json) -> str:
    """A value as it stands in a string."""
    match value:
        case str():
            return value
        case bool():
            return "true" if value else "false"
        case int() | float():
            return str(value)
        case _:
            raise UnknownError(json.dumps(value))


def parsed(text: str) -> Value:
    """The expression that ``text`` is; an UnknownError where it is none."""
    read = read_hcl(SourceFile("expression", f"v = {text.strip()}\n"))
    if read.value is None or not read.value.arguments:
        raise UnknownError(text)
    return read.value.arguments[0].value


def _conditional(text: str) -> tuple[str, str, str] | None:
    """The parts of `condition ? one : other`."""
    depth, quoted, at = 0, False, -1
    for index, char in enumerate(text):
        if char == '"' and text[index - 1 : index] != "\\":
            quoted = not quoted
        if quoted:
            continue
        depth += (char in "([{") - (char in ")]}")
        if depth == 0 and char == "?" and at < 0:
            at = index
        elif depth == 0 and char == ":" and at >= 0:
            return text[:at], text[at + 1 : index], text[index + 1 :]
    return None
