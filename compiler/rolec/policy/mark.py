"""Marks: what stands in a text for a value that only Terraform knows.

The same expression is the same value, and nothing else is known of it. A mark is made of characters
that no policy has, so that no wildcard, variable or colon is seen in it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import product

from rolec.ir.text import SPLAT, Entity

_OPEN, _CLOSE = "\ue100", "\ue101"
_HIDDEN = str.maketrans({"*": "\ue102", "?": "\ue103", ":": "\ue104", "$": "\ue105"})
_PLAIN = {ord(hidden): chr(plain) for plain, hidden in _HIDDEN.items()}
_KINDS = {
    Entity.ROLE: "roles",
    Entity.POLICY: "policies",
    Entity.OIDC_PROVIDER: "oidc_providers",
    Entity.SAML_PROVIDER: "saml_providers",
}
_MARK = re.compile(f"{_OPEN}([^{_CLOSE}]*){_CLOSE}")
_OF_PROJECT = re.compile(f"{_OPEN}(?:{'|'.join(_KINDS.values())})\\.")
_CASED = {letter: chr(0xE120 + letter - ord("A")) for letter in range(ord("A"), ord("Z") + 1)}
_KEYED = _CASED | {ord(each): chr(0xE110 + at) for at, each in enumerate("{},'")}
_PLAIN |= {ord(hidden): chr(plain) for plain, hidden in _KEYED.items()}


def mark(expression: str) -> str:
    """The mark for the value of a Terraform ``expression``."""
    return f"{_OPEN}{expression.translate(_HIDDEN)}{_CLOSE}"


def mark_of_project(entity: Entity, name: str, attribute: str, account: str | None = None) -> str:
    """The mark for an attribute of another document of the project, as a spec refers to it."""
    where = f" in {account}" if account else ""
    return mark(f"{_KINDS[entity]}.{name}.{attribute}{where}")


def is_marked(text: str) -> bool:
    """Whether a mark stands in ``text``."""
    return _OPEN in text


def is_mark(text: str) -> bool:
    """Whether ``text`` is a mark, and nothing else."""
    return _MARK.fullmatch(text) is not None


@lru_cache(maxsize=1 << 14)
def parts(text: str) -> tuple[tuple[str, bool], ...]:
    """``text`` in pieces, and of each whether it is a mark."""
    if _OPEN not in text:
        return ((text, False),)
    found = re.split(f"({_MARK.pattern})", text)
    # A pattern with two groups: what is plain, the mark, and what is inside the mark.
    plain = [(each, False) for each in found[::3]]
    whole = [(each, True) for each in found[1::3]]
    mixed = [each for pair in zip(plain, whole, strict=False) for each in pair]
    return (*mixed, plain[-1])


def unmarked(text: str) -> str:
    """``text`` for people: with ``${EXPRESSION}`` for each mark."""
    if _OPEN not in text:
        return text
    return _MARK.sub(lambda found: "${" + found[1].translate(_PLAIN) + "}", text)


def as_reference(text: str, placeholder: str) -> str:
    """``text`` with ``placeholder`` for each mark."""
    return _MARK.sub(placeholder, text)


def as_key(text: str) -> str:
    """``text`` as a condition key, which has no case; a mark by itself is the key of its own value.

    Such a key may be the name of a policy variable.
    """
    if _OPEN not in text:
        return text.lower()
    return "".join(p.translate(_KEYED) if is_mark else p.lower() for p, is_mark in parts(text))


def is_of_project(mark: str) -> bool:
    """Whether ``mark`` is for an attribute of what the project defines, which is not just any text."""
    return _OF_PROJECT.match(mark) is not None


def is_of_list(mark: str) -> bool:
    """Whether ``mark`` is for any number of values, each of which it stands for."""
    return unmarked(mark).endswith(f"{SPLAT}}}")


def marks(text: str) -> tuple[str, ...]:
    """The marks in ``text``."""
    return tuple(found[0] for found in _MARK.finditer(text))


def is_part_of_arn(text: str) -> bool:
    """Whether the marks in ``text`` are for names in an ARN, in which there is no colon."""
    return text.startswith("arn:")


def interpolated(text: str, values: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """``text`` with ``values``, by `as_key`, in the place of its marks: a text for each of a list."""
    if _OPEN not in text:
        return (text,)
    found = [
        values.get(as_key(part), (part,)) if is_mark else (part,) for part, is_mark in parts(text)
    ]
    return tuple(map("".join, product(*found)))


def expressions(text: str) -> tuple[str, ...]:
    """The expressions of the marks in ``text``."""
    return tuple(found[1].translate(_PLAIN) for found in _MARK.finditer(text))
