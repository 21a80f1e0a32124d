"""What is refused while YAML is read, in words."""

from __future__ import annotations

from pathlib import PurePath

from rolec.diagnostics.diagnostic import Diagnostic, Label, error
from rolec.diagnostics.quoted import quoted
from rolec.load import codes
from rolec.load.node import Entry, Scalar
from rolec.source.span import Span


def no_document(path: str) -> Diagnostic:
    """The file at ``path`` holds nothing."""
    return error(
        codes.EMPTY,
        "the file holds no document",
        Span(path, 0, 0),
        help="write `language: 1`, and what the project is made of: accounts, variables, defaults"
        if PurePath(path).name == "rolec.yaml"
        else "write `role: NAME`, or make a spec with `rolec new`",
    )


def merge_key(span: Span) -> Diagnostic:
    """A `<<` stands at ``span``."""
    return error(
        codes.MERGE_KEY,
        "merge keys are not read",
        span,
        help="share with `defaults:` of rolec.yaml, a `policy:` or a `trusted_entities:`",
    )


def key_not_text(span: Span, help: str | None = None) -> Diagnostic:
    """A list or a mapping stands where a key should."""
    return error(codes.KEY_NOT_TEXT, "a key must be a word", span, help=help)


def duplicate_key(span: Span, before: Entry) -> Diagnostic:
    """The key of ``before`` stands at ``span`` again."""
    return error(
        codes.DUPLICATE_KEY,
        f"duplicate key {quoted(before.key)}",
        span,
        label="written again here",
        secondary=(Label(before.key_span, "first written here"),),
        help="delete one of the two",
    )


def empty_value(what: Scalar | str, span: Span) -> Diagnostic:
    """Nothing stands where a value should: a key's, or ``what`` it is."""
    return error(
        codes.EMPTY_VALUE,
        f"{quoted(what.text)} has no value" if isinstance(what, Scalar) else what,
        what.span if isinstance(what, Scalar) else span,
        help="write a value, or delete the line",
    )


def tag(written: str, span: Span) -> Diagnostic:
    """A YAML tag says what type a value has."""
    word = written.replace("tag:yaml.org,2002:", "!!")
    return error(codes.TAG, f"the tag `{word}` is not read", span, help="delete the tag")


def unknown_alias(name: str, problem: str, span: Span) -> Diagnostic:
    """The alias ``name`` stands for no value."""
    return error(
        codes.ALIAS,
        f"`*{name}` {problem}",
        span,
        help=f"mark a value before it with `&{name}`, or quote a text that begins with `*`",
    )


def too_many_values(most: int, span: Span) -> Diagnostic:
    """A document has more than ``most`` values, each alias counted as what it stands for."""
    return error(
        codes.ALIAS,
        f"a document of more than {most:,} values",
        span,
        help="split the document, or use fewer aliases",
    )
