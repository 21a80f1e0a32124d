"""Findings that an existing project starts with: listed in a file, and not reported until they are new.

One line a finding, as JSON: its code, its file seen from that of the baseline, what it says, and
how many there are like it. What it says names what it is about, and counts nothing. Lines of the source,
notes and help are not part of it: the finding may move, and be about one more.
"""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from pathlib import Path
from typing import NamedTuple

from rolec.diagnostics.diagnostic import Diagnostic, error
from rolec.driver.project import codes
from rolec.driver.project.source_file import read_source
from rolec.lint.lint import Lint
from rolec.record import dataclass
from rolec.source.file import SourceFile, SourceMap
from rolec.source.span import Span

MAX_BYTES = 100_000_000
_COUNTED = re.compile("(?<=`) and [0-9]+ more(?= may |$)")  # in baselines of earlier versions


class Entry(NamedTuple):
    """What makes two findings the same."""

    code: str
    file: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """How many findings of each kind are accepted; ``problems`` are lines that say nothing."""

    counts: Mapping[Entry, int] = field(default_factory=dict)
    problems: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """The findings that no baseline lists, and how many that it lists are not there any more."""

    left: tuple[Diagnostic, ...]
    listed: int = 0
    mended: int = 0


def read_baseline(path: Path, sources: SourceMap) -> Baseline:
    """The baseline in the file at ``path``."""
    source = read_source(path, MAX_BYTES)
    if source.file is None or source.diagnostics:
        return Baseline(problems=source.diagnostics)
    counts: dict[Entry, int] = {}
    problems = []
    for line, span in _lines(source.file):
        parsed = _parsed(line)
        if parsed is None:
            sources.add(source.file)
            problems.append(_no_entry(span))
        else:
            entry, count = parsed
            counts[entry] = counts.get(entry, 0) + count
    return Baseline(counts=counts, problems=tuple(problems))


def compare_with(
    baseline: Baseline, path: Path, found: Iterable[Diagnostic], sources: SourceMap
) -> Compared:
    """``found`` without what the baseline at ``path`` lists; of more than it lists, the last are left."""
    rest = dict(baseline.counts)
    left = []
    for finding in found:
        entry = _entry(finding, path)
        if isinstance(finding.code, Lint) and rest.get(entry, 0):
            rest[entry] -= 1
        else:
            left.append(finding)
    looked_at = {_seen_from(path, file) for file in sources.files}
    # Of a file that this check did not look at nothing is known, unless it is gone.
    mended = sum(
        count
        for entry, count in rest.items()
        if entry.file in looked_at or not (path.parent / entry.file).exists()
    )
    listed = sum(baseline.counts.values()) - sum(rest.values())
    return Compared(left=tuple(left), listed=listed, mended=mended)


def baseline_text(found: Iterable[Diagnostic], path: Path) -> str:
    """The baseline for ``path`` that lists what lints found; nothing else can be in one."""
    entries = (_entry(finding, path) for finding in found if isinstance(finding.code, Lint))
    counts = sorted(Counter(entries).items())
    return "".join(f"{_line(entry, count)}\n" for entry, count in counts)


def write_baseline(text: str, path: Path) -> None:
    """Replaces the file at ``path``, whole."""
    new = path.with_name(f"{path.name}.new")
    new.write_text(text, encoding="utf-8", newline="\n")
    new.replace(path)


def _entry(finding: Diagnostic, path: Path) -> Entry:
    return Entry(finding.code.id, _seen_from(path, finding.primary.span.path), finding.message)


def _seen_from(baseline: Path, file: str) -> str:
    return Path(os.path.relpath(file, baseline.parent)).as_posix()


def _line(entry: Entry, count: int) -> str:
    text = json.dumps([*entry, count], ensure_ascii=False)
    # A name of a file may be no text at all.
    return text if text.isprintable() else json.dumps([*entry, count])


def _lines(file: SourceFile) -> Iterator[tuple[str, Span]]:
    start = 0
    for line in file.text.split("\n"):
        if line.strip():
            yield line, Span(file.path, start, start + len(line))
        start += len(line) + 1


def _parsed(line: str) -> tuple[Entry, int] | None:
    try:
        read = json.loads(line)
    except (ValueError, RecursionError):
        return None
    match read:
        case [str(code), str(file), str(message), int(count)] if code[:1] == "L" and count > 0:
            return Entry(code, file, _COUNTED.sub("", message)), count
        case _:
            return None


def _no_entry(span: Span) -> Diagnostic:
    return error(
        codes.NO_BASELINE_ENTRY,
        "this line is no finding of a lint",
        span,
        help="write the file anew with `rolec check --update-baseline FILE`",
    )
