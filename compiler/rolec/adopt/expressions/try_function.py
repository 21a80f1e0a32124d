"""`try`: the first of several expressions that has a value, and `can`: whether one has."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rolec.adopt.expressions.for_expression import Scope
from rolec.adopt.expressions.kept_locals import keep
from rolec.adopt.expressions.values import has_reference
from rolec.adopt.found import Json
from rolec.adopt.unknown import NothingThereError, UnknownError
from rolec.read.value import Call, Value

_OF_ONE = re.compile(r"\$\{(?!var\.|local\.|each\.)(?:data\.)?[\w-]+\.[\w-]+\.[\w-]+\}")


class Tries:
    """How many calls of `try` are around an expression."""

    def __init__(self) -> None:
        self.number = 0

    @contextmanager
    def one(self) -> Iterator[None]:
        """Evaluates one more."""
        self.number += 1
        try:
            yield
        finally:
            self.number -= 1


def tried(
    call: Call, scope: Scope, value_of: Callable[[Value, Scope], Json], kept: dict[str, str]
) -> Json:
    """What the ``call`` of `try` or `can` gives; of an instance, or a part of a variable, nobody knows if it is there."""
    if call.name == "can":
        return _can(call, scope, value_of)
    found: list[Json] = []
    for each in call.arguments:
        try:
            found.append(value_of(each, scope))
        except NothingThereError:
            continue
        if _is_there(found[-1]):
            break
    if not found:
        raise NothingThereError(call.text)
    if len(found) == 1:
        return found[0]
    if isinstance(found[-1], str) and _is_there(found[-1]):
        return keep(call.text, scope, kept)
    raise UnknownError(call.text)


def _can(call: Call, scope: Scope, value_of: Callable[[Value, Scope], Json]) -> bool:
    try:
        is_there = all(_is_there(value_of(each, scope)) for each in call.arguments)
    except NothingThereError:
        return False
    if not is_there:
        raise UnknownError(call.text)
    return True


def _is_there(value: Json) -> bool:
    is_one = isinstance(value, str) and _OF_ONE.fullmatch(value) is not None
    return is_one or not has_reference(value)
