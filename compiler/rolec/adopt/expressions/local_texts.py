"""What the locals of a module of Terraform are written as."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from rolec.adopt.expressions.syntax import Postfix, syntax
from rolec.read.value import Call, Opaque, Traversal, Value
from rolec.source.span import Span

_LOCAL = re.compile(r"(?<![\w.-])local\.([A-Za-z_][\w-]*)")
_DEPTH = 50


def followed(text: str, locals_: Mapping[str, Value]) -> str:
    """The text of the local that ``text`` is; where it is something else, ``text``."""
    for _ in range(_DEPTH):
        match syntax(text):
            case Postfix("local", (name,)):
                written = _text(locals_.get(name[1:]))
            case _:
                written = None
        if written is None:
            return text
        text = written
    return text


def with_locals(
    text: str, locals_: Mapping[str, Value], text_at: Callable[[Span], str] | None = None
) -> str:
    """``text`` and the texts of all locals that it is made of, one behind the other.

    Of objects, lists and strings, of which it may be a part alone, only with ``text_at``, which gives the text of a place.
    """
    names: list[str] = []
    texts = [text]
    for each in texts:  # it grows
        for name in _LOCAL.findall(each):
            local = locals_.get(name)
            written = _text(local)
            if written is None and local is not None and text_at is not None:
                written = text_at(local.span)
            if name not in names and written is not None:
                names.append(name)
                texts.append(written)
    return " ".join(texts)


def _text(written: Value | None) -> str | None:
    match written:
        case Traversal(text=text) | Call(text=text) | Opaque(text=text):
            return text
        case _:
            return None
