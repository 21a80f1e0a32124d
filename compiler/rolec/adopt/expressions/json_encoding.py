"""Values as `jsonencode` of Terraform writes them.

Source: Terraform's documentation, "jsonencode Function"; the package `encoding/json` of Go.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from rolec.adopt.expressions.numbers import number_text, number_written
from rolec.adopt.found import Json

_ESCAPES = {ord(each): f"\\u{ord(each):04x}" for each in "<>&\u2028\u2029"}


def encoded(value: Json) -> str:
    """JSON of ``value``, without a blank; of a policy the keys stay in the order in which they are written."""
    is_policy = isinstance(value, Mapping) and "Statement" in value
    return _encoded(value, is_sorted=not is_policy)


def _encoded(value: Json, *, is_sorted: bool) -> str:
    match value:
        case Mapping():
            keys = sorted(value) if is_sorted else value
            pairs = (f"{_text(key)}:{_encoded(value[key], is_sorted=is_sorted)}" for key in keys)
            return f"{{{','.join(pairs)}}}"
        case list():
            return f"[{','.join(_encoded(each, is_sorted=is_sorted) for each in value)}]"
        case str():
            return _text(value)
        case bool() | None:
            return json.dumps(value)
        case _:
            return number_text(value)


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False).translate(_ESCAPES)


def decoded(text: str) -> Json:
    """The value that JSON is; a ValueError where it is none."""
    found: Json = json.loads(text, parse_float=number_written, parse_constant=_refuse)
    return found


def _refuse(name: str) -> Json:
    raise ValueError(name)
