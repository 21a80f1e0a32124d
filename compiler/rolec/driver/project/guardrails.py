"""`guardrails:` of rolec.yaml, as they are in one account."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rolec.catalog.service_principal import service_names, short_service
from rolec.diagnostics.diagnostic import Diagnostic, Label, error
from rolec.driver.project import codes
from rolec.guard.guard_rail import GuardRail, Party, PartyKind
from rolec.ir.document import VERSION
from rolec.ir.document import Condition as Written
from rolec.ir.glob import matches
from rolec.ir.operator import parse_operator
from rolec.ir.text import Text
from rolec.load.node import Mapping
from rolec.lower.account import account_at
from rolec.lower.condition import lower_when
from rolec.lower.context import Context
from rolec.lower.cursor import Cursor
from rolec.lower.unknown_service import warn_of_unknown_service
from rolec.policy.of_document import word_of
from rolec.policy.policy_text import ConditionText, Kind, PolicyText, StatementText, Word, Words
from rolec.resolve.resolve import Scope, resolve
from rolec.semantics.statement import Condition, Strings
from rolec.source.span import Span
from rolec.validate.validate import validate

FIELD = "guardrails"
_DENIES = ("deny", "deny_all_except", "deny_trust")


class GuardRails(NamedTuple):
    """The guard rails of an account, without those that have a mistake, and the mistakes."""

    rails: tuple[GuardRail, ...]
    diagnostics: tuple[Diagnostic, ...] = ()


def guard_rails(written: Mapping, scope: Scope, context: Context) -> GuardRails:
    """What ``written``, a mapping of `guardrails` alone, says for the account of ``scope``.

    Mistakes go to the sink of ``context`` as well as into the result.
    """
    resolved = resolve(written, scope)
    if resolved.value is None or resolved.value.root is None:
        return GuardRails((), resolved.diagnostics)
    valid = validate(resolved.value.root, "project")
    said = (*resolved.diagnostics, *valid.diagnostics)
    if valid.value is None:
        return GuardRails((), said)
    found = Cursor(valid.value.root).get_many(FIELD)
    rails = tuple(_rail(at, context) for at in found)
    problems = (*_same_names(found), *(p for at in found for p in _misplaced(at)))
    return GuardRails(rails, (*said, *context.sink.found, *problems))


def _rail(at: Cursor, context: Context) -> GuardRail:
    denies = next(name for name in _DENIES if name in at)
    actions = _words(at, "deny", "deny_all_except", context)
    resources = _words(at, "on", "on_all_except", context)
    unless = lower_when(at.get("unless"), context)
    return GuardRail(
        name=at.field("name").string,
        actions=_strings(actions),
        resources=_strings(resources),
        parties=tuple(_party(each, context) for each in at.get_many("deny_trust")),
        unless=tuple(map(_condition, unless)),
        roles=tuple(each.string for each in at.get_many("roles")) or ("*",),
        exempt=tuple(each.string for each in at.get_many("except")),
        because=at.get_string("because"),
        named=tuple((e.string, e.span) for key in ("roles", "except") for e in at.get_many(key)),
        written=_as_policy(actions, resources, unless, at.span),
        span=at.key_span(denies),
    )


def _as_policy(
    actions: Words | None, resources: Words | None, unless: Iterable[Written], span: Span
) -> PolicyText:
    statement = StatementText(
        effect=Word("Deny", span),
        actions=actions,
        resources=resources,
        conditions=tuple(
            ConditionText(
                Word(each.operator, each.span), word_of(each.key), tuple(map(word_of, each.values))
            )
            for each in unless
        ),
        span=span,
    )
    return PolicyText(
        kind=Kind.IDENTITY if actions else Kind.TRUST,
        version=Word(VERSION, span),
        statements=(statement,),
        span=span,
    )


def _words(at: Cursor, plain: str, inverted: str, context: Context) -> Words | None:
    for name in (plain, inverted):
        if name in at:
            items = tuple(word_of(context.text(each)) for each in at.get_many(name))
            return Words(items, name == inverted, at.key_span(name))
    return None


def _strings(words: Words | None) -> Strings | None:
    if words is None:
        return None
    return Strings(tuple(map(_marked, words.items)), inverted=words.inverted)


def _party(at: Cursor, context: Context) -> Party:
    if at.is_scalar:
        return Party(kind=PartyKind.PUBLIC)
    name, _, value = next(at.entries())
    kind = PartyKind(name.removesuffix("_except"))
    items = (_name(kind, each, context) for each in value.many())
    names = tuple(each for each in items if each is not None)
    return Party(kind=kind, names=names, inverted=name.endswith("_except"))


def _name(kind: PartyKind, at: Cursor, context: Context) -> str | None:
    match kind:
        case PartyKind.ACCOUNT:
            account = account_at(at, context)
            return _text(account.id) if account else None
        case PartyKind.SERVICE:
            name = short_service(at.string)
            if not any(matches(name, known) for known in service_names()):
                warn_of_unknown_service(name, at, context)
            return name
        case _:
            return _text(context.text(at))


def _condition(written: Written) -> Condition:
    operator = parse_operator(written.operator)
    # INVARIANT: the schema takes no other.
    if operator is None:
        raise AssertionError(f"no operator: {written.operator}")
    return Condition(operator, _text(written.key).lower(), tuple(map(_text, written.values)))


def _text(text: Text) -> str:
    return _marked(word_of(text))


def _marked(word: Word) -> str:
    return word.text if word.exact else word.marked


def _same_names(found: tuple[Cursor, ...]) -> Iterator[Diagnostic]:
    first: dict[str, Span] = {}
    for at in found:
        name = at.field("name")
        place = first.setdefault(name.string, name.span)
        if place is not name.span:
            yield error(
                codes.GUARDRAIL_NOT_CLEAR,
                f"two guard rails are called `{name.string}`",
                name.span,
                secondary=(Label(place, "the other one"),),
                help="give one of them another name",
            )


def _misplaced(at: Cursor) -> Iterator[Diagnostic]:
    """What says nothing where it stands, so that something else must be meant."""
    if "on" in at and "on_all_except" in at:
        yield error(
            codes.GUARDRAIL_NOT_CLEAR,
            "`on` and `on_all_except` are both given",
            at.key_span("on_all_except"),
            secondary=(Label(at.key_span("on"), "these are others"),),
            help="keep one of the two",
        )
    if "deny_trust" in at:
        for name in ("on", "on_all_except"):
            if name in at:
                yield error(
                    codes.GUARDRAIL_NOT_CLEAR,
                    f"`{name}` says nothing beside `deny_trust`",
                    at.key_span(name),
                    help="delete it: a trust policy is about its role alone",
                )
