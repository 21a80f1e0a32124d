"""Expressions that only Terraform can evaluate, kept as locals to which specs refer.

A spec has references and no functions: `replace(module.eks.url, "https://", "")` becomes a local of the
configuration that the roles are built into, and the spec says `${local.NAME}`. What is a local of the source
already stays that one: it is there as the variables are to which specs refer.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping

from rolec.adopt.expressions.dropped_functions import as_today
from rolec.adopt.expressions.syntax import INSERTED
from rolec.adopt.found import Json
from rolec.adopt.unknown import UnknownError

_NO_WORD = re.compile("[^a-z0-9]+")
_LONGEST = 40
_OF_INSTANCE = ("each", "count", "self")
_OF_SOURCE = re.compile(r'local\.[A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*|\[(?:[0-9]+|"[^"\\$%]*")\])*')
_LOCAL = re.compile(r"\$\{local\.([A-Za-z_][\w-]*)(?:\[\*\])?\}")


def keep(text: str, scope: Mapping[str, Json], kept: dict[str, str]) -> str:
    """A reference to what ``text`` is, now in ``kept``; an UnknownError where it is another in each instance."""
    alone = _without(scope, text.strip())
    if _OF_SOURCE.fullmatch(alone):
        return f"${{{alone}}}"
    name = _name(alone)
    kept[name] = alone
    return f"${{local.{name}}}"


def local_of(value: Json) -> str | None:
    """The name of the local to which ``value`` is a reference."""
    found = _LOCAL.fullmatch(value) if isinstance(value, str) else None
    return found[1] if found else None


def by_its_name(
    name: str, value: Json, kept: Mapping[str, str], own: dict[str, str] | None
) -> Json:
    """The ``value`` of a local of the source: where it stays an expression, which ``own`` then has, that local."""
    if own is None:
        return value
    held = local_of(value) or ""
    text = kept.get(held, own.get(held))
    if text is None:
        return value
    own[name] = text
    return f"${{local.{name}}}"


def as_written(text: str, kept: Mapping[str, str]) -> str:
    """``text`` with the expressions for which those ``kept`` stand in it."""
    return _LOCAL.sub(lambda found: kept.get(found[1], found[0]), text)


def locals_text(kept: Mapping[str, str], specs: Iterable[str]) -> str:
    """A file of Terraform with those locals of ``kept`` that ``specs`` refer to; empty where they do to none."""
    used = sorted({name for spec in specs for name in _LOCAL.findall(spec) if name in kept})
    if not used:
        return ""
    lines = "\n\n".join(f"  {name} = {as_today(kept[name])}" for name in used)
    return f"locals {{\n{lines}\n}}\n"


def _without(scope: Mapping[str, Json], text: str) -> str:
    """``text`` with what the names of ``scope`` are in the place of these."""
    for name, value in scope.items():
        whole = re.compile(rf"(?<![\w.-]){re.escape(name)}(?![\w.\[-])")
        if whole.search(text) and isinstance(value, str | int):
            # A backslash would be an escape of `re`.
            text = whole.sub(_literal(value).replace("\\", r"\\"), text)
    if not means_the_same_everywhere(text, scope):
        raise UnknownError(text)
    return text


def means_the_same_everywhere(text: str, scope: Mapping[str, Json]) -> bool:
    """Whether an expression has no name in it that is another thing in each instance or item."""
    # Those of Terraform mean nothing outside of the resource, whatever is known of them.
    roots = {*_OF_INSTANCE, *(name.partition(".")[0] for name in scope)}
    return not any(re.search(rf"(?<![\w.-]){re.escape(root)}(?![\w-])", text) for root in roots)


def _literal(value: str | int) -> str:
    reference = INSERTED.fullmatch(value) if isinstance(value, str) else None
    if reference:
        return reference[1]
    if "${" in str(value) or "%{" in str(value):
        raise UnknownError(str(value))
    return json.dumps(value, ensure_ascii=False)


def _name(text: str) -> str:
    words = _NO_WORD.sub("_", text.lower()).strip("_")[:_LONGEST].strip("_")
    # Two expressions may have the same words in them.
    number = hashlib.sha256(text.encode()).hexdigest()[:6]
    return f"{words}_{number}" if words[:1].isalpha() else f"value_{number}"
