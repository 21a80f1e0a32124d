"""Whether an expression of Terraform is a list, by its form."""

from __future__ import annotations

from rolec.adopt.expressions.functions import TO_TEXT
from rolec.adopt.expressions.syntax import Conditional, ForEach, Postfix, syntax
from rolec.ir.text import SPLAT
from rolec.read.value import Call, Items, Opaque, Template, Traversal, Value

_TO_LIST = frozenset(
    [
        "chunklist",
        "coalescelist",
        "compact",
        "concat",
        "distinct",
        "flatten",
        "formatlist",
        "keys",
        "list",
        "range",
        "reverse",
        "setintersection",
        "setproduct",
        "setsubtract",
        "setunion",
        "slice",
        "sort",
        "split",
        "tolist",
        "toset",
        "values",
    ]
)


def gives_list(written: Value) -> bool:
    """Whether an expression is a list, whatever its parts are."""
    match written:
        case Items():
            return True
        case Call(name=name):
            return name in _TO_LIST
        case Traversal(is_list=True):
            return True
        case Opaque(text=text):
            match syntax(text):
                case ForEach(key=key):
                    return key is None
                case Postfix(steps=steps):
                    return SPLAT in steps and not steps[-1][1:-1].isdecimal()
                case _:
                    return False
        case _:
            return False


def gives_text(written: Value) -> bool:
    """Whether an expression is a text, whatever its parts are."""
    match written:
        case Call(name=name):
            return name in TO_TEXT
        case Template(parts=parts):
            return len(parts) != 1 or isinstance(parts[0], str)
        case _:
            return False


def may_be_null(text: str) -> bool:
    """Whether an expression chooses between something and null."""
    found = syntax(text)
    sides = (found.one, found.other) if isinstance(found, Conditional) else ()
    return any(each.strip() == "null" for each in sides)
