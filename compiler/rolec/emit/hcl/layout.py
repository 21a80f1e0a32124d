"""The layout of `terraform fmt`: equals signs stand below each other."""

from __future__ import annotations

import re

_EQUALS = " = "
_OPENING = "{[("

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
    start = 0
    for number, line in enumerate(lines):
        if _EQUALS not in line or line[-1] in _OPENING:
            if number - start > 1:
                _align_runs(lines, start, number)
            start = number + 1
    if len(lines) - start > 1:
        _align_runs(lines, start, len(lines))
    return "\n".join(lines)


def _align_runs(lines: list[str], start: int, stop: int) -> None:
    """Align what are arguments among lines that all have an equals sign somewhere."""
    ends: list[int] = []
    for number in range(start, stop):
        end = _key_end(lines[number])
        if end == -1:
            _align(lines, number - len(ends), ends)
            ends = []
        else:
            ends.append(end)
    _align(lines, stop - len(ends), ends)


def _key_end(line: str) -> int:
    first = line.lstrip(" ")[0]
    if first in '("':
        match = _KEY.match(line)
        return match.end() if match else -1
    return -1 if first == "#" else line.index(_EQUALS)


def _align(lines: list[str], start: int, ends: list[int]) -> None:
    width = max(ends, default=0)
    for number, end in enumerate(ends, start):
        if end < width:
            line = lines[number]
            lines[number] = f"{line[:end]:{width}}{line[end:]}"
