"""Tags, and those that the project gives to everything."""

from __future__ import annotations

from unicodedata import is_normalized, normalize

from rolec.diagnostics.diagnostic import Label
from rolec.ir.role import Tag
from rolec.ir.text import Text
from rolec.lower import codes
from rolec.lower.context import Context
from rolec.lower.cursor import Cursor
from rolec.source.span import Span

MAX_TAGS = 50
"""Of a role, a policy, an instance profile or a provider; fixed (IAM User Guide, quotas)."""


def lower_tags(at: Cursor | None, context: Context, *, fold_case: bool) -> tuple[Tag, ...]:
    """The tags of ``at`` and the project's defaults, by key.

    ``fold_case`` is for roles, whose keys IAM compares ignoring case.
    """
    own = tuple(at.entries()) if at else ()
    values: dict[str, Text] = {tag.key: tag.value for tag in context.defaults.tags}
    values |= {key: context.text(value) for key, _, value in own}
    for key, span, value in own:
        _refuse_not_normal(key, span, context)
        _refuse_not_normal(value.string, value.span, context)
    if fold_case:
        _refuse_twice(values, {key: span for key, span, _ in own}, context)
    if len(values) > MAX_TAGS and at is not None:
        context.error(
            codes.TOO_MANY_TAGS,
            f"{len(values)} tags, of {MAX_TAGS} that IAM takes",
            at.opening_span,
            help="delete some; those of `defaults:` in rolec.yaml are counted",
        )
    return tuple(Tag(key, values[key]) for key in sorted(values))


def _refuse_not_normal(string: str, span: Span, context: Context) -> None:
    if not string.isascii() and not is_normalized("NFC", string):
        context.error(
            codes.NOT_NORMAL,
            f"Terraform would change `{string}`, which has a character of more than one form",
            span,
            help=f"write `{normalize('NFC', string)}`, with the usual form of each character",
        )


def _refuse_twice(values: dict[str, Text], spans: dict[str, Span], context: Context) -> None:
    first: dict[str, str] = {}
    for key, value in values.items():
        before = first.setdefault(key.casefold(), key)
        if before == key:
            continue
        span = spans.get(key) or spans.get(before) or value.span
        others = (Label(spans[before], "first written here"),) if before in spans else ()
        context.error(
            codes.TAG_TWICE,
            f"`{key}` and `{before}` are one tag key to IAM",
            span,
            secondary=others,
            help="keep one of the two",
        )
