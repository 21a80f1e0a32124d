"""Notes, after a build that found nothing to do, all that the next must find as it is."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from rolec.driver.build.build import Built, Wish
from rolec.driver.build.inputs import find_inputs
from rolec.recall.memo import Memo, store_memo
from rolec.recall.witness import DIGEST_BYTES, digest_of, stamps_of, were_settled
from rolec.record import dataclass
from rolec.schema.store import root

_PACKAGE = Path(__file__).parents[1]
_FOREIGN = frozenset({".git", ".terraform"})
_CACHED = "__pycache__"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the build ``name`` said; ``key`` is all that it depended on and that is no file.

    ``modules`` are the files of the modules that did it.
    """

    name: str
    key: str
    out: str
    err: str
    modules: tuple[str, ...]


def remember(wish: Wish, built: Built, answer: Answer) -> bool:
    """Keep what was said, for a build that finds everything as this one found it.

    What changed since this build began, or just before, might not be what it saw: then
    nothing is kept.
    """
    inputs = find_inputs(wish.paths, built.sources)
    if wish.cache is None or inputs is None or "\0" in answer.out + answer.err:
        return False
    output = [str(wish.output), *_below(wish.output), *_files(wish.output, built)]
    watched = (*inputs.paths, *output, *_code(), *answer.modules)
    paths = sorted({path.removeprefix("./") for path in watched})
    real = sorted({*inputs.real, str(wish.output)})
    stamps = stamps_of(paths)
    digests = [digest_of(path) for path in paths]
    absent = bytes(DIGEST_BYTES)
    read = {file.removeprefix("./") for file in built.sources.files}
    if any(
        digest is None or (digest == absent and path in read)
        for path, digest in zip(paths, digests, strict=True)
    ):
        return False
    if not were_settled(paths, wish.now_ns):
        return False
    memo = Memo(
        key=answer.key,
        day=wish.today.isoformat() if _counts_days(built) else "",
        out=answer.out,
        err=answer.err,
        real=[(path, os.path.realpath(path)) for path in real],
        paths=paths,
        stamps=stamps,
        digests=b"".join(digest for digest in digests if digest),
    )
    store_memo(str(wish.cache), answer.name, memo)
    return True


def _counts_days(built: Built) -> bool:
    """Whether `until` may stand in a spec."""
    return any(file.may_hold("until") for file in built.sources.files.values())


def _below(output: Path) -> Iterator[str]:
    """The folders of an output folder in which there may be modules."""
    for folder, folders, _ in os.walk(output):
        folders[:] = [name for name in folders if name not in _FOREIGN]
        yield from (f"{folder}/{name}" for name in folders)


def _files(output: Path, built: Built) -> Iterable[str]:
    return (f"{output}/{path}" for path in built.files)


def _code() -> Iterator[str]:
    """Every file of rolec's, templates and schemas too, and the folders: each may hold a plug-in."""
    for start in (_PACKAGE, root()):
        for folder, folders, files in os.walk(start):
            folders[:] = [name for name in folders if name != _CACHED]
            yield folder
            yield from (f"{folder}/{name}" for name in files)
