"""A review as a page: what somebody must look at first, then all that differs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from rolec.cli.render_difference.access_words import grant_bullet
from rolec.cli.render_difference.difference_page import difference_page
from rolec.cli.render_role.page import (
    Block,
    Bullet,
    Bullets,
    Page,
    Paragraph,
    Quoted,
    Section,
    Words,
    listed,
)
from rolec.driver.diff.access_difference import Part
from rolec.driver.review.review import Review
from rolec.graph.graph import PowerKind
from rolec.review.need import Need
from rolec.review.widening import Widening, WideningKind

_POWERS = {
    PowerKind.EVERYTHING: "it may do everything",
    PowerKind.ITSELF: "it may change what it may do",
    PowerKind.OTHER_ROLE: "it may change what a role may do, and become that role",
    PowerKind.NEW_ROLE: "it may make a role, and give it any policy",
    PowerKind.USER: "it may change what a user may do, and become that user",
}


def review_page(review: Review) -> Page:
    """The page of ``review``."""
    rest = difference_page(review.difference, review.same)
    sections = (Section(("To look at",), tuple(_needs(review))),) if review.needs else ()
    return Page(_title(review, rest), (*sections, *rest.sections), rest.end)


def _title(review: Review, rest: Page) -> Words:
    if review.may_pass:
        return ("May pass: ", *rest.title)
    return ("Somebody must look: ", *rest.title)


def _needs(review: Review) -> Iterator[Block]:
    for need in review.needs:
        yield Paragraph(_tier(need))
        yield Bullets(tuple(_bullet(*each) for each in _merged(need.widenings).items()))


def _tier(need: Need) -> Words:
    if not need.approvers:
        return (f"{need.tier.capitalize()}, for anybody to look at:",)
    who = listed(tuple((Quoted(name),) for name in need.approvers), "or")
    return (f"{need.tier.capitalize()}, for ", *who, " to look at:")


def _merged(widenings: Iterable[Widening]) -> dict[Widening, list[str]]:
    """What is the same in several accounts as one, each with the accounts that it is in."""
    found: dict[Widening, list[str]] = {}
    for each in widenings:
        accounts = found.setdefault(replace(each, account=""), [])
        if each.account:
            accounts.append(each.account)
    return found


def _bullet(each: Widening, accounts: list[str]) -> Bullet:
    where = _where(each, accounts)
    if each.grant is None:
        return Bullet((*where, *_SAID[each.kind](each)))
    part = Part.TRUST if each.kind is WideningKind.TRUST else Part.PERMISSIONS
    said = grant_bullet(each.grant, part, gained=True)
    verb = "may now be assumed " if part is Part.TRUST else "may now "
    return Bullet((*where, verb, *said.words), said.below)


def _untold(each: Widening) -> Words:
    because = (": ", Quoted(each.about)) if each.about else ()
    return ("it cannot be told whether there is more access", *because)


def _session(each: Widening) -> Words:
    return (f"a session may last {each.after}, before {each.before}",)


def _boundary(each: Widening) -> Words:
    return ("its permissions boundary ", Quoted(each.before), " is taken away")


def _boundary_wider(each: Widening) -> Words:
    if each.about:
        return (
            "it cannot be told whether its permissions boundary allows more: ",
            Quoted(each.about),
        )
    return ("its permissions boundary allows more than before", *_from_to(each))


def _provider(each: Widening) -> Words:
    return ("the identity provider ", Quoted(each.about), " is another", *_from_to(each))


def _exclusive(_: Widening) -> Words:
    return ("it may have policies that are not in its spec: `exclusive` is off",)


def _tag(each: Widening) -> Words:
    return ("the tag ", Quoted(each.about), *_from_to(each), ", which a condition reads")


def _tags_from(each: Widening) -> Words:
    return ("the map that gives it tags", *_from_to(each), ", any of which a condition may read")


def _enabled(each: Widening) -> Words:
    return ("it is made where it was not: `enabled`", *_from_to(each))


def _expectation(each: Widening) -> Words:
    return ("it is no longer expected: ", Quoted(each.about))


def _way(each: Widening) -> Words:
    return ("there is a new way to it from outside: ", Quoted(each.about))


def _administrator(each: Widening) -> Words:
    return (f"it is an administrator now: {_POWERS[PowerKind(each.about)]}",)


def _guard_rail(each: Widening) -> Words:
    return ("against a guard rail of the base: ", Quoted(each.about))


def _gate(each: Widening) -> Words:
    return ("the gate changes: ", Quoted(each.about), *_from_to(each))


_SAID: Mapping[WideningKind, Callable[[Widening], Words]] = {
    WideningKind.UNTOLD: _untold,
    WideningKind.SESSION: _session,
    WideningKind.BOUNDARY: _boundary,
    WideningKind.BOUNDARY_WIDER: _boundary_wider,
    WideningKind.PROVIDER: _provider,
    WideningKind.EXCLUSIVE: _exclusive,
    WideningKind.TAG: _tag,
    WideningKind.TAGS_FROM: _tags_from,
    WideningKind.ENABLED: _enabled,
    WideningKind.EXPECTATION: _expectation,
    WideningKind.WAY: _way,
    WideningKind.ADMINISTRATOR: _administrator,
    WideningKind.GUARD_RAIL: _guard_rail,
    WideningKind.GATE: _gate,
}


def _where(each: Widening, accounts: list[str]) -> Words:
    if not each.role:
        return ()
    listed_ = listed(tuple((Quoted(account),) for account in accounts), "and")
    before = (" in the place of ", Quoted(each.in_place_of)) if each.in_place_of else ()
    return ("role ", Quoted(each.role), *before, *((" in ", *listed_) if listed_ else ()), ": ")


def _from_to(each: Widening) -> Words:
    if each.before and each.after:
        return (", from ", Quoted(each.before), " to ", Quoted(each.after))
    if each.after:
        return (", now ", Quoted(each.after))
    return (", no longer ", Quoted(each.before)) if each.before else ()
