"""`for` expressions of Terraform.

Source: Terraform's documentation, "for Expressions".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from rolec.adopt.expressions.syntax import ForEach
from rolec.adopt.expressions.values import has_reference
from rolec.adopt.found import Json
from rolec.adopt.unknown import UnknownError

Scope: TypeAlias = Mapping[str, Json]
"""What `each.key`, `each.value` and `count.index` are, and names of `for` and of dynamic blocks."""


def repeated(
    each: ForEach,
    text: str,
    scope: Scope,
    of: Callable[[str, Scope], Json],
    holds: Callable[[str, Scope], bool],
) -> Json:
    """The list or object that is made; an UnknownError, of ``text``, where nobody knows of what.

    ``of`` gives the value of an expression, and ``holds`` that of a condition.
    """
    made = [
        (of(each.key, inner) if each.key is not None else None, of(each.value, inner))
        for inner in scopes(each.names, text, scope, of(each.over, scope))
        if each.if_ is None or holds(each.if_, inner)
    ]
    if each.key is None:
        return [value for _, value in made]
    if any(not isinstance(key, str) or has_reference(key) for key, _ in made):
        raise UnknownError(text)
    if each.is_grouped:
        return {str(key): [v for k, v in made if k == key] for key, _ in made}
    return {str(key): value for key, value in made}


def scopes(names: tuple[str, ...], text: str, scope: Scope, over: Json) -> Iterator[Scope]:
    """What ``names`` are for each item of ``over``; an UnknownError, of ``text``, where nobody knows its items."""
    match over:
        case list():
            entries: list[tuple[Json, Json]] = [*enumerate(over)]
        case Mapping():
            entries = [(key, over[key]) for key in sorted(over)]
        case _:
            raise UnknownError(text)
    for entry in entries:
        yield {**scope, **dict(zip(names, entry[-len(names) :], strict=True))}
