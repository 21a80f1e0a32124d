"""Lists of a policy of which only a deployment knows what is in them: resources, principals, values of conditions."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from rolec.adopt.expressions.values import all_of
from rolec.adopt.found import Json
from rolec.adopt.template.shape import Absent, UnknownError
from rolec.adopt.template.variables import TemplateVariables

_LISTS = frozenset({"AWS", "Federated", "NotResource", "Resource", "Service"})

Take: TypeAlias = "Callable[[Json], Json | Absent]"
Case: TypeAlias = "tuple[Json, tuple[str, ...]]"
"""What something is, with what has to be true for that."""


def may_be_list(element: str) -> bool:
    """Whether a list of texts that are not known may stand for an element of a policy, or for a key of a condition."""
    return element in _LISTS or is_condition_key(element)


def is_condition_key(element: str) -> bool:
    """Whether a key of an object of a policy is that of a condition."""
    return ":" in element


def listed(
    written: Json, take: Take, is_list: Callable[[str], bool], variables: TemplateVariables
) -> Json | Absent:
    """What stands there: of what only a deployment knows, a reference to all of its items, one or several or none.

    ``take`` gives what something is, and ``is_list`` says of a parameter whether it is a list.
    """
    match written:
        case list():
            found = [_item(each, take, variables) for each in written]
            return [each for each in found if not isinstance(each, Absent)]
        case {"Ref": str() as name, **rest} if not rest and is_list(name):
            return all_of(variables.referred(name)[2:-1])
        case {"Fn::Split": [*_] as argument, **rest} if not rest:
            return _or_all_of("split", written, argument, take, variables)
        case _:
            return _item(written, take, variables)


def _item(written: Json, take: Take, variables: TemplateVariables) -> Json | Absent:
    """An item, which a condition may leave out."""
    match written:
        case {"Fn::If": [*_] as argument, **rest} if not rest:
            return _or_all_of("if", written, argument, take, variables)
        case _:
            return take(written)


def _or_all_of(
    what: str, written: Json, argument: Json, take: Take, variables: TemplateVariables
) -> Json | Absent:
    try:
        return take(written)
    except UnknownError:
        return all_of(variables.of_function(what, argument)[2:-1])
