"""The proof that what `rolec new` writes passes `rolec check`."""

from __future__ import annotations

from pathlib import Path

import click

from rolec.cli.report import report
from rolec.cli.terminal import visible
from rolec.diagnostics.diagnostic import Level
from rolec.source.file import SourceFile, SourceMap


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
    mine = [d for d in compiled.diagnostics if d.primary.span.path == shown]
    report(mine, compiled.sources)
    if any(d.level is Level.ERROR for d in mine):
        path.unlink()
        return False
    click.echo(f"wrote {visible(shown)}")
    if shown not in compiled.sources.files:
        click.echo(
            f"note: {visible(shown)} is not among the specs of its project: see `specs:` of "
            "rolec.yaml, which is roles/**/*.yaml unless it says otherwise",
            err=True,
        )
    return True
