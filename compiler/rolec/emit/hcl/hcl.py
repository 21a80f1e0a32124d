"""Values to HCL expressions: the only way into a template."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from rolec.emit.hcl.quote import body, code_point, key_body, visible
from rolec.emit.hcl.value import ALL, Address, Call, Choice, Comment, EachOf, Keyword, ModuleFile
from rolec.ir.document import Document
from rolec.ir.role import Tag
from rolec.ir.text import Link, Part, Reference, Text
from rolec.ir.tree import tree

_STEP = "  "
_BARE_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*", re.ASCII)
_RESERVED = {"true", "false", "null", "for", "for_each", "in", "if", "else", "endif", "endfor"}
_LONG = 80


class Hcl(str):
    """Text of HCL; only ``hcl`` makes it."""

    __slots__ = ()


def hcl(value: object, indent: int = 1) -> Hcl:
    """``value`` as an expression, its further lines ``indent`` steps deep."""
    return Hcl(_expression(value, _STEP * indent))


def _expression(value: object, pad: str) -> str:
    match value:
        case Text():
            return _text(value)
        case dict():
            return _object(value, pad)
        case list() | tuple():
            return _sequence(value, pad)
        case str():
            return f'"{body(value)}"'
        case Document():
            return f"jsonencode({_expression(tree(value), pad)})"
        case Choice(enabled=enabled, one=one, other=other):
            sides = f"{_expression(one, pad)} : {_expression(other, pad)}"
            return f"{' && '.join(map(_text, enabled))} ? {sides}"
        case EachOf(items=items, attribute=attribute):
            return f"{_expression(items, pad)}{ALL}.{attribute}"
        case Call(function=function, arguments=arguments):
            return f"{function}({', '.join(_expression(each, pad) for each in arguments)})"
        case _:
            return _word(value)


def _word(value: object) -> str:
    """What never takes more than its line."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case Reference() | Link() | Address():
            return _traversal(value)
        case ModuleFile(path=path):
            return f'"${{path.module}}/{body(path)}"'
        case Keyword(word=word):
            return word
        case Comment(text=text):
            return visible(text)
        case _:
            raise AssertionError(f"no HCL for {type(value).__name__}")


def _text(text: Text) -> str:
    parts = text.parts
    if len(parts) == 1:
        part = parts[0]
        if isinstance(part, str):
            return f'"{body(part)}"'
        if isinstance(part, Reference) or part.expression:
            return _traversal(part)
    return f'"{"".join(_template(parts, in_key=False))}"'


def _traversal(value: Reference | Link | Address) -> str:
    match value:
        case Reference(expression=expression) | Link(expression=str() as expression):
            return expression
        case Address(type=type_, label=label, attribute=attribute, at=at):
            return f"{type_}.{label}{at}.{attribute}" if attribute else f"{type_}.{label}{at}"
        case Link():
            return f'"{body(_value_of(value))}"'


def _template(parts: Iterable[Part], *, in_key: bool) -> Iterable[str]:
    escape = key_body if in_key else body
    literal = ""
    for part in parts:
        match part:
            case str():
                literal += part
            case Link(expression=None):
                literal += _value_of(part)
            case Reference() | Link():
                yield _before_reference(literal, escape(literal))
                yield f"${{{part.expression}}}"
                literal = ""
    yield escape(literal)


def _before_reference(literal: str, escaped: str) -> str:
    # A `$` right before `${` would turn the reference into text.
    return escaped[:-1] + code_point("$") if literal.endswith("$") else escaped


def _value_of(link: Link) -> str:
    # INVARIANT: linking gave every link an expression or a value.
    if link.value is None:
        raise AssertionError(f"not linked: {link}")
    return link.value


def _sequence(items: Sequence[object], pad: str) -> str:
    if items and isinstance(items[0], Tag):
        return _object({tag.key: tag.value for tag in items if isinstance(tag, Tag)}, pad)
    return _list(items, pad)


def _list(items: Sequence[object], pad: str) -> str:
    if not items:
        return "[]"
    lists = [item for item in items if isinstance(item, Text) and item.is_list]
    if len(lists) == len(items) == 1:
        return _text(lists[0])
    opening, closing = ("flatten([", "])") if lists else ("[", "]")
    inner = pad + _STEP
    written = [
        _text(item) if isinstance(item, Text) else _expression(item, inner) for item in items
    ]
    if len(written) == 1 and "\n" not in written[0] and len(written[0]) <= _LONG:
        return f"[{written[0]}]"
    # The comma after the last one lets a change add a line without touching another.
    return f"{opening}\n" + "".join([f"{inner}{item},\n" for item in written]) + pad + closing


def _object(entries: Mapping[str, object] | Mapping[Text, object], pad: str) -> str:
    if not entries:
        return "{}"
    inner = pad + _STEP
    lines = [
        f"{inner}{_key(key)} = "
        f"{_text(value) if isinstance(value, Text) else _expression(value, inner)}\n"
        for key, value in entries.items()
    ]
    return f"{{\n{''.join(lines)}{pad}}}"


def _key(key: str | Text) -> str:
    if isinstance(key, str):
        return _literal_key(key)
    parts = key.parts
    if len(parts) == 1 and isinstance(parts[0], str):
        return _literal_key(parts[0])
    match parts:
        case (Reference() | Link(expression=str()) as part,):
            return f"({_traversal(part)})"
        case _:
            return f'"{"".join(_template(parts, in_key=True))}"'


@lru_cache(maxsize=1024)
def _literal_key(key: str) -> str:
    bare = _BARE_KEY.fullmatch(key) and key not in _RESERVED
    return key if bare else f'"{key_body(key)}"'
