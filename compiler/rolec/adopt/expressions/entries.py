"""The entry of an object or a list that is written out, of which the others need not be known."""

from __future__ import annotations

import re

from rolec.read.value import Items, Object, Template, Value

_KEY = re.compile(r'\.(?P<name>[A-Za-z_][\w-]*)|\["(?P<quoted>[^"\\$%]*)"\]|\[(?P<index>[0-9]+)\]')


def picked(written: Value, steps: tuple[str, ...]) -> tuple[Value, tuple[str, ...]]:
    """What is written where the first of ``steps`` lead in ``written``, and those steps that are left."""
    left = steps
    while left and (found := _entry(written, left[0])) is not None:
        written, left = found, left[1:]
    return written, left


def _entry(written: Value, step: str) -> Value | None:
    key = _KEY.fullmatch(step)
    match written:
        case Object(entries=entries) if key and key["index"] is None:
            name = key["name"] or key["quoted"]
            keys = [
                each.key.literal if isinstance(each.key, Template) else None for each in entries
            ]
            only = None not in keys and keys.count(name) == 1
            return entries[keys.index(name)].value if only else None
        case Items(items=items) if key and key["index"] is not None:
            index = int(key["index"])
            return items[index] if index < len(items) else None
        case _:
            return None
