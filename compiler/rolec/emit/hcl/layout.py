"""The layout of `terraform fmt`: equals signs stand below each other."""

from __future__ import annotations

import re

# A key is a word, a string, or a reference in parentheses. No string holds a line end.
_ARGUMENT = re.compile(
    r' *(?:[A-Za-z_][A-Za-z0-9_-]*|\((?:[^)"]|"[^"]*")*\)|"(?:[^"\\$]|\\.|\$\{(?:[^"}]|"[^"]*")*\}|\$)*")(?= = )'
)
_OPENING = ("{", "[", "(")


def aligned(text: str) -> str:
    """``text`` with the ``=`` of neighbouring one-line arguments in one column."""
    lines = text.split("\n")
    run: list[tuple[int, int]] = []
    for number, line in enumerate(lines):
        match = None if line.endswith(_OPENING) else _ARGUMENT.match(line)
        if match:
            run.append((number, match.end()))
        elif run:
            _align(lines, run)
            run = []
    return "\n".join(lines)


def _align(lines: list[str], run: list[tuple[int, int]]) -> None:
    width = max(end for _, end in run)
    for number, end in run:
        if end < width:
            line = lines[number]
            lines[number] = line[:end] + " " * (width - end) + line[end:]
