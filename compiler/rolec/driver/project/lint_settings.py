"""What specs and rolec.yaml say of lints: their levels, and findings that are accepted.

Read from the tree as it was written, before anything judges it: what does not fit its schema is
left out here, and reported by others.
"""

from __future__ import annotations

from collections.abc import Iterator

from rolec.load.node import Mapping, Node, Scalar, Sequence
from rolec.record import dataclass
from rolec.source.file import SourceFile
from rolec.source.span import Span

OFF = "off"


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelSetting:
    """A level, or ``off``, for the lint called ``lint``; in ``scope``, or everywhere if that is empty."""

    lint: str
    level: str
    span: Span
    scope: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """Findings of the lint called ``lint`` are accepted in ``scope``, or in the roles like ``role``.

    With neither it covers the whole project.
    """

    lint: str
    span: Span
    expires: Scalar | None = None
    scope: tuple[Span, ...] = ()
    role: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LintSettings:
    """What is said in one place; ``role`` is the name of the role that is made there, if one is."""

    levels: tuple[LevelSetting, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    role: str | None = None
    scope: tuple[Span, ...] = ()


def speaks_of_lints(file: SourceFile) -> bool:
    """Whether a document of ``file`` may say something of lints; most do not."""
    # YAML has ways to write a word that hold a backslash.
    return any(sign in file.text for sign in ("lints", "waive", "\\"))


def project_settings(root: Mapping) -> LintSettings:
    """What a rolec.yaml says of lints."""
    return LintSettings(
        levels=tuple(_levels(root, ())), waivers=tuple(_waivers(root, "waivers", ()))
    )


def document_settings(root: Mapping) -> LintSettings:
    """What a document of a project says of lints."""
    scope = _spans(root)
    role = _texts(root).get("role")
    waivers = (w for part in _parts(root) for w in _waivers(part, "waive", _spans(part)))
    return LintSettings(
        levels=tuple(_levels(root, scope)),
        waivers=tuple(waivers),
        role=role.text if role else None,
        scope=scope,
    )


def _parts(root: Mapping) -> Iterator[Mapping]:
    """The document, and everything in it that findings can be accepted in."""
    yield root
    for key in ("trust", "statements"):
        yield from _mappings(root, key)
    for permission in _mappings(root, "permissions"):
        yield permission
        yield from _mappings(permission, "statements")


def _mappings(parent: Mapping, key: str) -> Iterator[Mapping]:
    entry = parent.entry(key)
    if entry is None:
        return
    items = entry.value.items if isinstance(entry.value, Sequence) else (entry.value,)
    yield from (item for item in items if isinstance(item, Mapping))


def _levels(root: Mapping, scope: tuple[Span, ...]) -> Iterator[LevelSetting]:
    for lints in _mappings(root, "lints"):
        for lint, span, level in lints.entries:
            if isinstance(level, Scalar):
                yield LevelSetting(lint=lint, level=level.text, span=span, scope=scope)


def _waivers(parent: Mapping, key: str, scope: tuple[Span, ...]) -> Iterator[Waiver]:
    for waiver in _mappings(parent, key):
        texts = _texts(waiver)
        if "lint" in texts:
            yield Waiver(
                lint=texts["lint"].text,
                span=texts["lint"].span,
                expires=texts.get("expires"),
                scope=scope,
                role=texts["role"].text if "role" in texts else None,
            )


def _texts(parent: Mapping) -> dict[str, Scalar]:
    return {e.key: e.value for e in parent.entries if isinstance(e.value, Scalar)}


def _spans(root: Mapping) -> tuple[Span, ...]:
    """Where ``root`` is written: one place in its file, and one in each file that it takes in."""
    return (root.span, *_foreign(root, root.span.path))


def _foreign(node: Node, path: str) -> Iterator[Span]:
    if node.span.path != path:
        yield node.span
        return
    match node:
        case Mapping(entries=entries):
            for entry in entries:
                yield from _foreign(entry.value, path)
        case Sequence(items=items):
            for item in items:
                yield from _foreign(item, path)
        case Scalar():
            return
