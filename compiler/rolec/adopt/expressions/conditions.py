"""Conditions and operators of Terraform, of which one operand that is known may be enough.

Source: Terraform's documentation, "Arithmetic and Logical Operators".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager

from rolec.adopt.expressions.for_expression import Scope
from rolec.adopt.expressions.local_texts import followed
from rolec.adopt.expressions.nulls import Nulls
from rolec.adopt.expressions.operators import computed
from rolec.adopt.expressions.parsed import parsed
from rolec.adopt.expressions.syntax import Binary, Group, Unary, syntax
from rolec.adopt.expressions.values import has_reference, truth_of
from rolec.adopt.found import Json
from rolec.adopt.unknown import UnknownError
from rolec.read.value import Value


class Conditions:
    """The conditions of one module, which has ``locals_``; ``of`` gives what an expression is."""

    def __init__(
        self, of: Callable[[str, Scope], Json], nulls: Nulls, locals_: Mapping[str, Value]
    ) -> None:
        self._of = of
        self._nulls = nulls
        self._locals = locals_
        self._assumed: dict[str, bool] = {}

    @contextmanager
    def assuming(self, conditions: Iterable[str]) -> Iterator[None]:
        """Takes for granted that ``conditions`` hold, as where a resource is made that needs them."""
        before = self._assumed
        self._assumed = {**before, **dict(map(self._plain, conditions))}
        try:
            yield
        finally:
            self._assumed = before

    def holds(self, text: str, scope: Scope) -> bool:
        """Whether a condition holds; an UnknownError where nobody knows before a plan."""
        if self._assumed:
            plain, is_so = self._plain(text)
            if plain in self._assumed:
                return self._assumed[plain] is is_so
        found = truth_of(self._of(text, scope))
        if found is None:
            raise UnknownError(text.strip())
        return found

    def unary(self, unary: Unary, text: str, scope: Scope) -> Json:
        """What an operator makes of its operand."""
        if unary.operator == "!":
            return not self.holds(unary.operand, scope)
        return computed("-", 0, self._of(unary.operand, scope), text)

    def binary(self, binary: Binary, text: str, scope: Scope) -> Json:
        """What an operator makes of two operands; an UnknownError, of ``text``, where nobody knows."""
        one, operator, other = binary
        if operator in {"&&", "||"}:
            return self._either(one, other, scope, decides=operator == "||")
        left, right = self._operand(one, scope), self._operand(other, scope)
        if left is None or right is None:
            left, right = self._nulls.or_null(left), self._nulls.or_null(right)
        if has_reference(left) or has_reference(right):
            raise UnknownError(text)
        return computed(operator, left, right, text)

    def _operand(self, text: str, scope: Scope) -> Json:
        try:
            return self._of(text, scope)
        except UnknownError:
            # A collection that is null stands for nothing, but is compared with null.
            if self._nulls.is_null(parsed(text)):
                return None
            raise

    def _either(self, one: str, other: str, scope: Scope, *, decides: bool) -> bool:
        """One that is as ``decides`` is enough, whatever nobody knows of the other."""
        try:
            if self.holds(one, scope) is decides:
                return decides
        except UnknownError:
            if self.holds(other, scope) is decides:
                return decides
            raise
        return self.holds(other, scope)

    def _plain(self, condition: str) -> tuple[str, bool]:
        """A condition without what negates it, with its locals followed, and whether it is that."""
        condition = followed(condition, self._locals)
        match syntax(condition):
            case Group(inner):
                return self._plain(inner)
            case Unary("!", operand):
                plain, is_so = self._plain(operand)
                return plain, not is_so
            case Binary(left, "!=", right):
                return " ".join(f"{left} == {right}".split()), False
            case _:
                return " ".join(condition.split()), True
