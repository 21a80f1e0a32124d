"""The proof that what `rolec new` writes passes `rolec check`."""

from __future__ import annotations

from pathlib import Path

import click

from rolec.cli.report import report
from rolec.cli.terminal import visible
from rolec.diagnostics.diagnostic import Level
from rolec.source.file import SourceFile, SourceMap

_UNGOVERNED = (
    "note: it is not among the specs of its project, which are roles/**/*.yaml unless `specs:` "
    "of rolec.yaml says otherwise"
)
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
    from datetime import UTC, datetime

    from rolec.driver.compile import compile_paths

    path = Path(output)
    today = datetime.now(UTC).date()
    compiled = compile_paths((path,), today=today, keep_going=True)
    shown = path.as_posix()
    if shown not in compiled.sources.files:
        elsewhere = any(d.primary.span.path != shown for d in compiled.diagnostics)
        click.echo(f"wrote {visible(shown)}")
        click.echo(_UNGOVERNED if not elsewhere else _BROKEN, err=True)
        return True
    mine = [d for d in compiled.diagnostics if d.primary.span.path == shown]
    report(mine, compiled.sources)
    if any(d.level is Level.ERROR for d in mine):
        path.unlink()
        return False
    click.echo(f"wrote {visible(shown)}")
    return True
