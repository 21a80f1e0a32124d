"""`session_tags` and `source_identity`: what a caller may say about its session."""

from __future__ import annotations

from typing import NamedTuple

from rolec.catalog.trust_action import SET_SOURCE_IDENTITY, TAG_SESSION
from rolec.ir.document import Condition, Effect
from rolec.lower import trust_codes
from rolec.lower.condition import condition, string_condition
from rolec.lower.context import Context
from rolec.lower.cursor import Cursor


class Session(NamedTuple):
    """The actions and conditions that the two fields add to a statement."""

    actions: tuple[str, ...] = ()
    conditions: tuple[Condition, ...] = ()


def lower_session(entry: Cursor, effect: Effect, context: Context) -> Session:
    """What the fields of ``entry`` add; nothing, after an error, where there is no session."""
    actions: list[str] = []
    conditions: list[Condition] = []
    for field, action, lower in (
        ("session_tags", TAG_SESSION, _session_tags),
        ("source_identity", SET_SOURCE_IDENTITY, _source_identity),
    ):
        at = entry.get(field)
        if at is None or (at.is_scalar and at.string == "false"):
            continue
        if effect is Effect.DENY:
            _refuse(field, entry, context)
            continue
        actions.append(action)
        conditions += lower(at, context)
    return Session(tuple(actions), tuple(conditions))


def _refuse(field: str, entry: Cursor, context: Context) -> None:
    context.error(
        trust_codes.SESSIONS,
        f"`{field}` has no meaning for a deny",
        entry.key_span(field),
        help=f"delete `{field}`",
    )


def _session_tags(at: Cursor, context: Context) -> tuple[Condition, ...]:
    if at.is_scalar:
        return ()
    required = at.get("require")
    found = [
        string_condition(
            f"aws:RequestTag/{key}", tuple(context.item(v) for v in values.many()), span
        )
        for key, span, values in (required.entries() if required else ())
    ]
    # `only` says that there is no other key, which IAM can say in no other way: without a
    # tag it is met too, as it should be.
    for field, qualifier, key in (
        ("only", "ForAllValues", "aws:TagKeys"),
        ("transitive", "ForAnyValue", "sts:TransitiveTagKeys"),
    ):
        if field in at:
            values = tuple(context.text(value) for value in at.get_many(field))
            found.append(condition(f"{qualifier}:StringEquals", key, values, at.key_span(field)))
    return tuple(found)


def _source_identity(at: Cursor, context: Context) -> tuple[Condition, ...]:
    patterns = tuple(context.item(value) for value in at.many())
    if at.is_scalar and at.string == "true":
        return ()
    return (string_condition("sts:SourceIdentity", patterns, at.span),)
