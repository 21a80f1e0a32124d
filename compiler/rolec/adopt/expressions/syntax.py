"""The shape of expressions of Terraform that python-hcl2 gives as they are written.

Source: Terraform's documentation, "Expressions", and the specification of HCL's native syntax.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple, TypeAlias

INSERTED = re.compile(r"\$\{([^{}]*)\}")
"""What is put into a text, where nothing else is put into that."""


class Conditional(NamedTuple):
    """``condition ? one : other``."""

    condition: str
    one: str
    other: str


class Binary(NamedTuple):
    """Two operands, of the operator that binds least and stands last."""

    left: str
    operator: str
    right: str


class Unary(NamedTuple):
    """``!operand`` or ``-operand``."""

    operator: str
    operand: str


class Group(NamedTuple):
    """What stands in parentheses."""

    inner: str


class ForEach(NamedTuple):
    """``[for NAMES in OVER : VALUE if IF]`` or, with a ``key``, ``{for NAMES in OVER : KEY => VALUE if IF}``."""

    names: tuple[str, ...]
    over: str
    key: str | None
    value: str
    if_: str | None
    is_grouped: bool


class Spread(NamedTuple):
    """A call of which the last argument is a list that becomes many: ``merge(list...)``."""

    function: str
    arguments: tuple[str, ...]


class Postfix(NamedTuple):
    """``base`` and what is taken of it, each as ``.name``, ``[key]`` or ``[*]``."""

    base: str
    steps: tuple[str, ...]

    @property
    def plain(self) -> str:
        """All of it, with `.name` for the `["name"]` of an instance."""
        written = self.base
        for before, each in pairwise(("", *self.steps)):
            name = _KEY.fullmatch(each) if before.startswith("[") else None
            written += f".{name[1]}" if name else each
        return written


Syntax: TypeAlias = Conditional | Binary | Unary | Group | ForEach | Spread | Postfix

_LEVELS = (("||",), ("&&",), ("==", "!="), ("<=", ">=", "<", ">"), ("+", "-"), ("*", "/", "%"))
_SPACED = frozenset("+-*/%")
"""Operators around which a space has to stand: `-` may be part of a name, and `*` of a splat."""

_CLOSING = {"(": ")", "[": "]", "{": "}", '"': '"'}
_COMMENT = re.compile(r'(?P<text>"(?:[^"\\]|\\.)*")|(?:#|//)[^\n]*|/\*.*?\*/', re.DOTALL)
_FOR = re.compile(r"[\[{]\s*for\s+([\w-]+)(?:\s*,\s*([\w-]+))?\s+in(?![\w-])", re.DOTALL)
_IF = re.compile(r"\sif\s")
_NAME = re.compile(r"[A-Za-z_][\w-]*")
_KEY = re.compile(r'\["([A-Za-z_][\w-]*)"\]')
_ITEM_OF_ALL = re.compile(
    r"([A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*|\[[^\[\]]*\])*)\.\*((?:\.[A-Za-z_][\w-]*)*)(\[.*)",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"\s*\.\s*([A-Za-z_][\w-]*|\*|[0-9]+)")


@lru_cache(maxsize=4096)
def syntax(written: str) -> Syntax | None:
    """What ``written`` is; None where it is none of these."""
    text = _without_comments(written).strip()
    for read in (_conditional, _binary, _unary, _for, _group, _spread, postfix):
        found = read(text)
        if found is not None:
            return found
    return None


def conjuncts(text: str) -> tuple[str, ...]:
    """The conditions that ``text`` puts together by `&&`; none where it is empty."""
    found = syntax(text) if text else None
    match found:
        case Binary(left, "&&", right):
            return (*conjuncts(left), *conjuncts(right))
        case Group(inner):
            return conjuncts(inner)
        case _:
            return (text.strip(),) if text else ()


def _conditional(text: str) -> Conditional | None:
    start, open_ = -1, 0
    for at in _outside(text):
        if text[at] == "?":
            start = at if start < 0 else start
            open_ += 1
        elif text[at] == ":" and open_:
            open_ -= 1
            if not open_:
                return Conditional(text[:start], text[start + 1 : at], text[at + 1 :])
    return None


def _binary(text: str) -> Binary | None:
    places = [*_outside(text)]
    for operators in _LEVELS:
        for at in reversed(places):
            operator = next((each for each in operators if text.startswith(each, at)), None)
            if operator and _stands_alone(text, at, operator) and text[:at].strip():
                return Binary(text[:at].strip(), operator, text[at + len(operator) :].strip())
    return None


def _stands_alone(text: str, at: int, operator: str) -> bool:
    before, after = text[at - 1 : at], text[at + len(operator) : at + len(operator) + 1]
    if operator in _SPACED:
        return before.isspace() and after.isspace()
    return not (operator in {"<", ">"} and (after == "=" or before == "="))


def _unary(text: str) -> Unary | None:
    return Unary(text[0], text[1:]) if text[:1] in {"!", "-"} else None


def _group(text: str) -> Group | None:
    return Group(text[1:-1]) if text[:1] == "(" and _closed(text, 0) == len(text) else None


def _for(text: str) -> ForEach | None:
    head = _FOR.match(text)
    if head is None or _closed(text, 0) != len(text):
        return None
    names = tuple(each for each in head.groups() if each)
    body = text[head.end() : -1]
    colon = next((at for at in _outside(body) if body[at] == ":"), -1)
    over, made = body[:colon], body[colon + 1 :]
    word = next((at for at in _outside(made) if _IF.match(made, at)), None)
    made, if_ = (made, None) if word is None else (made[:word], made[word + len(" if ") :])
    if text[0] == "[":
        return ForEach(names, over, None, made, if_, is_grouped=False)
    arrow = next((at for at in _outside(made) if made.startswith("=>", at)), -1)
    value = made[arrow + 2 :].strip()
    grouped = value.endswith("...")
    return ForEach(names, over, made[:arrow], value.removesuffix("..."), if_, is_grouped=grouped)


def _spread(text: str) -> Spread | None:
    name = _NAME.match(text)
    if (
        name is None
        or text[name.end() : name.end() + 1] != "("
        or _closed(text, name.end()) != len(text)
    ):
        return None
    inner = text[name.end() + 1 : -1].strip()
    if not inner.endswith("..."):
        return None
    return Spread(name[0], _items(inner.removesuffix("...")))


def arguments(text: str, at: int) -> tuple[tuple[str, ...], int] | None:
    """What is between the brackets that open ``at`` a place, by comma, and the place behind them."""
    end = _closed(text, at)
    if not end:
        return None
    found = tuple(each.strip() for each in _items(text[at + 1 : end - 1]))
    return found[:-1] if found[-1] == "" else found, end


def only_argument(text: str, function: str) -> str | None:
    """The one argument where ``text`` is a call of ``function`` with one; else None."""
    inner = arguments(text, len(function)) if text.startswith(f"{function}(") else None
    is_all = inner is not None and inner[1] == len(text) and len(inner[0]) == 1
    return inner[0][0] if inner is not None and is_all else None


def _items(inner: str) -> tuple[str, ...]:
    commas = [-1, *(at for at in _outside(inner) if inner[at] == ","), len(inner)]
    return tuple(inner[a + 1 : b] for a, b in pairwise(commas))


def postfix(text: str) -> Postfix | None:
    """What is taken of what, where ``text`` is that."""
    name = _NAME.match(text)
    at = name.end() if name else 0
    if text[at : at + 1] in _CLOSING and (not name or text[at] == "("):
        at = _closed(text, at)
    if not at:
        return None
    steps: list[str] = []
    base, rest = text[:at], text[at:]
    while rest:
        attribute = _ATTRIBUTE.match(rest)
        if attribute:
            is_key = attribute[1] == "*" or attribute[1].isdecimal()
            steps.append(f"[{attribute[1]}]" if is_key else f".{attribute[1]}")
            rest = rest[attribute.end() :]
        elif rest.startswith("[") and (end := _closed(rest, 0)):
            steps.append(f"[{rest[1 : end - 1].strip()}]")
            rest = rest[end:]
        else:
            return None
    return Postfix(base, tuple(steps)) if steps or base != text else None


def item_of_all(text: str) -> str | None:
    """One of a list, as `x.*.name[0]` says it, in other words: `x[0].name`; None where ``text`` is something else.

    After `.*` a key is one of the whole list, and after `[*]` one of each of its items.
    """
    found = _ITEM_OF_ALL.fullmatch(text.strip())
    end = _closed(found[3], 0) if found else 0
    return f"{found[1]}{found[3][:end]}{found[2]}{found[3][end:]}" if found and end else None


def is_string(text: str) -> bool:
    """Whether ``text`` is one string between quotes."""
    return text[:1] == '"' and _closed(text, 0) == len(text)


def _closed(text: str, at: int) -> int:
    """The place behind the bracket that closes the one ``at`` a place; 0 where none does."""
    end = _pairs(text[at:]).get(0)
    return 0 if end is None else at + end + 1


def _outside(text: str) -> Iterator[int]:
    """The places in no brackets and no string."""
    at = 0
    pairs = _pairs(text)
    while at < len(text):
        if at in pairs:
            at = pairs[at]
        else:
            yield at
        at += 1


def _pairs(text: str) -> dict[int, int]:
    """Where the outermost brackets and strings begin and end."""
    found: dict[int, int] = {}
    open_: list[str] = []
    start = at = 0
    while at < len(text):
        char = text[at]
        in_string = open_[-1:] == ['"']
        if in_string and char == "\\":
            at += 1
        elif open_ and char == open_[-1]:
            open_.pop()
            if not open_:
                found[start] = at
        elif in_string and text.startswith(("${", "%{"), at) and text[at - 1] != char:
            open_.append("}")
            at += 1
        elif not in_string and char in _CLOSING:
            start = start if open_ else at
            open_.append(_CLOSING[char])
        at += 1
    return found


def _without_comments(text: str) -> str:
    return _COMMENT.sub(lambda found: found["text"] or " ", text)
