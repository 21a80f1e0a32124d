"""Conditions and operators of Terraform, of which one operand that is known may be enough.

Source: Terraform's documentation, "Arithmetic and Logical Operators".
"""

from __future__ import annotations

from collections.abc import Callable

from rolec.adopt.expression_syntax import Binary, Unary
from rolec.adopt.for_expression import Scope
from rolec.adopt.found import Json
from rolec.adopt.nulls import Nulls
from rolec.adopt.operators import computed
from rolec.adopt.parsed import parsed
from rolec.adopt.terraform_values import has_reference, truth_of
from rolec.adopt.unknown import UnknownError


class Conditions:
    """The conditions of one module; ``of`` gives what an expression is."""

    def __init__(self, of: Callable[[str, Scope], Json], nulls: Nulls) -> None:
        self._of = of
        self._nulls = nulls

    def holds(self, text: str, scope: Scope) -> bool:
        """Whether a condition holds; an UnknownError where nobody knows before a plan."""
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
