"""The proof that what `rolec new` writes passes `rolec check`."""

from __future__ import annotations

from dataclasses import replace
from enum import Enum, auto
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from rolec.cli.new_role.home import project_above, specs_of
from rolec.cli.report import report
from rolec.cli.terminal import visible
from rolec.diagnostics.diagnostic import Diagnostic, Label
from rolec.diagnostics.level import Level
from rolec.source.file import SourceFile, SourceMap

_UNGOVERNED = "note: it is not among the specs of its project, which are {}"
_BROKEN = "note: its project has errors, so it was not checked there: see `rolec check`"


def is_valid(text: str, path: str) -> bool:
    """Whether ``text``, to be written to ``path``, fits the schema; what does not is printed."""
    from rolec.load.load import load
    from rolec.validate.validate import validate

    sources = SourceMap()
    loaded = load(sources.add(SourceFile(path, text)))
    checked = [validate(root, "role") for root in loaded.value or ()]
    report([*loaded.diagnostics, *(d for one in checked for d in one.diagnostics)], sources)
    return loaded.value is not None and all(one.value is not None for one in checked)


def is_at_home(output: str) -> bool:
    """Whether the file just written means something in its project; if not it is taken back."""
    path = Path(output)
    verdict = _judge(path)
    if verdict is _Verdict.WRONG:
        path.unlink()
        return False
    click.echo(f"wrote {visible(path.as_posix())}")
    if verdict is _Verdict.BROKEN:
        click.echo(_BROKEN, err=True)
    if verdict is _Verdict.UNGOVERNED:
        project = project_above(path.parent)
        specs = ", ".join(specs_of(project)) if project else "others"
        click.echo(_UNGOVERNED.format(visible(specs)), err=True)
    return True


def would_be_at_home(text: str, output: str) -> bool:
    """The same for a ``text`` that is printed: it is at ``output`` for a moment, if anywhere."""
    # In its project, where its names mean something; elsewhere no folder need be writable.
    project = project_above(Path(output).parent)
    place = Path(output).parent if Path(output).parent.is_dir() else project
    with TemporaryDirectory(dir=place if project else None) as folder:
        path = Path(folder) / Path(output).name
        path.write_text(text, encoding="utf-8", newline="\n")
        return _judge(path, output) is not _Verdict.WRONG


class _Verdict(Enum):
    RIGHT = auto()
    WRONG = auto()
    UNGOVERNED = auto()
    BROKEN = auto()


def _judge(path: Path, called: str | None = None) -> _Verdict:
    """What `check` says of the file at ``path``, which is printed; there it may be ``called`` otherwise."""
    from datetime import UTC, datetime

    from rolec.driver.compile.compile import compile_paths
    from rolec.driver.compile.compile_options import CompileOptions

    today = datetime.now(UTC).date()
    compiled = compile_paths((path,), CompileOptions(today=today, keep_going=True))
    shown = path.as_posix()
    if shown not in compiled.sources.files:
        elsewhere = any(d.primary.span.path != shown for d in compiled.diagnostics)
        return _Verdict.BROKEN if elsewhere else _Verdict.UNGOVERNED
    mine = [d for d in compiled.diagnostics if d.primary.span.path == shown]
    if called is None:
        report(mine, compiled.sources)
    else:
        _report_as(called, shown, mine, compiled.sources)
    return _Verdict.WRONG if any(d.level is Level.ERROR for d in mine) else _Verdict.RIGHT


def _report_as(called: str, path: str, found: list[Diagnostic], sources: SourceMap) -> None:
    """Print what was ``found`` as if the file at ``path`` were ``called`` that."""

    def renamed(label: Label) -> Label:
        span = label.span
        return replace(label, span=span._replace(path=called)) if span.path == path else label

    said = [
        replace(d, primary=renamed(d.primary), secondary=tuple(map(renamed, d.secondary)))
        for d in found
    ]
    text = sources.files[path].text
    report(said, SourceMap({**sources.files, called: SourceFile(called, text)}))
