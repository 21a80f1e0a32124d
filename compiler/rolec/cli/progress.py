"""A progress bar, for those who wait."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import field
from typing import TYPE_CHECKING

from rolec.cli.terminal import is_terminal
from rolec.record import dataclass

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

_PATIENCE = 1.0
"""Seconds of work before a bar is worth the import of rich."""


_PAUSE = 0.1
"""Seconds between two pictures of the bar: no eye needs more, and each takes a millisecond."""


@contextmanager
def progress() -> Iterator[Callable[[str, int, int], None]]:
    """Gives a function to be told what is being done, how much is done, and of how much.

    It draws a bar on standard error, if that is a terminal and the work takes over a second;
    the bar is gone when the work is done.
    """
    bar = _Bar(time.monotonic() + _PATIENCE, seen=is_terminal(sys.stderr))
    try:
        yield bar.update
    finally:
        bar.close()


@dataclass(slots=True)
class _Bar:
    next: float
    seen: bool
    drawn: tuple[Progress, TaskID] | None = field(default=None)

    def update(self, what: str, done: int, total: int) -> None:
        if not self.seen or (now := time.monotonic()) < self.next:
            return
        self.next = now + _PAUSE
        if self.drawn is None:
            self.drawn = self._draw()
        drawn, task = self.drawn
        drawn.update(task, description=what, completed=done, total=total, refresh=True)

    def _draw(self) -> tuple[Progress, TaskID]:
        from rich.console import Console
        from rich.progress import Progress

        # Without rich's own thread: a process that has threads cannot be copied for verifying.
        drawn = Progress(console=Console(stderr=True), transient=True, auto_refresh=False)
        drawn.start()
        return drawn, drawn.add_task("", total=None)

    def close(self) -> None:
        if self.drawn is not None:
            self.drawn[0].stop()
