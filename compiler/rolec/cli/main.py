"""The entry point: what is asked for, done, and how it ends."""

from __future__ import annotations

import gc
import os
import sys
import time

from rolec import __version__

TYPE_CHECKING = False  # not from typing, whose import takes longer than `rolec --version`
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TextIO

    import click

_PROGRAM = "rolec"
_TRACEBACK = "ROLEC_TRACEBACK"


def program() -> int:
    """Run the command line as a process that ends then."""
    code = main()
    # What the process leaves goes with it: to look for circles in it would take a tenth of a
    # cold start.
    gc.freeze()
    return code


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line, and say how it ended."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    _open_closed_streams()
    if arguments == ["--version"]:  # without click, whose import takes longer than this
        sys.stdout.write(f"{_PROGRAM} {__version__}\n")
        return 0
    return _guarded(arguments)


def _guarded(arguments: list[str]) -> int:
    _accept_any_text(sys.stdout, sys.stderr)
    # A command makes many values, no circles of them, and is soon over: to look for what
    # could be freed would take a third of its time.
    gc.disable()
    try:
        code = _run(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        _forget_standard_output()
        return _ended("ERRORS")
    except OSError as problem:
        _show_problem(problem)
        return _ended("ERRORS")
    except KeyboardInterrupt:
        return _ended("INTERRUPTED")
    except Exception as bug:  # noqa: BLE001 - the one place where a bug becomes a message
        _confess(bug)
        return _ended("BUG")
    finally:
        gc.enable()  # the caller may be a program that goes on
    return code


def _ended(how: str) -> int:
    from rolec.cli.exit_code import ExitCode

    return ExitCode[how]


def _run(arguments: list[str]) -> int:
    if arguments[:1] == ["build"] and _said_again(arguments):
        return 0
    import click

    from rolec.cli.command_group import COMMANDS
    from rolec.cli.exit_code import ExitCode

    try:
        code = COMMANDS.main(
            arguments, prog_name=_PROGRAM, standalone_mode=False, obj=tuple(arguments)
        )
        return int(code or 0)
    except click.Abort:
        return ExitCode.INTERRUPTED
    except click.ClickException as wrong_use:
        sys.stderr.write(_wrong_use(wrong_use))
        return ExitCode.USAGE


def _said_again(arguments: list[str]) -> bool:
    """Say what the last such build said, if nothing changed since; without click, see above."""
    from rolec.cli import request
    from rolec.cli.cache_folder import cache_folder
    from rolec.recall.recall import recall

    cache = cache_folder()
    if cache is None:
        return False
    try:
        name, key = request.request_name(arguments), request.request_key(arguments)
    except OSError:  # the folder we are in is gone
        return False
    said = recall(cache, name, key, today=request.today(), now_ns=time.time_ns())
    if said is None:
        return False
    out, err = said
    sys.stderr.write(err)
    sys.stdout.write(out)
    return True


def _wrong_use(error: click.ClickException) -> str:
    import re

    from rolec.cli.terminal import visible

    # What the user typed is part of the message, and may be a file name made to mislead.
    # click sets a list of choices in with tabs.
    lines = (re.sub(r"^\t+", "  ", line) for line in error.format_message().splitlines())
    message = "\n".join(map(visible, lines))
    context = getattr(error, "ctx", None)
    usage = f"{context.get_usage()}\n" if context else ""
    more = f"Try `{context.command_path} --help`.\n" if context else ""
    return f"error: {message}\n\n{usage}{more}"


def _open_closed_streams() -> None:
    """Let what goes to a stream that the caller closed, as `>&-` does, go nowhere.

    Else the next file that is opened would get its number, and what is printed.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115 - pathlib takes too long to import; open to the end


def _accept_any_text(*streams: TextIO) -> None:
    """Let streams of a narrow encoding escape what they cannot say, instead of failing."""
    for stream in streams:
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="backslashreplace")


def _forget_standard_output() -> None:
    """Let what is left to flush go nowhere, as after `rolec explain | head`."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())


def _show_problem(problem: OSError) -> None:
    """Say what the system refused: a full disk behind standard output, a file that is gone."""
    from rolec.cli.terminal import visible

    try:
        sys.stdout.flush()
    except OSError:
        _forget_standard_output()
    _show_traceback(problem)
    where = f"`{visible(str(problem.filename))}`: " if problem.filename else ""
    sys.stderr.write(f"error: {where}{problem.strerror or problem}\n")


def _show_traceback(raised: Exception) -> None:
    if os.environ.get(_TRACEBACK):
        import traceback

        sys.stderr.write("".join(traceback.format_exception(raised)))


def _confess(bug: Exception) -> None:
    from rolec.cli.terminal import visible

    _show_traceback(bug)
    what = f"{type(bug).__name__}: {bug}" if str(bug) else type(bug).__name__
    sys.stderr.write(
        f"{_PROGRAM}: internal error: {visible(what)} (a bug in rolec {__version__}, not in your "
        f"files: please report it with what {_TRACEBACK}=1 prints)\n"
    )
