"""Conditions: what fields add, what `when` says, and the rule that the two are AND-ed."""

from __future__ import annotations

from collections.abc import Iterable

from rolec.diagnostics.diagnostic import Label
from rolec.ir.document import Condition, conditions
from rolec.ir.substitution import Form, substitutions
from rolec.ir.text import Text, text
from rolec.lower import codes
from rolec.lower.context import Context
from rolec.lower.cursor import Cursor
from rolec.source.span import Span

_VARIABLE_FAMILIES = ("String", "Arn")


def lower_when(when: Cursor | None, context: Context) -> tuple[Condition, ...]:
    """The conditions of an IAM condition block, none when there is no block."""
    if when is None:
        return ()
    return tuple(
        Condition(
            operator,
            context.text_of(key, key_span),
            tuple(_value(operator, value, context) for value in values.many()),
            key_span,
        )
        for operator, _, keys in when.entries()
        for key, key_span, values in keys.entries()
    )


def merged(found: Iterable[Condition], context: Context) -> tuple[Condition, ...]:
    """All conditions in canonical order; two with one operator and key are an error."""
    first: dict[tuple[str, str], Condition] = {}
    for condition in found:
        # IAM ignores the case of condition keys, and JSON has what references stand for.
        key = condition.key.value or condition.key.written
        name = (condition.operator, key.casefold())
        before = first.setdefault(name, condition)
        if before is not condition:
            before, again = _as_written(before, condition)
            context.error(
                codes.CONDITION_TWICE,
                f"`{condition.operator}` of `{condition.key.written}` is set twice",
                again.span,
                label="set again here",
                secondary=(Label(before.span, "first set here"),),
                help="keep one of the two, with every value that may match in one list",
            )
    return conditions(tuple(first.values()))


def _as_written(one: Condition, other: Condition) -> tuple[Condition, Condition]:
    """Both in the order in which they stand in a file; as they are where they stand in two."""
    turned = one.span.path == other.span.path and other.span.start < one.span.start
    return (other, one) if turned else (one, other)


def string_condition(key: str | Text, values: tuple[Text, ...], span: Span) -> Condition:
    """``StringEquals``, or ``StringLike`` for the whole list when one value has a wildcard."""
    wild = any(has_wildcard(value) for value in values)
    return condition("StringLike" if wild else "StringEquals", key, values, span)


def condition(operator: str, key: str | Text, values: tuple[Text, ...], span: Span) -> Condition:
    """One condition; a key given as a string is one without references."""
    return Condition(operator, text(key, span) if isinstance(key, str) else key, values, span)


def has_wildcard(value: Text) -> bool:
    """Whether IAM would read a part of ``value`` as a wildcard; `${*}` is a literal star."""
    return any(
        isinstance(part, str)
        and ("*" in part or "?" in part)
        and ("${" not in part or not _bare(part).isdisjoint("*?"))
        for part in value.parts
    )


def _bare(string: str) -> set[str]:
    """The characters of ``string`` that are not in a policy variable."""
    at, kept = 0, ""
    for found in substitutions(string):
        kept += string[at : found.start]
        at = found.end
    return set(kept + string[at:])


def _value(operator: str, at: Cursor, context: Context) -> Text:
    if "${" not in at.string:
        return context.item(at)
    family = operator.rsplit(":", maxsplit=1)[-1]
    if not family.startswith(_VARIABLE_FAMILIES):
        for found in substitutions(at.string):
            if found.form is Form.POLICY_VARIABLE:
                context.error(
                    codes.POLICY_VARIABLE_PLACE,
                    f"`${{{found.body}}}` is compared as it stands under `{operator}`",
                    at.scalar.part(found.start, found.end),
                    help="use a String or Arn operator, or write the value itself",
                )
    return context.item(at)
