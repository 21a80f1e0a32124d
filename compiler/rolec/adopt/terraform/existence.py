"""On what it depends whether Terraform makes a resource."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from rolec.adopt.expressions.evaluate import Expressions
from rolec.adopt.expressions.local_texts import followed
from rolec.adopt.expressions.syntax import Binary, Conditional, Group, Unary, syntax
from rolec.adopt.expressions.values import whole
from rolec.adopt.found import Json
from rolec.adopt.unknown import UnknownError

_IN_TEXT = re.compile(r'"\$\{([^{}]*)\}"')
"""As expressions had to be written before Terraform 0.12."""

_MOST = 10_000
"""An account has no more roles: of more nobody waits for the end."""


class Made(NamedTuple):
    """What a `count` or `for_each` is where ``conditions`` hold; where one does not, nothing is made."""

    conditions: tuple[str, ...]
    value: Json

    @property
    def text(self) -> str:
        """The conditions as one."""
        return " && ".join(dict.fromkeys(self.conditions))


def made(text: str, expressions: Expressions) -> Made | None:
    """What ``text`` makes and on which conditions; None where nobody can tell."""
    in_text = _IN_TEXT.fullmatch(text.strip())
    text = followed(in_text[1] if in_text else text, expressions.locals)
    match syntax(text):
        case Group(inner):
            return made(inner, expressions)
        case Conditional(condition, one, other):
            return _of_two(
                condition, made(one, expressions), made(other, expressions), expressions
            )
        case _:
            try:
                return Made((), _as_count(expressions.of(text, {})))
            except UnknownError:
                return None


def at_least_one(text: str, expressions: Expressions) -> str:
    """The condition on which `count`, which is ``text``, makes any."""
    in_text = _IN_TEXT.fullmatch(text.strip())
    number = followed(in_text[1] if in_text else text, expressions.locals).strip()
    match syntax(number):
        case Binary() | Conditional():
            return f"({number}) > 0"
        case _:
            return f"{number} > 0"


def counted(value: Json) -> int:
    """How many a `count` makes; an UnknownError where it is no number that is known."""
    try:
        number = whole(value)
    except (TypeError, ValueError):
        raise UnknownError(f"count = {value}") from None
    if number > _MOST:
        raise UnknownError(f"count = {value}")
    return number


def _as_count(value: Json) -> Json:
    """A text that is a number as that: no `for_each` is one."""
    return counted(value) if isinstance(value, str) and value.isdecimal() else value


def _of_two(
    condition: str, one: Made | None, other: Made | None, expressions: Expressions
) -> Made | None:
    try:
        known = expressions.conditions.holds(condition, {})
    except UnknownError:
        known = None
    if one is None or other is None:
        return {True: one, False: other, None: None}[known]
    # Of what is never made as long as nobody says otherwise, the condition is told, too.
    if _is_nothing(other) and known is not True:
        return Made((*conditions(condition, expressions), *one.conditions), one.value)
    if _is_nothing(one) and known is not False:
        return Made((*_negated(condition, expressions), *other.conditions), other.value)
    return {True: one, False: other, None: None}[known]


def conditions(text: str, expressions: Expressions) -> Iterator[str]:
    """The conditions that ``text`` puts together by `&&`, with locals followed."""
    written = followed(text, expressions.locals).strip()
    match syntax(written):
        case Binary(left, "&&", right):
            yield from conditions(left, expressions)
            yield from conditions(right, expressions)
        case Group(inner):
            yield from conditions(inner, expressions)
        case Binary(_, "||", _) | Conditional():
            yield f"({written})"
        case _:
            yield written


def _negated(text: str, expressions: Expressions) -> Iterator[str]:
    match syntax(text):
        case Unary("!", inner):
            yield from conditions(inner, expressions)
        case _:
            yield f"!({' && '.join(conditions(text, expressions))})"


def _is_nothing(found: Made) -> bool:
    return not found.conditions and found.value in (0, [], {}) and found.value is not False
