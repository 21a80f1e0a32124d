"""Texts with policy variables and wildcards, and whether a value is one that they stand for.

Sources: the IAM User Guide, "IAM policy elements: Variables and tags", "Resource" and "Condition
operators". That ``?`` is one UTF-16 unit, and that a variable of a multivalued key is never replaced,
its default or not, was seen in IAM itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from enum import Enum, auto
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from rolec.ir.substitution import Form, substitutions
from rolec.policy.mark import parts
from rolec.semantics.truth import Truth, Unknown, both


class Wild(Enum):
    """A wildcard."""

    ANY = auto()
    """``*``: any text."""
    ONE = auto()
    """``?``: any one character."""


class Variable(NamedTuple):
    """``${key}`` or ``${key, 'default'}``; the key is in lower case."""

    key: str
    default: str | None


class Marked(NamedTuple):
    """What only Terraform knows (``policy.mark``)."""

    mark: str


Fixed: TypeAlias = str | Wild
Piece: TypeAlias = Fixed | Variable | Marked
Lookup: TypeAlias = Callable[[Variable | Marked], str | Unknown | None]
"""The text of a variable, or None where it has none."""


class Replaced(NamedTuple):
    """A text without its variables; those that are not known, for want of what is ``open``, are ``*``."""

    pieces: tuple[Fixed, ...]
    open: Unknown | None = None


@lru_cache(maxsize=16384)
def pieces(text: str, *, wild: bool, variables: bool) -> tuple[Piece, ...]:
    """What ``text`` is made of.

    ``wild`` says whether ``*`` and ``?`` are wildcards, ``variables`` whether ``${...}`` is a
    variable, as in version 2012-10-17.
    """
    found: list[Piece] = []
    at = 0
    for each in substitutions(text) if variables else ():
        if each.form is not Form.UNCLOSED:
            found += _plain(text[at : each.start], wild=wild)
            found.append(variable_of(each.body))
            at = each.end
    found += _plain(text[at:], wild=wild)
    return tuple(found)


def variable_of(body: str) -> Variable | str:
    """The variable of which ``body`` is the inside, or the character that it stands for."""
    if body in {"*", "?", "$"}:
        return body
    default = _DEFAULT.fullmatch(body)
    return Variable(default[1].lower(), default[2]) if default else Variable(body.lower(), None)


def replaced(found: tuple[Piece, ...], lookup: Lookup) -> Replaced | None:
    """``found`` with the text of each variable, or None where a variable has none."""
    if all(isinstance(piece, (str, Wild)) for piece in found):
        return Replaced(found)  # type: ignore[arg-type] # just looked at
    made: list[Fixed] = []
    needed: Unknown | None = None
    for piece in found:
        if isinstance(piece, (str, Wild)):
            made.append(piece)
            continue
        match lookup(piece):
            case None:
                return None
            case Unknown() as more:
                made.append(Wild.ANY)
                needed = both(needed, more) if needed else more
            case text:
                # What a variable stands for is text: its stars are no wildcards.
                made.append(text)
    return Replaced(tuple(made), needed)


def glob(pattern: Replaced, text: str, *, fold: bool = False) -> Truth:
    """Whether ``text`` is what ``pattern`` stands for; with ``fold`` case does not count."""
    if _compiled(pattern.pieces, fold=fold).fullmatch(units(text.lower() if fold else text)):
        return pattern.open or True
    return False


def arn_glob(pattern: Replaced, text: str) -> Truth:
    """The same of an ARN, whose six components are matched each by itself."""
    if pattern.open:
        # Where the colons of the pattern are is not known: what does not fit at all, never fits.
        return glob(pattern, text)
    components = _components(pattern.pieces)
    values = text.split(":", _COLONS)
    return len(components) == len(values) and all(
        _compiled(component, fold=False).fullmatch(units(value)) is not None
        for component, value in zip(components, values, strict=True)
    )


def expression(found: tuple[Fixed, ...], *, fold: bool = False) -> str:
    """A regular expression over `units` that is matched by all that ``found`` stands for."""
    runs: list[str] = [""]
    for piece in found:
        match piece:
            case Wild.ANY:
                runs.append("")
            case Wild.ONE:
                runs[-1] += "."
            case str():
                runs[-1] += re.escape(units(piece.lower() if fold else piece))
    first, *others = runs
    # Where a run between two stars is found first, is as good as any: no pattern is slow.
    between = "".join(f"(?>.*?{run})" for run in others[:-1] if run)
    return first + between + (f".*{others[-1]}" if others else "")


def units(text: str) -> str:
    """``text`` with a character for each unit of UTF-16."""
    if text.isascii() or max(text) <= "\uffff":
        return text
    encoded = text.encode("utf-16-be", "surrogatepass")
    return "".join(chr(encoded[at] << 8 | encoded[at + 1]) for at in range(0, len(encoded), 2))


_COLONS = 5
_WILD = {"*": Wild.ANY, "?": Wild.ONE}
_WILDCARD = re.compile(r"([*?])")
_DEFAULT = re.compile(r"\s*([^,]*?)\s*,\s*'(.*)'\s*", re.DOTALL)


def _plain(text: str, *, wild: bool) -> Iterator[Piece]:
    for part, is_mark in parts(text):
        if is_mark:
            yield Marked(part)
            continue
        for piece in _WILDCARD.split(part) if wild else (part,):
            if piece:
                yield _WILD[piece] if wild and piece in _WILD else piece


@lru_cache(maxsize=2048)
def _components(found: tuple[Fixed, ...]) -> tuple[tuple[Fixed, ...], ...]:
    """What stands between the first five colons, and behind them."""
    made: list[list[Fixed]] = [[]]
    for piece in found:
        if isinstance(piece, Wild):
            made[-1].append(piece)
            continue
        first, *others = piece.split(":", _COLONS + 1 - len(made))
        made[-1].append(first)
        made += [[each] for each in others]
    return tuple(map(tuple, made))


@lru_cache(maxsize=16384)
def _compiled(found: tuple[Fixed, ...], *, fold: bool) -> re.Pattern[str]:
    return re.compile(expression(found, fold=fold), re.DOTALL)
