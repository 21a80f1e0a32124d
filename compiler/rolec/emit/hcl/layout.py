"""The layout of `terraform fmt`: equals signs stand below each other."""

from __future__ import annotations

import re

_EQUALS = " = "
_OPENING = ("{", "[", "(")

# A key that is a reference in parentheses, or a string, which may hold references in turn.
# Every choice is made once (`*+`): it is text of users that is matched.
_KEY = re.compile(
    r' *(?:\((?:[^)"]|"[^"]*")*+\)'
    r'|"(?:[^"\\$]|\\.|\$\{(?:[^"}]|"[^"]*")*+\}|\$(?!\{))*+")(?= = )'
)


def aligned(text: str) -> str:
    """``text`` with the ``=`` of neighbouring one-line arguments in one column.

    No string holds a line end, so a line is an argument, a part of one, or a bracket.
    """
    lines = text.split("\n")
    run: list[int] = []
    for number, line in enumerate(lines):
        end = -1 if _EQUALS not in line or line.endswith(_OPENING) else _key_end(line)
        if end != -1:
            run.append(end)
        elif run:
            if len(run) > 1:
                _align(lines, number - len(run), run)
            run = []
    return "\n".join(lines)


def _key_end(line: str) -> int:
    first = line.lstrip(" ")[0]
    if first in '("':
        match = _KEY.match(line)
        return match.end() if match else -1
    return -1 if first == "#" else line.index(_EQUALS)


def _align(lines: list[str], start: int, ends: list[int]) -> None:
    width = max(ends)
    for number, end in enumerate(ends, start):
        if end < width:
            line = lines[number]
            lines[number] = f"{line[:end]:{width}}{line[end:]}"
