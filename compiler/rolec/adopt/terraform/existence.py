"""On what it depends whether Terraform makes a resource."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rolec.adopt.expressions.evaluate import Expressions
from rolec.adopt.expressions.for_text import for_text
from rolec.adopt.expressions.local_texts import followed
from rolec.adopt.expressions.syntax import (
    Binary,
    Conditional,
    ForEach,
    Group,
    Unary,
    only_argument,
    syntax,
)
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
    text = followed(without_quotes(text), expressions.locals)
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


def made_if(text: str, expressions: Expressions) -> tuple[tuple[str, ...], str]:
    """On which conditions `count` or `for_each`, which is ``text``, makes any, and what of, which need not be known."""
    text = followed(without_quotes(text), expressions.locals).strip()
    match syntax(text):
        case Group(inner):
            return made_if(inner, expressions)
        case Conditional(condition, one, other) if _makes_none(other, expressions):
            return _with(conditions(condition, expressions), made_if(_as(one, other), expressions))
        case Conditional(condition, one, other) if _makes_none(one, expressions):
            return _with(_negated(condition, expressions), made_if(_as(other, one), expressions))
        case ForEach(names=names, if_=str(if_)) as each if not _has_any(names, if_):
            return (*conditions(if_, expressions),), for_text(each._replace(if_=None))
        case _:
            over = only_argument(text, "toset")
            holds, what = made_if(over, expressions) if over else ((), "")
            return holds, f"toset({what})" if over else text


def _as(text: str, other: str) -> str:
    """``text`` as a set where ``other`` is one: what a condition chooses between has one type."""
    is_set = only_argument(other.strip(), "toset") is not None
    return f"toset({text.strip()})" if is_set and not text.strip().startswith("toset(") else text


def _with(holds: Iterable[str], found: tuple[tuple[str, ...], str]) -> tuple[tuple[str, ...], str]:
    more, what = found
    return (*holds, *more), what


def without_quotes(text: str) -> str:
    """The expression that stands alone between quotes, as it had to before Terraform 0.12; else ``text``."""
    in_text = _IN_TEXT.fullmatch(text.strip())
    return in_text[1].strip() if in_text else text.strip()


def at_least_one(text: str, expressions: Expressions) -> str:
    """The condition on which `count`, which is ``text``, makes any."""
    number = followed(without_quotes(text), expressions.locals).strip()
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


def _makes_none(text: str, expressions: Expressions) -> bool:
    found = made(text, expressions)
    return found is not None and (found == Made((), None) or _is_nothing(found))


def _has_any(names: Iterable[str], text: str) -> bool:
    return any(re.search(rf"(?<![\w.-]){re.escape(each)}(?![\w-])", text) for each in names)


def _is_nothing(found: Made) -> bool:
    return not found.conditions and found.value in (0, [], {}) and found.value is not False
