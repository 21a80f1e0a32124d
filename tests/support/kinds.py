"""Kinds of nodes in the IR: which there are, by its types, and which a tree has."""

from __future__ import annotations

from dataclasses import MISSING, Field, fields, is_dataclass
from enum import Enum
from functools import cache
from typing import get_args, get_type_hints

from rolec.ir.document import Document
from rolec.ir.expectation import Expectation
from rolec.ir.module import Module
from rolec.source.span import Span

NOT_WRITTEN = {
    *("Account.nickname", "Account.region", "Account.owned"),  # what a module is called by
    "Link.account",  # until linking has found the other
    *("Module.group",),  # a part of the folder
    *("Statement.because",),  # for readers of the spec
    *("Role.json_required", "Policy.json_required"),  # of what is not written
    "Role.expected",  # of the spec, and no part of what is made
}
"""Fields that no file shows, and that reading back cannot find."""


def every_kind() -> set[str]:
    """Every class below a module, every field that can say something, every member of an enum."""
    written = _classes(Module) - _classes(Expectation)
    return set().union(*map(_said_by, written | _classes(Document))) - NOT_WRITTEN


def kinds(node: object) -> set[str]:
    """The same of one tree: fields count where they say something else than they would alone."""
    match node:
        case tuple():
            return set().union(*map(kinds, node))
        case Enum():
            return {f"{type(node).__name__}.{node.name}"}
        case _ if is_dataclass(node):
            given = [(field, getattr(node, field.name)) for field in _fields(type(node))]
            own = {
                f"{type(node).__name__}.{field.name}"
                for field, value in given
                if value not in (_default(field), None, (), "")
            }
            return own.union(*(kinds(value) for _, value in given)) | {type(node).__name__}
        case _:
            return set()


def _said_by(kind: type) -> set[str]:
    if issubclass(kind, Enum):
        return {f"{kind.__name__}.{member.name}" for member in kind}
    return {kind.__name__, *(f"{kind.__name__}.{field.name}" for field in _fields(kind))}


def _classes(kind: type) -> set[type]:
    """The classes of the IR that can stand below one, itself included."""
    found, waiting = set(), [kind]
    while waiting:
        one = waiting.pop()
        if isinstance(one, type) and one is not Span and (is_dataclass(one) or _is_enum(one)):
            if one not in found:
                found.add(one)
                waiting += get_type_hints(one).values() if is_dataclass(one) else ()
        else:
            waiting += get_args(one)
    return found


def _is_enum(kind: type) -> bool:
    return issubclass(kind, Enum)


@cache
def _fields(kind: type) -> tuple[Field, ...]:
    return tuple(field for field in fields(kind) if not field.name.endswith("span"))


def _default(field: Field) -> object:
    return None if field.default is MISSING else field.default
