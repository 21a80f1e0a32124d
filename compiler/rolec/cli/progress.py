"""A progress bar, for those who wait."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rolec.cli.terminal import is_terminal

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

_PATIENCE = 1.0
"""Seconds of work before a bar is worth the import of rich."""


@contextmanager
def progress(what: str) -> Iterator[Callable[[int, int], None]]:
    """Gives a function to be told how much is done, of how much.

    It draws a bar called ``what`` on standard error, if that is a terminal and the work
    takes over a second; the bar is gone when the work is done.
    """
    bar = _Bar(what, time.monotonic(), seen=is_terminal(sys.stderr))
    try:
        yield bar.update
    finally:
        bar.close()


@dataclass(slots=True)
class _Bar:
    what: str
    started: float
    seen: bool
    drawn: tuple[Progress, TaskID] | None = field(default=None)

    def update(self, done: int, total: int) -> None:
        if not self.seen or time.monotonic() - self.started < _PATIENCE:
            return
        if self.drawn is None:
            self.drawn = self._draw()
        drawn, task = self.drawn
        drawn.update(task, completed=done, total=total)

    def _draw(self) -> tuple[Progress, TaskID]:
        from rich.console import Console
        from rich.progress import Progress

        drawn = Progress(console=Console(stderr=True), transient=True)
        drawn.start()
        return drawn, drawn.add_task(self.what, total=None)

    def close(self) -> None:
        if self.drawn is not None:
            self.drawn[0].stop()
