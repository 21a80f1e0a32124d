"""Statements in words."""

from __future__ import annotations

from rolec.cli.render_role.condition_words import condition_words
from rolec.cli.render_role.page import Bullet, Quoted, Words, listed
from rolec.cli.render_role.principal_words import principal_words
from rolec.ir.document import Effect, Patterns, Statement
from rolec.ir.text import Entity, Link, Text

_ASSUMES = frozenset({"sts:AssumeRole", "sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity"})

_BESIDES = {
    "sts:TagSession": "may pass session tags",
    "sts:SetSourceIdentity": "may set a source identity",
}


def trust_bullets(statement: Statement) -> tuple[Bullet, ...]:
    """Who a statement of a trust policy lets in, or keeps out."""
    extra = _conditions(statement) + _other_actions(statement) + _remarks(statement)
    return tuple(
        Bullet((*_verdict(statement), *principal_words(principal)), extra)
        for principal in statement.principals
    )


def permission_bullet(statement: Statement) -> Bullet:
    """What a statement allows or denies."""
    verb = "Allows " if statement.effect is Effect.ALLOW else "Denies "
    on = _patterns(statement.resources, "everything") if statement.resources else ()
    words = (verb, *_patterns(statement.actions, "every action"), " on ", *on)
    return Bullet(words, _conditions(statement) + _remarks(statement))


def services(statements: tuple[Statement, ...]) -> tuple[str, ...]:
    """The services, as prefixes of actions, of which something is allowed."""
    allowed = [s for s in statements if s.effect is Effect.ALLOW]
    found = {
        "*" if s.actions.inverted else a.written.partition(":")[0].lower()
        for s in allowed
        for a in s.actions.items
    }
    return tuple(sorted(found))


def _verdict(statement: Statement) -> Words:
    return () if statement.effect is Effect.ALLOW else ("never ",)


def _patterns(patterns: Patterns, all_of_it: str) -> Words:
    if [item.written for item in patterns.items] == ["*"]:
        return ("nothing",) if patterns.inverted else (all_of_it,)
    items = listed(tuple(map(_pattern, patterns.items)), "and")
    return (all_of_it, " except ", *items) if patterns.inverted else items


def _pattern(item: Text) -> Words:
    match item.parts:
        case (Link(entity=Entity.ROLE, attribute="arn", name=name, account=account),):
            return ("role ", Quoted(name), *((" in ", Quoted(account)) if account else ()))
        case _:
            return (Quoted(item.written),)


def _conditions(statement: Statement) -> tuple[Words, ...]:
    first = "only if " if statement.effect is Effect.ALLOW else "if "
    return tuple(
        ("and " if i else first, *condition_words(condition))
        for i, condition in enumerate(statement.conditions)
    )


def _other_actions(statement: Statement) -> tuple[Words, ...]:
    if statement.actions.inverted:
        return (("for ", *_patterns(statement.actions, "every action")),)
    names = [item.written for item in statement.actions.items]
    said = tuple((_BESIDES[name],) for name in names if name in _BESIDES)
    others = tuple((Quoted(n),) for n in names if n not in _BESIDES and n not in _ASSUMES)
    return (*said, *((("for ", *listed(others, "and")),) if others else ()))


def _remarks(statement: Statement) -> tuple[Words, ...]:
    because = (("because: ", Quoted(statement.because)),) if statement.because else ()
    sid = (("Sid: ", Quoted(statement.sid)),) if statement.sid else ()
    return (*because, *sid)
