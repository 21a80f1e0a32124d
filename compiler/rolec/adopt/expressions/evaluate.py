"""Expressions of Terraform to values, with references where only a plan knows.

Source: Terraform's documentation, "Expressions".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from rolec.adopt.expressions.bounds import Bounds
from rolec.adopt.expressions.conditions import Conditions
from rolec.adopt.expressions.entries import picked
from rolec.adopt.expressions.files import Files
from rolec.adopt.expressions.for_expression import Scope, repeated
from rolec.adopt.expressions.functions import TO_TEXT, called
from rolec.adopt.expressions.hcl_literals import literal
from rolec.adopt.expressions.json_encoding import encoded
from rolec.adopt.expressions.kept_locals import by_its_name, keep
from rolec.adopt.expressions.lists import OF_STATEMENT, Lists
from rolec.adopt.expressions.nulls import Nulls
from rolec.adopt.expressions.numbers import number_written
from rolec.adopt.expressions.only_one import is_one_text
from rolec.adopt.expressions.parsed import as_text, parsed, referred
from rolec.adopt.expressions.syntax import (
    INSERTED,
    Binary,
    Conditional,
    ForEach,
    Group,
    Postfix,
    Spread,
    Unary,
    item_of_all,
    postfix,
    syntax,
)
from rolec.adopt.expressions.templates import is_template
from rolec.adopt.expressions.try_function import Tries, tried
from rolec.adopt.expressions.type_unification import alike
from rolec.adopt.expressions.variables import Declared, Variables
from rolec.adopt.found import Json
from rolec.adopt.statement_places import StatementPlaces
from rolec.adopt.unknown import NothingThereError, UnknownError
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

_WORD = re.compile(r"[A-Za-z_][\w-]*")
_ALL = "[*]"
_NOTHING = Declared()
_DOCUMENTS = frozenset({"jsonencode", "file", "templatefile"})


class Expressions:
    """The expressions of one module; ``named`` gives what a reference to something else stands for, ``read`` a file.
    ``nulls`` are null by default, ``types`` those of variables, and ``declared`` says what are lists.
    """

    def __init__(
        self,
        variables: Mapping[str, Value],
        locals_: Mapping[str, Value],
        named: Callable[[str, Scope], Json],
        read: Callable[[str], str | None],
        nulls: frozenset[str] = frozenset(),
        *,
        types: Mapping[str, Value] = MappingProxyType({}),
        declared: Declared = _NOTHING,
        is_only: bool = True,
    ) -> None:
        self.variables = Variables(variables, types, declared.open)
        self.locals = locals_
        self._named = named
        self.nulls = Nulls(nulls - variables.keys(), locals_)
        self.conditions = Conditions(self.of, self.nulls, locals_)
        self.files = Files(read, self.of, self.conditions.holds)
        self._bounds = Bounds()
        self._tries = Tries()
        self.kept: dict[str, str] = {}
        self._own: dict[str, str] | None = {} if is_only else None
        self.statements = StatementPlaces()
        self.declared = declared
        self.lists = Lists(self.value, self.text, self.kept, lambda: self.texts, declared)

    def value(self, written: Value, scope: Scope) -> Json:
        """What ``written`` is; an UnknownError where nobody can say."""
        with self._bounds:
            return self._value(written, scope)

    @property
    def texts(self) -> Mapping[str, str]:
        """The expressions that stay one, by local."""
        return self.kept | (self._own or {})

    def or_null(self, written: Value, scope: Scope) -> Json:
        """What ``written`` is; None where it is a variable that is null by default."""
        return None if self.nulls.is_null(written) else self.value(written, scope)

    def text(self, written: Value, scope: Scope) -> Json:
        """What ``written`` is, which is a text: where nobody can say, a reference to a local that is."""
        try:
            return self.value(written, scope)
        except NothingThereError:
            raise
        except UnknownError:
            match written:
                case Call(name=name) if name in _DOCUMENTS:
                    raise
                case Traversal(text=text) | Call(text=text) | Opaque(text=text):
                    return keep(text, scope, self.kept)
                case Template(parts=(Traversal() | Call() | Opaque() as only,)):
                    return self.text(only, scope)
                case _:
                    raise

    def _value(self, written: Value, scope: Scope) -> Json:
        match written:
            case Template(parts=parts):
                return self._template(parts, scope)
            case Number(text=text):
                return number_written(text)
            case Boolean(value=value):
                return value
            case Null():
                return None
            case Items(items=items):
                return [self.value(each, scope) for each in items]
            case Object():
                return self._object(written, scope)
            case Traversal(text=text):
                return self._taken(postfix(text) or Postfix(text, ()), text, scope)
            case Call():
                return self._call(written, scope)
            case Opaque(text=text):
                return (self._directed if is_template(text) else self._opaque)(text, scope)

    def _object(self, written: Object, scope: Scope) -> Json:
        entries = written.entries
        keys = [self._key(each.key, scope) for each in entries]
        pairs = zip(keys, (each.value for each in entries), strict=True)
        if OF_STATEMENT.intersection(keys):
            found = {key: self.lists.of_element(key, each, scope) for key, each in pairs}
        else:
            found = {key: self.value(each, scope) for key, each in pairs}
        if "Effect" in found:
            self.statements.note(found, written.span)
        return found

    def _template(self, parts: tuple[str | Value, ...], scope: Scope) -> Json:
        if len(parts) == 1 and not isinstance(parts[0], str):
            return self.value(parts[0], scope)
        return "".join(
            literal(each) if isinstance(each, str) else as_text(self.lists.in_text(each, scope))
            for each in parts
        )

    def _key(self, written: Value, scope: Scope) -> str:
        found = self.value(written, scope)
        if not isinstance(found, str):
            raise UnknownError("the key of an object")
        return found

    def _taken(self, found: Postfix, text: str, scope: Scope) -> Json:
        """What ``found`` is, which is written as ``text``."""
        base, steps = found
        if _WORD.fullmatch(base) is None:
            return self._walk(self.value(parsed(base), scope), steps, text, scope)
        if base == "path":
            return "."
        name = steps[0][1:] if steps else ""
        if f"{base}.{name}" in scope:
            return self._walk(scope[f"{base}.{name}"], steps[1:], text, scope)
        if base in scope:
            return self._walk(scope[base], steps, text, scope)
        if base == "local" and name in self.locals:
            return self._of_local(name, steps[1:], text, scope)
        if base == "var" and name in self.variables:
            value = self.variables.value(name, self._alone)
            return self._walk(value, steps[1:], text, scope)
        if base == "var" and steps[1:2] == (_ALL,) and self.nulls.is_null(parsed(f"var.{name}")):
            return []
        if base == "var" and len(steps) == 1 and self.declared.is_several(f"var.{name}"):
            raise UnknownError(text)  # a reference stands for one text
        named = self._named(found.plain, scope)
        if named is not None:
            return named
        return referred(f"{base}{''.join(self._known_steps(steps, scope))}", text)

    def _alone(self, written: Value) -> Json:
        return self.value(written, {})

    def _known_steps(self, steps: tuple[str, ...], scope: Scope) -> Iterator[str]:
        """``steps`` with keys as they are, where something stands for them."""
        for each in steps:
            is_known = each.startswith(".") or each == _ALL
            yield each if is_known else f"[{encoded(self.value(parsed(each[1:-1]), scope))}]"

    def _walk(self, value: Json, steps: tuple[str, ...], text: str, scope: Scope) -> Json:
        for number, step in enumerate(steps):
            if isinstance(value, str) and INSERTED.fullmatch(value):
                left = "".join(self._known_steps(steps[number:], scope))
                named = self._named(f"{value[2:-1]}{left}", scope)
                return named if named is not None else referred(f"{value[2:-1]}{left}", text)
            if step == _ALL:
                each_of = value if isinstance(value, list) else [] if value is None else [value]
                return [self._walk(each, steps[number + 1 :], text, scope) for each in each_of]
            key = step[1:] if step.startswith(".") else self.value(parsed(step[1:-1]), scope)
            match value, key:
                case Mapping(), str() | int() if as_text(key) in value:
                    value = value[as_text(key)]
                case list(), int() if 0 <= key < len(value):
                    value = value[key]
                case _:
                    raise NothingThereError(text)
        return value

    def _call(self, call: Call, scope: Scope) -> Json:
        match call.name, call.arguments:
            case "jsonencode", (only,):
                return encoded(self.value(only, scope))
            case "file", (only,):
                return self.files.text(self.value(only, scope), call.text)
            case "templatefile", (path, own):
                values = self.value(own, scope)
                return self.files.templated(self.value(path, scope), values, call.text)
            case (("can" | "try"), _):
                with self._tries.one():
                    return tried(call, scope, self.value, self.kept)
            case _:
                pass
        try:
            return called(call.name, [*self.nulls.arguments(call, scope, self.value)], call.text)
        except UnknownError as unknown:
            # Of `coalesce` somebody has to say a variable: a text, as the empty one is by default.
            none = isinstance(unknown, NothingThereError)
            if not none and (call.name in TO_TEXT or is_one_text(call)):
                return keep(call.text, scope, self.kept)
            if none and call.name == "coalesce" and not self._tries.number:
                return keep(call.text, scope, self.kept)
            raise

    def _conditional(self, written: Conditional, text: str, scope: Scope) -> Json:
        try:
            holds = self.conditions.holds(written.condition, scope)
        except UnknownError:
            if all(isinstance(self.of(each, scope), str) for each in (written.one, written.other)):
                return keep(text, scope, self.kept)
            raise
        chosen, other = (written.one, written.other)[:: 1 if holds else -1]
        return alike(self.of(chosen, scope), lambda: self.of(other, scope))

    def _directed(self, text: str, scope: Scope) -> str:
        in_text = self.lists.in_text
        return self.files.directed(text, scope, lambda one, at: as_text(in_text(parsed(one), at)))

    def _opaque(self, text: str, scope: Scope) -> Json:
        match syntax(text):
            case Conditional() as conditional:
                return self._conditional(conditional, text, scope)
            case Binary() as binary:
                return self.conditions.binary(binary, text, scope)
            case Unary() as unary:
                return self.conditions.unary(unary, text, scope)
            case Group(inner):
                return self.of(inner, scope)
            case ForEach() as each:
                return repeated(each, text, scope, self.of, self.conditions.holds)
            case Spread(function, arguments):
                *first, last = (self.of(argument, scope) for argument in arguments)
                if not isinstance(last, list):
                    raise UnknownError(text)
                return called(function, [*first, *last], text)
            case Postfix() as found:
                item = item_of_all(text)
                return self.of(item, scope) if item else self._taken(found, text.strip(), scope)
            case None:
                raise UnknownError(text)

    def _of_local(self, name: str, steps: tuple[str, ...], text: str, scope: Scope) -> Json:
        written, left = picked(self.locals[name], steps)
        own = self._own if left == steps else None
        return self._walk(
            by_its_name(name, self._alone(written), self.kept, own), left, text, scope
        )

    def of(self, text: str, scope: Scope) -> Json:
        """What the expression is that ``text`` is; an UnknownError where nobody can say."""
        return self.value(parsed(text), scope)
