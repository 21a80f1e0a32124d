"""Statements of permissions: rolec's own words, and IAM's JSON taken whole."""

from __future__ import annotations

import re

from rolec.diagnostics.diagnostic import Label
from rolec.ir.document import (
    Condition,
    Document,
    Effect,
    Patterns,
    Statement,
    patterns,
)
from rolec.ir.substitution import Form, substitutions
from rolec.ir.text import Text, text
from rolec.lower import codes, word_codes
from rolec.lower.access import lower_access
from rolec.lower.condition import lower_when, merged
from rolec.lower.context import Context
from rolec.lower.cursor import Cursor
from rolec.lower.until import lower_until
from rolec.lower.words import version_at

_ACTIONS = {
    "allow": (Effect.ALLOW, False),
    "deny": (Effect.DENY, False),
    "allow_all_except": (Effect.ALLOW, True),
    "deny_all_except": (Effect.DENY, True),
}
_ARN_FIELDS = 6
_SERVICE = re.compile(r"[a-z0-9-]+", re.ASCII)


def lower_policy_document(
    root: Cursor, context: Context, until: Cursor | None = None
) -> Document | None:
    """The policy at ``root``, of its `statements:` or its `document:`; it ends with ``until``.

    None when no statement is left for this account, or after an error.
    """
    pasted = root.get("document")
    if pasted is None:
        return _lower_statements(root, context, until)
    for field in ("version", "id"):
        beside = root.get(field)
        if beside is not None:
            context.error(
                word_codes.SAID_OF_DOCUMENT,
                f"a `document:` has its own `{field.capitalize()}`",
                root.key_span(field),
                help="write it there",
            )
    return lower_document(pasted, context, until)


def _lower_statements(root: Cursor, context: Context, until: Cursor | None) -> Document | None:
    entries = root.get_many("statements")
    if until is not None:
        _refuse_until_on_deny(entries, until, context)
    found = [_statement(entry, context, until) for entry in entries]
    statements = tuple(statement for statement in found if statement is not None)
    refuse_duplicate_sids(statements, context)
    version = version_at(root.get("version"), context)
    return Document(statements, root.get_string("id"), version) if statements else None


def lower_document(root: Cursor, context: Context, until: Cursor | None = None) -> Document | None:
    """The policy that IAM's own JSON is; None after an error."""
    found = [_iam_statement(entry, context, until) for entry in root.get_many("Statement")]
    statements = tuple(statement for statement in found if statement is not None)
    refuse_duplicate_sids(statements, context)
    version = version_at(root.get("Version"), context)
    return Document(statements, root.get_string("Id"), version) if statements else None


def refuse_duplicate_sids(statements: tuple[Statement, ...], context: Context) -> None:
    """Report each Sid that stands a second time: IAM refuses the document."""
    first: dict[str, Statement] = {}
    for statement in statements:
        if not statement.sid:
            continue
        before = first.setdefault(statement.sid, statement)
        if before is not statement:
            context.error(
                codes.DUPLICATE_SID,
                f"two statements have the Sid `{statement.sid}`",
                statement.span.before(),
                label="used again here",
                secondary=(Label(before.span.before(), "first used here"),),
                help="give each statement of a policy its own `sid`",
            )


def _statement(entry: Cursor, context: Context, until: Cursor | None) -> Statement | None:
    verb = next(key for key in entry.field_names() if key in _ACTIONS)
    effect, inverted = _ACTIONS[verb]
    resources = _resources(entry, context, "on", "on_all_except")
    actions = _actions(entry.get_many(verb), resources, context, inverted=inverted)
    own_until = entry.get("until")
    if own_until is not None and effect is Effect.DENY:
        context.error(
            codes.UNTIL_ON_DENY,
            "a deny cannot end by itself",
            entry.key_span("until"),
            help="delete `until`, and delete the statement when the deny should end",
        )
    ends = _earlier(lower_until(own_until, context), lower_until(until, context))
    conditions = merged((*ends, *lower_when(entry.get("when"), context)), context)
    if actions is None or resources is None:
        return None
    return Statement(
        effect=effect,
        actions=actions,
        resources=resources,
        conditions=conditions,
        sid=entry.get_string("sid"),
        because=entry.get_string("because"),
        span=entry.span,
    )


def _earlier(own: tuple[Condition, ...], whole: tuple[Condition, ...]) -> tuple[Condition, ...]:
    """The end that comes first: no statement outlives the policy that it is in."""
    return tuple(sorted((*own, *whole), key=lambda end: end.values[0].written)[:1])


