"""What the locals of a module of Terraform are written as."""

from __future__ import annotations

import re
from collections.abc import Mapping

from rolec.adopt.expression_syntax import Postfix, syntax
from rolec.read.value import Call, Opaque, Traversal, Value

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


def with_locals(text: str, locals_: Mapping[str, Value]) -> str:
    """``text`` and the texts of all locals that it is made of, one behind the other."""
    names: list[str] = []
    texts = [text]
    for each in texts:  # it grows
        for name in _LOCAL.findall(each):
            written = _text(locals_.get(name))
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
