"""What is null in a module of Terraform as long as nobody says what its variables are."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet

from rolec.adopt.expressions.for_expression import Scope
from rolec.adopt.expressions.parsed import parsed
from rolec.adopt.expressions.syntax import Group, Postfix, syntax
from rolec.adopt.found import Json
from rolec.read.value import Call, Null, Opaque, Template, Traversal, Value

_OF_VARIABLE = re.compile(r"\$\{var\.([\w-]+)\}")
_PASSES_BY = frozenset({"coalesce", "coalescelist"})
_DEPTH = 50


class Nulls:
    """The ``variables`` whose default is null, and which ``locals_`` are no more than one of them."""

    def __init__(self, variables: AbstractSet[str], locals_: Mapping[str, Value]) -> None:
        self._variables = variables
        self._locals = locals_

    def or_null(self, value: Json) -> Json:
        """``value``; None where it is a reference to one of the variables."""
        found = _OF_VARIABLE.fullmatch(value) if isinstance(value, str) else None
        return None if found and found[1] in self._variables else value

    def arguments(
        self, call: Call, scope: Scope, value: Callable[[Value, Scope], Json]
    ) -> Iterator[Json]:
        """What the arguments of a call are, without those that it passes by; ``value`` gives what one is."""
        for each in call.arguments:
            if call.name not in _PASSES_BY:
                yield value(each, scope)
            elif not self.is_null(each):
                yield self.or_null(value(each, scope))

    def is_null(self, written: Value, depth: int = 0) -> bool:
        """Whether an expression is null, or one of the variables."""
        match written:
            case Null():
                return True
            case Template(parts=(Traversal() | Opaque() as only,)):
                return self.is_null(only, depth)
            case Traversal(text=text) | Opaque(text=text):
                return depth < _DEPTH and self._is_null(text, depth + 1)
            case _:
                return False

    def _is_null(self, text: str, depth: int) -> bool:
        match syntax(text):
            case Group(inner):
                return self.is_null(parsed(inner), depth)
            case Postfix("var", (name,)):
                return name[1:] in self._variables
            case Postfix("local", (name,)) if name[1:] in self._locals:
                return self.is_null(self._locals[name[1:]], depth)
            case _:
                return False
