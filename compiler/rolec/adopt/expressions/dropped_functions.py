"""Functions that Terraform had once, as it has them today.

Source: Terraform's documentation, "list Function" and "map Function".
"""

from __future__ import annotations

import re

from rolec.adopt.expressions.syntax import arguments

_DROPPED = re.compile(r"(?<![\w.-])(list|map)(?=\()")
_QUOTE = re.compile(r'(?<!\\)"')


def as_today(text: str) -> str:
    """An expression without `list` and `map`, which Terraform dropped."""
    at = 0
    while found := _DROPPED.search(text, at):
        at = found.end()
        given = arguments(text, at)
        in_text = len(_QUOTE.findall(text, 0, found.start())) % 2
        if given is None or in_text:
            continue
        items, end = given
        if found[1] == "map" and len(items) % 2:
            continue
        made = _list(items) if found[1] == "list" else _map(items)
        text = text[: found.start()] + made + text[end:]
        at = found.start() + len("tomap(")  # those inside of it are next
    return text


def _list(items: tuple[str, ...]) -> str:
    return f"tolist([{', '.join(items)}])"


def _map(items: tuple[str, ...]) -> str:
    pairs = (f"({key}) = {value}" for key, value in zip(items[::2], items[1::2], strict=True))
    return f"tomap({{ {', '.join(pairs)} }})" if items else "tomap({})"
