"""Templates of Terraform to texts."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from rolec.adopt.expressions.for_expression import Scope, scopes
from rolec.adopt.expressions.hcl_literals import literal
from rolec.adopt.expressions.templates import For, If, Inserted, Part
from rolec.adopt.found import Json
from rolec.adopt.unknown import UnknownError
from rolec.record import dataclass

_LONGEST = 1_000_000
"""No policy has so many characters."""


@dataclass(frozen=True, slots=True)
class Rendering:
    """What expressions are: ``inserted`` as a text, ``of`` as a value, and whether one ``holds``."""

    inserted: Callable[[str, Scope], str]
    of: Callable[[str, Scope], Json]
    holds: Callable[[str, Scope], bool]


def rendered(parts: tuple[Part, ...], scope: Scope, rendering: Rendering) -> str:
    """The text of a template; an UnknownError, of the expression, where nobody knows one of its expressions."""
    out = ""
    for each in _texts(parts, scope, rendering):
        out += each
        if len(out) > _LONGEST:
            raise UnknownError("a template that makes more than a policy can be")
    return out


def _texts(parts: tuple[Part, ...], scope: Scope, rendering: Rendering) -> Iterator[str]:
    for part in parts:
        match part:
            case str():
                yield literal(part)
            case Inserted(expression):
                yield rendering.inserted(expression, scope)
            case If(condition, then, otherwise):
                chosen = then if rendering.holds(condition, scope) else otherwise
                yield from _texts(chosen, scope, rendering)
            case For(names, over, body):
                for inner in scopes(names, over, scope, rendering.of(over, scope)):
                    yield from _texts(body, inner, rendering)
