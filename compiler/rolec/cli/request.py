"""What a build is asked for, and all that it depends on and that is no file, as texts."""

from __future__ import annotations

import os
import sys
import time

import rolec

TYPE_CHECKING = False  # not from typing, whose import takes longer than an unchanged build may
if TYPE_CHECKING:
    from collections.abc import Sequence

_TERMINAL = ("NO_COLOR", "TERM")


def request_name(arguments: Sequence[str]) -> str:
    """Tells builds apart: one place in the cache for each."""
    return repr((os.getcwd(), tuple(arguments)))  # noqa: PTH109 - pathlib takes too long to import


def request_key(arguments: Sequence[str]) -> str:
    """The same only where rolec, Python and the terminal are the same as well."""
    terminal = [os.environ.get(name) for name in _TERMINAL]
    seen = [stream.isatty() for stream in (sys.stdout, sys.stderr) if not stream.closed]
    program = (rolec.__version__, rolec.__file__, sys.version, sys.path)
    return repr((request_name(arguments), program, terminal, seen))


def today() -> str:
    """The day in UTC, as `date.isoformat` writes it."""
    return time.strftime("%Y-%m-%d", time.gmtime())


def loaded_files() -> tuple[str, ...]:
    """The files of all modules that are loaded now."""
    files = (getattr(module, "__file__", None) for module in tuple(sys.modules.values()))
    return tuple(file for file in files if isinstance(file, str))
