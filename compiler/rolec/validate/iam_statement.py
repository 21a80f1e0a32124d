"""A statement in IAM's own words where rolec's stand: one mistake, and not one for each word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cerberus import errors
from cerberus.errors import ValidationError

from rolec.diagnostics.diagnostic import Diagnostic, error
from rolec.load.node import Mapping, Path, find
from rolec.schema import validator as ours
from rolec.validate import codes

_WORDS = frozenset(
    {"effect", "action", "notaction", "resource", "notresource", "condition", "principal"}
)
_FEWEST = 2


def iam_statements(found: Iterable[ValidationError]) -> frozenset[Path]:
    """The paths of statements that are written with `Effect`, `Action` and `Resource`."""
    words: dict[Path, int] = {}
    for mistake in found:
        if _is_word(mistake) and "allow_all_except" in mistake.info[0]:
            statement = mistake.document_path[:-1]
            words[statement] = words.get(statement, 0) + 1
    return frozenset(path for path, count in words.items() if count >= _FEWEST)


def belongs_to(mistake: ValidationError, statements: frozenset[Path]) -> bool:
    """Whether ``mistake`` is gone when the statement is written as one of rolec's."""
    if mistake.code == ours.NONE_OF_GROUP.code:
        return mistake.document_path in statements
    return _is_word(mistake) and mistake.document_path[:-1] in statements


def statement_refusals(root: Mapping, statements: Iterable[Path]) -> Iterator[Diagnostic]:
    """A diagnostic for each of ``statements``."""
    for path in statements:
        node = find(root, path)
        assert isinstance(node, Mapping)
        yield error(
            codes.UNKNOWN_FIELD,
            "this is a statement in IAM's own words",
            node.entries[0].key_span,
            help="write `allow` or `deny` with the actions and `on` with the resources,"
            " or put the whole policy under `document:` as it is",
        )


def _is_word(mistake: ValidationError) -> bool:
    if mistake.code != errors.UNKNOWN_FIELD.code:
        return False
    return str(mistake.document_path[-1]).casefold().removesuffix("s") in _WORDS
