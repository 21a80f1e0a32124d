"""What a build says to people, and to programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from rolec.cli.terminal import visible
from rolec.write.manifest import MANIFEST

if TYPE_CHECKING:
    from rolec.driver.build.build import Built
    from rolec.driver.lock.write_lock import LockChange
    from rolec.write.compare import Comparison

_IMPORTS = "imports.tf"
_MOST_NOTES = 3
"""Documents without JSON that are told one by one: a project that was adopted has hundreds."""


def built_text(built: Built, output: Path, *, verified: bool, quiet: bool = False) -> str:
    """The lines for people: what was written or is stale, and the sum of it.

    A ``quiet`` one is the sum alone.
    """
    shown = visible(output.as_posix())
    if built.comparison is not None:
        *lines, last = _stale(built.comparison, built.locks, shown)
    else:
        *lines, last = (f"{line}\n" for line in _lines(built, shown, verified=verified))
    return last if quiet else "".join((*lines, last))


def built_json(built: Built) -> str:
    """One JSON value for programs."""
    import json

    return f"{json.dumps(_result(built), indent=2)}\n"


def _lines(built: Built, shown: str, *, verified: bool) -> Iterator[str]:
    for path in built.written:
        yield f"wrote {shown}/{visible(path)}"
    for path in built.removed:
        yield f"removed {shown}/{visible(path)}"
    for lock in built.locks:
        verb = "removed" if lock.after is None else "wrote"
        yield f"{verb} {visible(lock.path.as_posix())}"
    for path in built.spared:
        yield f"kept {shown}/{visible(path)}"
    yield from _unwritten(built)
    yield from _notes(built, shown)
    if built.failed:
        yield f"with errors: {', '.join(visible(path) for path in built.failed)}"
    yield (
        _sum(built, shown, verified=verified)
        if built.done
        else (f"nothing was written to {shown}")
    )


def _unwritten(built: Built) -> Iterator[str]:
    paths: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for one in built.unwritten:
        paths.setdefault((one.name, one.references), []).append(one.path)
    for (name, references), (first, *others) in islice(paths.items(), _MOST_NOTES):
        listed = ", ".join(f"`{visible(reference)}`" for reference in references)
        more = f", nor {len(others)} more of `{visible(name)}`" if others else ""
        yield f"note: no `{visible(first)}`{more}: only Terraform knows {listed}"
    hidden = len(paths) - _MOST_NOTES
    if hidden > 0:
        yield f"note: no JSON of {hidden} more: only Terraform knows parts of them; `--format json` lists all"


def _notes(built: Built, shown: str) -> Iterator[str]:
    for path in built.files:
        if path.rpartition("/")[2] == _IMPORTS:
            yield (
                f"note: `{shown}/{visible(path)}` is for a folder that Terraform runs in, and for"
                " what exists: in a module that another configuration calls Terraform refuses it."
                " Copy the blocks there, as `to = module.NAME.aws_iam_role...`, and build"
                " without `--imports`"
            )
    for first, then in built.order:
        yield f"note: apply `{visible(first)}` before `{visible(then)}`"


def _sum(built: Built, shown: str, *, verified: bool) -> str:
    kept = f", {len(built.spared)} kept because of errors" if built.spared else ""
    counts = (
        f"{built.roles} role{'s' * (built.roles != 1)} in {shown}: {len(built.written)} written, "
        f"{len(built.removed)} removed, {built.unchanged} unchanged{kept}"
    )
    return counts if verified else f"{counts}; not verified, because of --no-verify"


def _stale(comparison: Comparison, locks: Sequence[LockChange], shown: str) -> Iterator[str]:
    # Hashes say nothing to people, unless there is nothing else to be said.
    files = [s for s in comparison.stale if s.path.rpartition("/")[2] != MANIFEST]
    yield from (stale.difference for stale in files or comparison.stale)
    yield from (_lock_difference(lock) for lock in locks)
    if comparison.unfinished:
        yield f"{shown} holds an unfinished build\n"
    for stale in comparison.stale:
        yield f"{stale.staleness} {shown}/{visible(stale.path)}\n"
    for lock in locks:
        yield f"{_lock_staleness(lock)} {visible(lock.path.as_posix())}\n"
    if comparison.fresh and locks:
        yield "rolec.lock is stale: run `rolec build`, and commit it\n"
    elif comparison.fresh:
        yield f"{shown} is up to date: {comparison.unchanged} files\n"
    elif comparison.edited:
        yield (
            f"{shown} was edited by hand: move the change to the specs, or lose it with"
            " `rolec build --overwrite`\n"
        )
    else:
        yield f"{shown} is stale: run `rolec build`\n"


def _lock_staleness(lock: LockChange) -> str:
    from rolec.write.compare import staleness

    return staleness(_encoded(lock.before), _encoded(lock.after))


def _lock_difference(lock: LockChange) -> str:
    from rolec.write.compare import difference

    shown = lock.path.as_posix()
    return "".join(difference(shown, _encoded(lock.before), _encoded(lock.after)))


def _encoded(text: str | None) -> bytes | None:
    return None if text is None else text.encode()


def _result(built: Built) -> dict[str, object]:
    if built.comparison is None:
        return {
            "roles": built.roles,
            "written": list(built.written),
            "removed": list(built.removed),
            "kept": list(built.spared),
            "unchanged": built.unchanged,
            "locks": [lock.path.as_posix() for lock in built.locks],
            "without_json": [
                {"path": one.path, "references": list(one.references)} for one in built.unwritten
            ],
        }
    return {
        "roles": built.roles,
        "stale": [
            {"path": one.path, "staleness": one.staleness} for one in built.comparison.stale
        ],
        "stale_locks": [
            {"path": lock.path.as_posix(), "staleness": _lock_staleness(lock)}
            for lock in built.locks
        ],
        "unfinished": built.comparison.unfinished,
        "unchanged": built.unchanged,
    }
