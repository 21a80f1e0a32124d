"""What HCL and JSON are made of: values, arguments and blocks, each with its place.

An expression that only Terraform can evaluate is a value too: a ``Traversal`` where it
is a plain reference, a ``Call``, or an ``Opaque`` text.
"""

from __future__ import annotations

from dataclasses import field
from typing import TypeAlias

from rolec.record import dataclass
from rolec.source.span import Span


@dataclass(frozen=True, slots=True)
class Template:
    """A string, its escapes resolved; interpolated values stand between its texts.

    Neighbouring texts are joined, and no text is empty.
    """

    parts: tuple[str | Value, ...]
    span: Span = field(compare=False, repr=False)

    @property
    def literal(self) -> str | None:
        """The string, when nothing is interpolated."""
        if not self.parts:
            return ""
        first = self.parts[0]
        return first if len(self.parts) == 1 and isinstance(first, str) else None


@dataclass(frozen=True, slots=True)
class Number:
    """A number, as it is written."""

    text: str
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Boolean:
    """``true`` or ``false``."""

    value: bool
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Null:
    """``null``, which for Terraform is an argument that was not written."""

    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: tuple[Value, ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Entry:
    """One key of an object with its value; a bare word as key is a string."""

    key: Value
    value: Value


@dataclass(frozen=True, slots=True)
class Object:
    """Keys and values in the order written."""

    entries: tuple[Entry, ...]
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Traversal:
    """A reference, such as ``aws_iam_role.web["a"].arn``, as it is written.

    One that ends in ``[*]`` is a list, of whatever it stands for.
    """

    text: str
    span: Span = field(compare=False, repr=False)

    @property
    def is_list(self) -> bool:
        """Whether it is a list, and no text."""
        return self.text.endswith("[*]")


@dataclass(frozen=True, slots=True)
class Call:
    """A function with its arguments; ``text`` is the whole of it as it is written."""

    name: str
    arguments: tuple[Value, ...]
    text: str
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Opaque:
    """Any other expression, as it is written."""

    text: str
    span: Span = field(compare=False, repr=False)


Value: TypeAlias = Template | Number | Boolean | Null | Items | Object | Traversal | Call | Opaque


@dataclass(frozen=True, slots=True)
class Argument:
    """``name = value`` in a body."""

    name: str
    value: Value
    name_span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Block:
    """``type "label" "label" { body }``; its span is that of the header."""

    type: str
    labels: tuple[str, ...]
    body: Body
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Body:
    """The arguments, each name once, and the blocks of a file or block."""

    arguments: tuple[Argument, ...]
    blocks: tuple[Block, ...]

    def get(self, name: str) -> Value | None:
        """The value of an argument, or None when it is not there or ``null``."""
        for argument in self.arguments:
            if argument.name == name:
                return None if isinstance(argument.value, Null) else argument.value
        return None
