"""Whether a resource of a policy can be of a resource type of the catalogue.

Both are patterns: the one has wildcards, policy variables and references, the other the
placeholders of AWS's template. They meet when some ARN is of both.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TypeAlias

from rolec.catalog.service import ResourceType
from rolec.record import dataclass

ANYTHING = "*"


def named_types(resources: Sequence[str], types: Sequence[ResourceType]) -> frozenset[str]:
    """The names of those of a service's ``types`` of which some ARN is one of ``resources``.

    A name that another type continues with a slash has none itself: `photos/*` is an object
    and no bucket.
    """
    return frozenset(kind.name for kind in types if is_named(kind, resources, types))


def is_named(kind: ResourceType, resources: Sequence[str], types: Sequence[ResourceType]) -> bool:
    """Whether some ARN of ``kind``, one of the ``types`` of a service, is one of ``resources``."""
    without_slash = _names_alone(tuple(arn for each in types for arn in each.arns))
    return any(_meet(each, arn, without_slash[arn]) for each in resources for arn in kind.arns)


@lru_cache(maxsize=1024)
def _names_alone(arns: tuple[str, ...]) -> dict[str, tuple[int, ...]]:
    templates = sorted(set(arns))
    return {arn: _without_slash(arn, templates) for arn in templates}


@dataclass(frozen=True, slots=True)
class _Wild:
    """Any character but those of ``without``; ``many`` of them, or exactly one."""

    many: bool
    without: str = ""


_Tokens: TypeAlias = tuple[str | _Wild, ...]
_STAR, _ONE = _Wild(many=True), _Wild(many=False)
_COMPONENTS = 6

# What AWS owns itself has no account: `arn:aws:ssm:eu-west-1::document/AWS-RunShellScript`.
_ACCOUNT = ":${Region}:${Account}"

# A part that is not known yet. The escapes `${*}`, `${?}` and `${$}` are the character itself.
_PART = re.compile(
    r"\$\{(?P<escaped>[*?$])\}|(?P<unknown>\$\{[^}]*\})|(?P<character>.)", re.DOTALL
)


def _without_slash(arn: str, templates: Sequence[str]) -> tuple[int, ...]:
    """Where in ``arn`` the placeholders end that stand for a whole name without a slash."""
    ends = (part.end() for part in _PLACEHOLDER.finditer(arn) if part["unknown"])
    return tuple(end for end in ends if _is_continued(arn[:end], templates))


def _is_continued(arn: str, templates: Sequence[str]) -> bool:
    """Whether ``arn`` is a template, and another one goes on after it with a slash."""
    place, after = bisect_left(templates, arn), bisect_left(templates, f"{arn}/")
    is_one = place < len(templates) and templates[place] == arn
    return is_one and after < len(templates) and templates[after].startswith(f"{arn}/")


@lru_cache(maxsize=16384)
def _meet(resource: str, template: str, without_slash: tuple[int, ...]) -> bool:
    if resource == ANYTHING:
        return True
    given, kind = _resource(resource), _template(template, without_slash)
    ours, theirs = _components(given), _components(kind)
    if len(ours) < _COMPONENTS:
        # A wildcard covers the colons too, as in `arn:aws:s3*`.
        return _overlap(given, kind)
    return all(_overlap(a, b) for a, b in zip(ours, theirs, strict=True))


@lru_cache(maxsize=4096)
def _resource(text: str) -> _Tokens:
    tokens: list[str | _Wild] = []
    for part in _PART.finditer(text):
        character = part["character"]
        if part["escaped"]:
            tokens.append(part["escaped"])
        elif part["unknown"] or character == "*":
            tokens.append(_STAR)
        else:
            tokens.append(_ONE if character == "?" else character)
    return tuple(tokens)


# AWS forgets the dollar once.
_PLACEHOLDER = re.compile(r"(?P<unknown>\$?\{[^}]*\})|.", re.DOTALL)


@lru_cache(maxsize=4096)
def _template(text: str, without_slash: tuple[int, ...]) -> _Tokens:
    """A template as tokens; only an account may be empty."""
    tokens: list[str | _Wild] = []
    for part in _PLACEHOLDER.finditer(text):
        if not part["unknown"]:
            tokens.append(_STAR if part.group() == "*" else part.group())
            continue
        in_name = tokens.count(":") >= _COMPONENTS - 1
        without = ":/" if not in_name else "/" if part.end() in without_slash else ""
        if not text[: part.end()].endswith(_ACCOUNT):
            tokens.append(_Wild(many=False, without=without))
        tokens.append(_Wild(many=True, without=without))
    return tuple(tokens)


def _components(tokens: _Tokens) -> tuple[_Tokens, ...]:
    """The six parts of an ARN; the last keeps its colons."""
    found: list[_Tokens] = []
    start = 0
    for place, part in enumerate(tokens):
        if part == ":" and len(found) < _COMPONENTS - 1:
            found.append(tokens[start:place])
            start = place + 1
    return (*found, tokens[start:])


def _overlap(these: _Tokens, those: _Tokens) -> bool:
    """Whether some text is of both patterns: walks all pairs of places, each once."""
    seen: set[tuple[int, int]] = set()
    same = _same(these, those)
    if same is None:
        return False
    waiting = [(same, same)]
    while waiting:
        at = waiting.pop()
        if at in seen:
            continue
        seen.add(at)
        i, j = at
        if i == len(these) and j == len(those):
            return True
        this = these[i] if i < len(these) else None
        that = those[j] if j < len(those) else None
        waiting += _steps(i, j, this, that)
    return False


def _same(these: _Tokens, those: _Tokens) -> int | None:
    """How many characters both begin with, before either has a wildcard; None where two differ."""
    for place, (this, that) in enumerate(zip(these, those, strict=False)):
        if isinstance(this, _Wild) or isinstance(that, _Wild):
            return place
        if this != that:
            return None
    return min(len(these), len(those))


def _steps(
    i: int, j: int, this: str | _Wild | None, that: str | _Wild | None
) -> Iterable[tuple[int, int]]:
    # A star ends here, or it covers the next character of the other.
    if _is_many(this):
        yield i + 1, j
        if that is not None and not _is_many(that) and _both(this, that):
            yield i, j + 1
    if _is_many(that):
        yield i, j + 1
        if this is not None and not _is_many(this) and _both(this, that):
            yield i + 1, j
    if this is not None and not _is_many(this) and not _is_many(that) and _both(this, that):
        yield i + 1, j + 1


def _is_many(token: str | _Wild | None) -> bool:
    return isinstance(token, _Wild) and token.many


def _both(this: str | _Wild | None, that: str | _Wild | None) -> bool:
    """Whether one character is of both."""
    match this, that:
        case _Wild(), _Wild():
            return True
        case _Wild(without=without), str(character):
            return character not in without
        case str(character), _Wild(without=without):
            return character not in without
        case _:
            return this == that
