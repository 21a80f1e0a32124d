"""The files that are made from others, and how."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from rolec.devtools.lint_index import lint_index
from rolec.schema.json_schema import SPEC, json_schema
from rolec.schema.reference import reference
from rolec.schema.store import PROJECT, packed


def makers() -> Mapping[str, Callable[[], str]]:
    """What makes the text of each file, by its path below the checkout."""
    return {
        **{
            f"schemas/generated/{name}.schema.json": partial(_json_schema, name)
            for name in (SPEC, PROJECT)
        },
        "schemas/generated/packed.json": lambda: _json(packed()),
        "schemas/REFERENCE.md": reference,
        "schemas/LINTS.md": lint_index,
    }


def stale(root: Path) -> dict[str, str]:
    """The text that should be there of each made file that is old or missing, by path."""
    made = {path: make() for path, make in makers().items()}
    return {path: text for path, text in made.items() if _written(root / path) != text}


def _written(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None


def _json_schema(name: str) -> str:
    return json.dumps(json_schema(name), indent=1, ensure_ascii=False) + "\n"


def _json(value: object) -> str:
    return json.dumps(value, indent=0, separators=(",", ":"), ensure_ascii=False) + "\n"
