"""The one of a list of resources that can have no more than one."""

from __future__ import annotations

import re

from rolec.adopt.expressions.parsed import parsed
from rolec.adopt.expressions.syntax import Conditional, postfix, syntax
from rolec.read.value import Call, Null, Number, Opaque, Template, Traversal, Value

_SPLAT = re.compile(r"(?:\.\*|\[\*\])\.(?=[\w-]+$)")
_OF_TEXTS = re.compile(
    r"(?:data\.)?[a-z][\w-]*\.[\w-]+(?:\.\*|\[\*\])\.(?:\w+_)?(?:arn|id|name|url)"
)
"""All attributes of resources that are called so are texts."""


def is_one_text(call: Call) -> bool:
    """Whether ``call`` is `one` of attributes that are texts, as in `one(aws_sqs_queue.q[*].arn)`."""
    match call:
        case Call(name="one", arguments=(Traversal(text=text) | Opaque(text=text),)):
            return _OF_TEXTS.fullmatch(text) is not None
        case _:
            return False


def only_one(written: Value) -> Value:
    """The one of a list of resources that `written` can only be, as in `join("", data.x.y.*.json)`; else ``written``."""
    match written:
        case Call(name="join", arguments=(Template(literal=""), all_)):
            pass
        case Call(name="one", arguments=(all_,)):
            pass
        case Call(name="element", arguments=(all_, Number(text="0"))):
            pass
        case Template(parts=(Call() as call,)):
            return only_one(call)
        case _:
            return written
    text = all_.text if isinstance(all_, Traversal | Opaque) else ""
    found = postfix(text)
    plain = found.plain if found else text
    first = _SPLAT.sub("[0].", plain)
    return Traversal(first, all_.span) if first != plain else written


def needed(written: Value) -> Value:
    """What ``written`` is for an argument that Terraform needs: of a choice that has nothing on one side the other."""
    match written:
        case Call(name="try", arguments=(one, other)) if _is_nothing(other):
            return needed(one)
        case Opaque(text=text) if isinstance(found := syntax(text), Conditional):
            sides = [parsed(each) for each in (found.one, found.other)]
            there = [each for each in sides if not _is_nothing(each)]
            return needed(there[0]) if len(there) == 1 else written
        case Template(parts=(Call() | Opaque() as only,)):
            return needed(only)
        case _:
            return written


def _is_nothing(written: Value) -> bool:
    return isinstance(written, Null) or (isinstance(written, Template) and not written.parts)
