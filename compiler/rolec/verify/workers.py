"""Many files read by several processes."""

from __future__ import annotations

import gc
import multiprocessing
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing.context import BaseContext
from threading import active_count
from typing import TypeVar

T = TypeVar("T")

_CHUNKS_PER_WORKER = 8
"""Enough for both to end at the same time, and few enough to cost nothing."""


def in_processes(
    check: Callable[[T], list[str]], tasks: Sequence[T], workers: int
) -> Iterator[list[str]]:
    """What ``check`` says about each task, in the order of the tasks, as soon as it is known."""
    size = max(1, len(tasks) // (workers * _CHUNKS_PER_WORKER))
    with ProcessPoolExecutor(workers, _context(), initializer=gc.freeze) as pool:
        yield from pool.map(check, tasks, chunksize=size)


def _context() -> BaseContext:
    """Processes that start with all that this one has loaded, where that is safe.

    A process that has threads must not be copied: what they hold locked stays locked.
    """
    forks = "fork" in multiprocessing.get_all_start_methods() and active_count() == 1
    return multiprocessing.get_context("fork" if forks else "spawn")
