"""What HCL is written of, where Python and the IR have no value for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from rolec.ir.document import Document
from rolec.ir.role import Tag
from rolec.ir.text import Link, Reference, Text
from rolec.record import dataclass


@dataclass(frozen=True, slots=True)
class Address:
    """A resource, or an attribute of one: ``aws_iam_role.web.name``.

    Where it may not be there ``at`` is ``ONE`` or ``ALL``.
    """

    type: str
    label: str
    attribute: str = ""
    at: str = ""


ALL = "[*]"
"""What makes a list of a resource of which there is one, or none."""


@dataclass(frozen=True, slots=True)
class Choice:
    """``one`` where all the ``enabled`` are true, and else the ``other``."""

    enabled: tuple[Text, ...]
    one: Value
    other: Value


@dataclass(frozen=True, slots=True)
class Call:
    """A function of Terraform with its arguments."""

    function: str
    arguments: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class EachOf:
    """An attribute of each item of what a function gives."""

    items: Call
    attribute: str


@dataclass(frozen=True, slots=True)
class ModuleFile:
    """The path of a file of this module, as Terraform has to write it."""

    path: str


@dataclass(frozen=True, slots=True)
class Comment:
    """Words for people; they stay on their line."""

    text: str


@dataclass(frozen=True, slots=True)
class Keyword:
    """A word of Terraform's own, such as ``string`` in the type of a variable."""

    word: str


Value: TypeAlias = (
    "str | bool | int | Text | Reference | Link | Address | Call | Choice | EachOf | ModuleFile"
    " | Comment | Keyword | Document | Tag | Sequence[Value] | Mapping[str, Value] | Mapping[Text, Value]"
)
