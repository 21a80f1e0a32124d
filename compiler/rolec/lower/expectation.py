"""`expect:` of a role, and an `expectations` document."""

from __future__ import annotations

from rolec.ir.document import Effect
from rolec.ir.expectation import Expectation, Expectations
from rolec.ir.text import text
from rolec.lower import expectation_codes as codes
from rolec.lower.context import Context
from rolec.lower.cursor import Cursor


def lower_expectations(root: Cursor, context: Context) -> Expectations:
    """The list of an `expectations` document."""
    name = root.field("expectations")
    return Expectations(
        name=name.string,
        roles=tuple(text(role.string, role.span) for role in root.get_many("roles")),
        expected=lower_expect(root, context),
        span=name.span,
    )


def lower_expect(root: Cursor, context: Context) -> tuple[Expectation, ...]:
    """What the `expect:` of a document says."""
    return tuple(_expectation(entry, context) for entry in root.get_many("expect"))


def _expectation(entry: Cursor, context: Context) -> Expectation:
    word = "allow" if "allow" in entry else "deny"
    with_ = entry.get("with")
    assume = entry.get("assume")
    if assume:
        _check_assumed(entry, word, context)
    return Expectation(
        effect=Effect(word.capitalize()),
        actions=tuple(text(action.string, action.span) for action in entry.get_many(word)),
        resources=tuple(context.text(resource) for resource in entry.get_many("on")),
        context=tuple(
            (context.text_of(key, span), tuple(context.text(value) for value in values.many()))
            for key, span, values in (with_.entries() if with_ else ())
        ),
        assume=context.text(assume) if assume else None,
        span=entry.key_span(word),
    )


def _check_assumed(entry: Cursor, word: str, context: Context) -> None:
    if "on" in entry:
        context.error(
            codes.ON_BESIDE_ASSUME,
            "who assumes a role names no resource",
            entry.key_span("on"),
            help="delete `on`: the role is the resource",
        )
    for action in entry.get_many(word):
        if not action.string.lower().startswith("sts:"):
            context.error(
                codes.NOT_ASSUMED,
                f"`{action.string}` assumes no role",
                action.span,
                help="write an action of sts, such as `sts:AssumeRole`, or delete `assume`",
            )
