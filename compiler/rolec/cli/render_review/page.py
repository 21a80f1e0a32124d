"""A review as a page: what somebody must look at first, then all that differs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from rolec.cli.render_difference.access_words import grant_bullet
from rolec.cli.render_difference.difference_page import difference_page
from rolec.cli.render_difference.same_in_accounts import (
    Placed,
    Told,
    called,
    in_accounts,
    same_in_accounts,
    which_accounts,
)
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
from rolec.ir.module import Account
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
    verdict = "May pass: " if review.may_pass else "Somebody must look: "
    beside = tuple(f"{each}; " for each in _beside_access(review.widenings))
    return (verdict, *beside, *rest.title)


def _beside_access(widenings: Iterable[Widening]) -> Iterator[str]:
    """What is wider beside what policies allow, each with in how many roles it is."""
    roles: dict[WideningKind, set[tuple[str, str, str]]] = {}
    for each in widenings:
        roles.setdefault(each.kind, set()).add((each.project, each.account, each.role))
    for kind, what in _HEADS.items():
        count = len(roles.get(kind, ()))
        of_role = any(role for _, _, role in roles.get(kind, ()))
        if count:
            yield f"{what} in {count:,} role{'s' * (count != 1)}" if of_role else what


def _needs(review: Review) -> Iterator[Block]:
    roles = (each.pair.now.module.account for each in review.difference.roles)
    accounts = {called(each): each for each in roles}
    for need in review.needs:
        yield Paragraph(_tier(need))
        placed = (
            Placed(_account(each.account, accounts), Section(_where(each), (_said(each),)))
            for each in _once(need.widenings)
        )
        yield Bullets(tuple(map(_bullet, same_in_accounts(placed))))


def _account(name: str, known: Mapping[str, Account]) -> Account:
    """The account that is called ``name``; one without a nickname is told by its id."""
    return replace(known.get(name, Account()), nickname=name)


def _once(widenings: Iterable[Widening]) -> Iterator[Widening]:
    """The widenings; of the access that a role has under another name one is enough."""
    yield from dict.fromkeys(
        replace(each, kind=WideningKind.PERMISSIONS, grant=None, about="")
        if each.is_same_access
        else each
        for each in widenings
    )


def _tier(need: Need) -> Words:
    if not need.approvers:
        return (f"{need.tier.capitalize()}, for anybody to look at:",)
    who = listed(tuple((Quoted(name),) for name in need.approvers), "or")
    return (f"{need.tier.capitalize()}, for ", *who, " to look at:")


def _said(each: Widening) -> Bullets:
    """What is wider, as an only bullet."""
    if each.is_same_access:
        return Bullets((Bullet(("the same access under another name",)),))
    if each.grant is None:
        return Bullets((Bullet(_SAID[each.kind](each)),))
    part = Part.TRUST if each.kind is WideningKind.TRUST else Part.PERMISSIONS
    said = grant_bullet(each.grant, part, gained=True)
    verb = "may now be assumed " if part is Part.TRUST else "may now "
    return Bullets((Bullet((verb, *said.words), said.below),))


def _bullet(told: Told) -> Bullet:
    (said,) = (bullet for block in told.section.blocks for bullet in _items(block))
    where, before = told.section.title[:2], told.section.title[2:]
    which = which_accounts(told)
    first = (*where, *before, *in_accounts(told.accounts), ": ") if where else ()
    return Bullet((*first, *said.words), (*((which,) if which else ()), *said.below))


def _items(block: Block) -> tuple[Bullet, ...]:
    return block.items if isinstance(block, Bullets) else ()


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


_HEADS: Mapping[WideningKind, str] = {
    WideningKind.GATE: "another gate",
    WideningKind.GUARD_RAIL: "what a guard rail forbids",
    WideningKind.ADMINISTRATOR: "a new administrator",
    WideningKind.WAY: "a new way from outside",
    WideningKind.BOUNDARY: "no permissions boundary any more",
    WideningKind.BOUNDARY_WIDER: "another permissions boundary",
    WideningKind.EXCLUSIVE: "`exclusive` off",
    WideningKind.ENABLED: "another `enabled`",
    WideningKind.TAG: "another tag that a condition reads",
    WideningKind.TAGS_FROM: "another map of tags",
    WideningKind.PROVIDER: "another identity provider",
    WideningKind.SESSION: "longer sessions",
    WideningKind.EXPECTATION: "less that is expected",
}
"""What a title says of what is wider beside the access that a page begins with."""


def _where(each: Widening) -> Words:
    if not each.role:
        return ()
    before = (" in the place of ", Quoted(each.in_place_of)) if each.in_place_of else ()
    return ("role ", Quoted(each.role), *before)


def _from_to(each: Widening) -> Words:
    if each.before and each.after:
        return (", from ", Quoted(each.before), " to ", Quoted(each.after))
    if each.after:
        return (", now ", Quoted(each.after))
    return (", no longer ", Quoted(each.before)) if each.before else ()
