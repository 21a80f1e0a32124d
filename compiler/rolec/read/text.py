"""Values to the texts of the IR: strings whose references stay typed."""

from __future__ import annotations

from rolec.diagnostics.diagnostic import error, warning
from rolec.diagnostics.outcome import Sink
from rolec.ir.text import Part, Reference, Text, joined
from rolec.read import codes
from rolec.read.value import (
    Boolean,
    Call,
    Items,
    Null,
    Number,
    Object,
    Opaque,
    Template,
    Traversal,
    Value,
)


def as_text(value: Value, sink: Sink) -> Text | None:
    """The string that a value is or becomes; None, after an error, for a list or object.

    An expression that is more than a reference is kept as a reference too, after a warning.
    """
    parts = _parts(value, sink)
    return None if parts is None else joined(tuple(parts), value.span)


def as_list(value: Value, sink: Sink) -> list[Text | None]:
    """The texts of a list, or of a scalar, which stands for a list of one.

    A reference to a list is one of them: alone, or among the others inside of ``flatten``.
    """
    match value:
        case Call(name="flatten", arguments=(Items(items=items),)):
            return [_listed(item) or as_text(item, sink) for item in items]
        case _:
            whole = _listed(value)
            return [whole] if whole else [as_text(item, sink) for item in many(value)]


def can_be_text(value: Value) -> bool:
    """Whether a value is a string, or may become one."""
    return not isinstance(value, Items | Object | Null)


def as_literal(value: Value, what: str, sink: Sink) -> str | None:
    """The string of a value in which nothing is left to Terraform, else None after an error."""
    found = as_text(value, Sink())
    if found is not None and found.literal is not None:
        return found.literal
    if found is None:
        sink.add(error(codes.ARGUMENT, f"{what} is not a text", value.span))
    else:
        help_ = "write the text itself in its place"
        message = f"{what} is known only to Terraform"
        sink.add(error(codes.ONLY_TERRAFORM_KNOWS, message, value.span, help=help_))
    return None


def many(value: Value) -> tuple[Value, ...]:
    """The items of a list; anything else stands for a list of one."""
    return value.items if isinstance(value, Items) else (value,)


def literal_of(value: Value) -> str | None:
    """The string, when the value is one and nothing is interpolated."""
    return value.literal if isinstance(value, Template) else None


def reference(value: Value | None) -> str:
    """The text of a value that is a reference, empty for any other."""
    return value.text if isinstance(value, Traversal) else ""


def references(value: Value | None) -> tuple[str, ...]:
    """The references of a list, in the order written."""
    return tuple(map(reference, value.items)) if isinstance(value, Items) else ()


def _listed(value: Value) -> Text | None:
    """The text for a reference to a list, in a string of its own too, which is that list."""
    match value:
        case Template(parts=(Traversal() as only,)):
            return _listed(only)
        case Traversal(is_list=True, text=text):
            return Text((Reference(text),), value.span)
        case _:
            return None


def _parts(value: Value, sink: Sink) -> list[Part] | None:
    match value:
        case Template(parts=parts):
            return _of_template(parts, sink)
        case Traversal(is_list=True):
            sink.add(
                error(codes.POLICY_SHAPE, f"`{value.text}` is a list, and no text", value.span)
            )
            return None
        case Traversal(text=text):
            return [Reference(text)]
        case Number(text=text):
            return [text]
        case Boolean(value=answer):
            return ["true" if answer else "false"]
        case Call(text=text) | Opaque(text=text):
            message = f"`{_one_line(text)}` is more than a reference"
            sink.add(warning(codes.ONLY_TERRAFORM_KNOWS, message, value.span))
            return [Reference(text)]
        case Items() | Object() | Null():
            sink.add(error(codes.POLICY_SHAPE, "a text should stand here", value.span))
            return None


def _of_template(parts: tuple[str | Value, ...], sink: Sink) -> list[Part] | None:
    out: list[Part] = []
    for part in parts:
        inner = [part] if isinstance(part, str) else _parts(part, sink)
        if inner is None:
            return None
        out += inner
    return out


def _one_line(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:57]}..."  # noqa: PLR2004 - fits a terminal
