"""How two values differ, for people: one line for each difference."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from rolec.ir.text import Text

_SHOWN = 200


def differences(meant: object, read: object, where: str) -> Iterator[str]:
    """The lines that say where ``read`` is not what was ``meant``; none when they are equal."""
    if meant == read:
        return
    lines = list(_differences(meant, read, where))
    # INVARIANT: what is not equal has a line, whatever makes it unequal.
    yield from lines or [f"{where}: means {_shown(meant)}, says {_shown(read)}"]


def _differences(meant: object, read: object, where: str) -> Iterator[str]:
    match meant, read:
        case (tuple(), tuple()) if len(meant) == len(read):
            for number, (one, other) in enumerate(zip(meant, read, strict=True)):
                yield from differences(one, other, f"{where}[{_name(one, number)}]")
        case (tuple(), tuple()):
            for lost in (one for one in meant if one not in read):
                yield f"{where}: {_shown(lost)} is lost"
            for added in (one for one in read if one not in meant):
                yield f"{where}: {_shown(added)} is not meant"
        case _ if is_dataclass(meant) and type(meant) is type(read) and not _is_leaf(meant):
            for field in fields(meant):
                if field.compare:
                    one, other = getattr(meant, field.name), getattr(read, field.name)
                    yield from differences(one, other, f"{where}.{field.name}")
        case _:
            yield f"{where}: means {_shown(meant)}, says {_shown(read)}"


def _is_leaf(value: object) -> bool:
    return isinstance(value, Text)


def _name(item: object, number: int) -> str:
    """What people know an item by: its Sid, name or key, else its number."""
    for attribute in ("sid", "name", "key"):
        found = getattr(item, attribute, None)
        if isinstance(found, str) and found:
            return found
    return str(number)


def _shown(value: object) -> str:
    shown = repr(value.parts) if isinstance(value, Text) else repr(value)
    return shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}..."
