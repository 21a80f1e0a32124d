"""Values as YAML on one line, for readers."""

from __future__ import annotations

from typing import Any


def flow(value: Any) -> str:
    """A value as YAML on one line."""
    match value:
        case dict():
            return "{" + ", ".join(f"{_word(k)}: {flow(v)}" for k, v in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(flow, value)) + "]"
        case bool():
            return "true" if value else "false"
        case _:
            return _word(str(value))


def _word(text: str) -> str:
    plain = all(char.isalnum() or char in "_-./:+@=${}<> " for char in text)
    safe = text[:1].isalnum() or text[:1] in "/_$"
    return text if plain and safe and "${" not in text and ": " not in text else f'"{text}"'