def _iam_statement(entry: Cursor, context: Context, until: Cursor | None) -> Statement | None:
    effect = Effect(entry.field("Effect").string)
    if until is not None and effect is Effect.DENY:
        _report_until_on_deny(entry, until, context)
    inverted = "NotAction" in entry
    resources = _resources(entry, context, "Resource", "NotResource")
    named = entry.get_many("NotAction" if inverted else "Action")
    actions = _actions(named, resources, context, inverted=inverted)
    ends: tuple[Condition, ...] = lower_until(until, context)
    conditions = merged((*ends, *lower_when(entry.get("Condition"), context)), context)
    if actions is None or resources is None:
        return None
    return Statement(
        effect=effect,
        actions=actions,
        resources=resources,
        conditions=conditions,
        sid=entry.get_string("Sid") or None,
        span=entry.span,
    )


def _actions(
    found: tuple[Cursor, ...], on: Patterns | None, context: Context, *, inverted: bool
) -> Patterns | None:
    items: list[Text] = []
    for at in found:
        if at.is_mapping:
            # What names resources by exception reaches all the others.
            named = on.items if on is not None and not on.inverted else (text("*"),)
            items += lower_access(at, named, context)
        else:
            items.append(context.text(at))
    return patterns(tuple(items), inverted=inverted) if items else None


def _resources(entry: Cursor, context: Context, plain: str, inverted: str) -> Patterns | None:
    key = inverted if inverted in entry else plain
    items = tuple(_resource(at, context) for at in entry.get_many(key))
    return patterns(items, inverted=key == inverted) if items else None


def _resource(at: Cursor, context: Context) -> Text:
    string = at.string
    if string != "*" and not string.startswith("${"):
        _check_arn(at, string, context)
    if "${" in string:
        _check_policy_variables(at, string, context)
    return context.item(at)


def _check_arn(at: Cursor, string: str, context: Context) -> None:
    fields = _without_substitutions(string).split(":", _ARN_FIELDS - 1)
    if fields[0] != "arn":
        context.error(
            codes.NOT_AN_ARN,
            f"`{string}` is not the ARN of a resource",
            at.span,
            help='write an ARN, such as `arn:aws:s3:::photos/*`, or `"*"` for every resource',
        )
    elif len(fields) < _ARN_FIELDS and not string.endswith("*"):
        context.error(
            codes.NOT_AN_ARN,
            f"`{string}` has {len(fields)} of the six fields of an ARN",
            at.span,
            help="write arn:partition:service:region:account:resource",
        )
    elif "$" not in fields[2] and not _SERVICE.fullmatch(fields[2]):
        context.error(
            codes.NOT_AN_ARN,
            f"`{fields[2]}` is not the name of a service",
            at.span,
            help="name one service in lower case, such as `s3`: IAM reads no wildcard here",
        )


def _check_policy_variables(at: Cursor, string: str, context: Context) -> None:
    """IAM reads policy variables only after the fifth colon."""
    for found in substitutions(string):
        before = _without_substitutions(string[: found.start]).count(":")
        opens = string.startswith("${")  # a reference may hold an ARN's start
        if (
            found.form is Form.POLICY_VARIABLE
            and before < _ARN_FIELDS - 1
            and not (opens and found.start > 0)
        ):
            context.error(
                codes.POLICY_VARIABLE_PLACE,
                f"IAM does not read `${{{found.body}}}` before the fifth colon of an ARN",
                at.scalar.part(found.start, found.end),
                help="write the value, or `*`",
            )


def _without_substitutions(string: str) -> str:
    """``string`` with ``$`` for each ``${...}``, whose colons are not the ARN's."""
    if "${" not in string:
        return string
    kept, at = "", 0
    for found in substitutions(string):
        kept += string[at : found.start] + "$"
        at = found.end
    return kept + string[at:]


def _refuse_until_on_deny(entries: tuple[Cursor, ...], until: Cursor, context: Context) -> None:
    for entry in entries:
        if "deny" in entry or "deny_all_except" in entry:
            _report_until_on_deny(entry, until, context)


def _report_until_on_deny(entry: Cursor, until: Cursor, context: Context) -> None:
    context.error(
        codes.UNTIL_ON_DENY,
        "`until` cannot end a permission that denies",
        until.span,
        secondary=(Label(entry.span.before(), "this statement denies"),),
        help="move the deny to a permission without `until`",
    )
