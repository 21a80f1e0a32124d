"""`rolec.lock` to the values it holds; anybody can edit it, and a merge can spoil it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from rolec.catalog.access_level import AccessLevel
from rolec.diagnostics.diagnostic import Diagnostic, Label, error
from rolec.driver.lock import codes as lock_codes
from rolec.driver.lock.lock import GENERATED_BY, Lock
from rolec.driver.project.files import DISK, Files
from rolec.driver.project.source_file import read_source
from rolec.load.json import load_json
from rolec.load.node import Mapping, Node, Scalar, Sequence
from rolec.lower.pins import Access
from rolec.record import dataclass
from rolec.source.file import SourceMap
from rolec.source.span import Span

_MAX_BYTES = 50_000_000
_WAY_OUT = (
    "take one side of a merge whole and run `rolec build`, or make it anew with"
    " `rolec build --update`"
)
_POLICY = ["managed_policy", "sha256"]
_EXPANSION = ["service", "access", "on", "actions"]
_SHA256 = re.compile(r"[0-9a-f]{64}")
_NAME = re.compile(r"[A-Za-z0-9]+")


@dataclass(frozen=True, slots=True)
class ReadLock:
    """What stands at the place of a lock: its text, and what it means unless that is an error."""

    text: str | None = None
    lock: Lock | None = None
    diagnostics: tuple[Diagnostic, ...] = ()


def read_lock(
    path: Path, sources: SourceMap, *, anew: bool = False, files: Files = DISK
) -> ReadLock:
    """The lock at ``path``; nothing at all is a project that has none.

    One that is made ``anew`` need not be understood.
    """
    shown = path.as_posix()
    if files.is_link(path):
        # What is behind it is not the project's, and a build would put a file in its place.
        message = f"`{shown}` is a link"
        help_ = "put the file itself there, or delete the link"
        refused = error(lock_codes.NO_LOCK, message, Span(shown, 0, 0), help=help_)
        return ReadLock(diagnostics=(refused,))
    if not files.exists(path):
        return ReadLock()
    source = read_source(path, _MAX_BYTES, files=files)
    if source.file is not None:
        sources.add(source.file)
    text = source.file.text if source.file else None
    if source.file is None or (source.diagnostics and not anew):
        return ReadLock(text, None, source.diagnostics)
    tree = load_json(source.file)
    if tree.value is None and not anew:
        found = tuple(_broken(d.message, d.primary.span) for d in tree.diagnostics)
        return ReadLock(text, None, found)
    try:
        return ReadLock(text, _lock(tree.value) if tree.value else None)
    except _BrokenError as problem:
        return ReadLock(text, None, () if anew else (problem.diagnostic,))


def _broken(message: str, span: Span, *others: Label) -> Diagnostic:
    message = f"rolec.lock cannot be understood: {message}"
    return error(lock_codes.NO_LOCK, message, span, secondary=others, help=_WAY_OUT)


class _BrokenError(Exception):
    """Unwinds the reader at the first thing that rolec does not write; never leaves this module."""

    def __init__(self, message: str, span: Span, *others: Label) -> None:
        super().__init__(message)
        self.diagnostic = _broken(message, span, *others)


def _lock(root: Node) -> Lock:
    entries = root.items if isinstance(root, Sequence) else ()
    if not entries:
        raise _BrokenError("it must be a list", root.span)
    by, day = _fields(entries[0], ["generated_by", "catalogue"])
    if _text(by) != GENERATED_BY:
        raise _BrokenError("it was not made by rolec", by.span)
    expansions: dict[Access, tuple[str, ...]] = {}
    policies: dict[str, str] = {}
    places: dict[Access | str, Span] = {}
    for entry in entries[1:]:
        key: Access | str
        if isinstance(entry, Mapping) and entry.entry("managed_policy"):
            key, sha256 = _policy(entry)
            policies[key] = sha256
        else:
            key, actions = _expansion(entry)
            expansions[key] = actions
        if key in places:
            first = Label(places[key], "it stands here already")
            raise _BrokenError("an entry stands twice", entry.span, first)
        places[key] = entry.span
    return Lock(catalogue=_day(day), expansions=expansions, policies=policies, places=places)


def _policy(entry: Node) -> tuple[str, str]:
    name, sha256 = _fields(entry, _POLICY)
    if not _SHA256.fullmatch(_text(sha256)):
        raise _BrokenError("this is no SHA-256", sha256.span)
    return _text(name), _text(sha256)


def _expansion(entry: Node) -> tuple[Access, tuple[str, ...]]:
    service, levels, on, actions = _fields(entry, _EXPANSION)
    access = Access(service=_text(service), levels=_texts(levels), on=_texts(on))
    for level in access.levels:
        if level not in set(AccessLevel):
            raise _BrokenError(f"`{level}` is no access level", levels.span)
    names = _texts(actions)
    for name in names:
        prefix, _, action = name.partition(":")
        if prefix != access.service or not _NAME.fullmatch(action):
            raise _BrokenError(f"`{name}` is no action of `{access.service}`", actions.span)
    return access, names


def _fields(node: Node, keys: list[str]) -> list[Node]:
    entries = node.entries if isinstance(node, Mapping) else ()
    if [entry.key for entry in entries] != keys:
        raise _BrokenError(f"an entry with `{'`, `'.join(keys)}` must stand here", node.span)
    return [entry.value for entry in entries]


def _text(node: Node) -> str:
    if not isinstance(node, Scalar):
        raise _BrokenError("a text must stand here", node.span)
    return node.text


def _texts(node: Node) -> tuple[str, ...]:
    items: Iterable[Node] = node.items if isinstance(node, Sequence) else ()
    texts = tuple(map(_text, items))
    if not texts or list(texts) != sorted(set(texts)):
        raise _BrokenError("a sorted list, each text once, must stand here", node.span)
    return texts


def _day(node: Node) -> date:
    try:
        return date.fromisoformat(_text(node))
    except ValueError:
        raise _BrokenError("a day must stand here", node.span) from None
