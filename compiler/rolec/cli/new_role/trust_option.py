r"""The value of ``--trust``: an entry of `trust` on the command line.

``KIND=VALUE``, then fields as ``,FIELD=VALUE``. A value without a name adds to the list
before it, and a field inside a field is ``FIELD.INNER=VALUE``:

    github_actions=acme/web,branches=main,release/*
    aws_account=111122223333,roles=deployer,mfa.max_age=1h

A value may also be JSON, ``{...}`` or ``[...]``, and ``\,`` is a comma.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import TypeAlias

from rolec.adopt.yaml_text import Value
from rolec.diagnostics.suggest import did_you_mean

Rules: TypeAlias = Mapping[str, object]

_NAME = re.compile(r"([a-z_]+)((?:\.[^,=.]+)*)=")
_PLAIN_VALUE = re.compile(r"(?:[^,\\]|\\.|\\$)*")


class TrustOptionError(ValueError):
    """The text is no entry; the message says why."""


def trust_entry(text: str, kinds: Mapping[str, Mapping[str, Rules]]) -> Mapping[str, Value]:
    """The entry that ``text`` spells; ``kinds`` are the kinds and the rules of their fields."""
    kind, equals, _ = text.partition("=")
    if kind in kinds and not equals:
        raise TrustOptionError(f"`{kind}` has no value: write `{kind}=VALUE`")
    if not equals or kind not in kinds:
        near = did_you_mean(kind, kinds) or f"the kinds are {', '.join(kinds)}"
        raise TrustOptionError(f"`{text}` does not begin with a kind and `=`: {near}")
    entry: dict[str, Value] = {}
    last: tuple[str, ...] = (kind,)
    for path, value in _parts(text, kinds[kind]):
        last = path or last
        _put(entry, last, value)
    return entry


def _parts(text: str, fields: Mapping[str, Rules]) -> Iterator[tuple[tuple[str, ...], Value]]:
    """The path of each field, empty where it is that of the one before, and its value."""
    at = 0
    while at <= len(text):
        name = _NAME.match(text, at)
        path = (name[1], *name[2].split(".")[1:]) if name else ()
        if path and path[0] not in fields:
            near = did_you_mean(path[0], fields) or f"the fields are {', '.join(fields)}"
            raise TrustOptionError(f"`{path[0]}` is not a field here: {near}")
        value, end = _value(text, name.end() if name else at)
        if end < len(text) and text[end] != ",":
            raise TrustOptionError(f"`{text[end:]}` follows a value without a comma")
        flag = path[-1:] and {"flag", "boolean"} & set(_types(fields[path[0]]))
        yield path, (value == "true" if flag and value in {"true", "false"} else value)
        at = end + 1


def _types(rules: Rules) -> tuple[str, ...]:
    types = rules.get("type", ())
    return types if isinstance(types, tuple) else ()


def _value(text: str, at: int) -> tuple[Value, int]:
    if text[at : at + 1] in {"{", "["}:
        try:
            decoder = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str)
            found, end = decoder.raw_decode(text, at)
        except ValueError as problem:
            raise TrustOptionError(f"`{text[at:]}` is not JSON: {problem}") from None
        return _of_json(found), end
    plain = _PLAIN_VALUE.match(text, at)
    assert plain is not None
    if not plain.group():
        raise TrustOptionError(f"`{text}` has an empty value")
    return re.sub(r"\\([,\\])", r"\1", plain.group()), plain.end()


def _of_json(found: object) -> Value:
    match found:
        case str() | bool():
            return found
        case list():
            return tuple(map(_of_json, found))
        case dict():
            return {key: _of_json(value) for key, value in found.items()}
        case _:
            raise TrustOptionError("`null` is not a value")


def _put(entry: dict[str, Value], path: tuple[str, ...], value: Value) -> None:
    """Set the field at ``path``, or add to its list when it is set already."""
    *above, key = path
    fields = entry
    for step in above:
        inner = fields.setdefault(step, {})
        if not isinstance(inner, dict):
            raise TrustOptionError(f"`{step}` has a value and fields")
        fields = inner
    before = fields.get(key)
    match before:
        case None:
            fields[key] = value
        case tuple():
            fields[key] = (*before, value)
        case _:
            fields[key] = (before, value)
