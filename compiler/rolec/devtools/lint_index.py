"""The index of all lints."""

from __future__ import annotations

import re

from rolec.lint.lint import Lint
from rolec.lint.run import all_lints

_HEAD = """# The lints

Made by `python -m rolec.devtools generate` of the lints themselves; `rolec explain NAME` has the whole
text of each, with an example. `rolec.yaml`, a spec and `rolec check --level` can set another level.

| id | name | level | IAM Access Analyzer | finds |
|---|---|---|---|---|
"""
_FIRST_SENTENCE = re.compile(r".*?[.!?](?=\s|$)", re.DOTALL)


def lint_index() -> str:
    """A table of all lints as Markdown, by id."""
    return _HEAD + "".join(map(_row, all_lints()))


def _row(lint: Lint) -> str:
    analyzer = f"`{lint.access_analyzer}`" if lint.access_analyzer else "-"
    cells = (lint.id, f"`{lint.name}`", lint.level, analyzer, _first_sentence(lint.explain))
    return f"| {' | '.join(cells)} |\n"


def _first_sentence(text: str) -> str:
    words = " ".join(text.split())
    found = _FIRST_SENTENCE.match(words)
    return (found[0] if found else words).replace("|", "\\|")
