"""What Terraform will do to one resource."""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum
from typing import NamedTuple

from rolec.ir.role import Definition
from rolec.record import dataclass


class Action(StrEnum):
    """In Terraform's words, as far as it has one for each."""

    CREATE = "create"
    UPDATE = "update"
    REPLACE = "replace"
    DELETE = "delete"


class Cause(NamedTuple):
    """An argument that changes.

    ``made_anew`` is the address of a resource that it takes an ARN of, when that alone is why.
    """

    argument: str
    made_anew: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """``causes`` are the arguments that change or, of what is replaced, those that force it.

    ``owner`` is what the resource is made of, as it will be.
    """

    address: str
    action: Action
    causes: tuple[Cause, ...] = ()
    owner: Definition = field(compare=False, repr=False)
