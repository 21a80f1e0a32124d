"""Fields that several documents have, read the same way in each."""

from __future__ import annotations

import re

from rolec.ir.label import label
from rolec.lower.context import Context
from rolec.lower.cursor import Cursor
from rolec.source.span import NOWHERE, Span

_SECONDS = {"": 1, "s": 1, "m": 60, "h": 3600}
_DURATION = re.compile(r"([0-9]+)([smh]?)", re.ASCII)


def label_at(root: Cursor, name: str) -> str:
    """The Terraform label that ``root`` pins, or that its name gives."""
    return root.get_string("label") or label(name)


def moved_from(root: Cursor) -> tuple[str, ...]:
    """The labels that ``root`` had before."""
    return tuple(at.string for at in root.get_many("moved_from"))


def moved_from_span(root: Cursor) -> Span:
    """Where those labels are written."""
    found = root.get("moved_from")
    return found.span if found else NOWHERE


def path_at(root: Cursor, context: Context) -> str:
    """The IAM path of ``root``, or the project's."""
    return root.get_string("path") or context.defaults.path


def seconds(duration: str) -> int:
    """The seconds of ``90m``, ``1h`` or ``3600``; the schema knows the form."""
    match = _DURATION.fullmatch(duration)
    if match is None:
        raise AssertionError(f"schema admitted the duration `{duration}`")
    return int(match[1]) * _SECONDS[match[2]]
