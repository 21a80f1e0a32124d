"""A review as a comment of a pull request, which holds so much and no more."""

from __future__ import annotations

from dataclasses import replace

from rolec.cli.render_review.page import review_page
from rolec.cli.render_role.markdown import markdown_page
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
from rolec.driver.review.review import Review

LONGEST = 65_536
"""Characters of a comment that GitHub takes, or its API answers `body is too long`."""


_ROOM = 4_000
"""Characters of it for what stands around what there is to look at: the title, the tiers, and what is left out."""
_ROLES = 10
"""Roles that are named where not all that is to be looked at is shown."""


def comment(review: Review, marker: str) -> str:
    """The review as Markdown after ``marker``: of what is too long for a comment as much as fits, the worst first."""
    page = review_page(review)
    for fitting in (page, _without_roles(page, review), _with_some_needs(page, review)):
        text = f"{marker}\n{markdown_page(fitting)}"
        if len(text) <= LONGEST:
            break
    return text


def _without_roles(page: Page, review: Review) -> Page:
    """What somebody must look at, without what differs in each role."""
    kept = page.sections[: 1 if review.needs else 0]
    roles = len(review.difference.roles)
    return replace(page, sections=(*kept, _left_out(f"what differs in {roles:,} roles")))


def _with_some_needs(page: Page, review: Review) -> Page:
    """Each tier with as much of what there is to look at as fits, and with how much more there is."""
    shown, room = [], LONGEST - _ROOM
    for block in page.sections[0].blocks if review.needs else ():
        kept = block
        if isinstance(block, Bullets):
            kept = _fitting(block, room)
            room -= _length(kept)
        shown.append(kept)
    kept_section = Section(("To look at",), (*shown, Paragraph(_roles(review))))
    rest = "the rest of what there is to look at, and what differs,"
    return replace(page, sections=(kept_section, _left_out(rest)))


def _fitting(bullets: Bullets, room: int) -> Bullets:
    kept: list[Bullet] = []
    for each in bullets.items:
        length = _length(Bullets((each,)))
        if length <= room:
            kept.append(each)
            room -= length
    hidden = len(bullets.items) - len(kept)
    more = (Bullet((f"and {hidden:,} more" if kept else f"{hidden:,} to look at",)),)
    return Bullets((*kept, *(more if hidden else ())))


def _length(block: Block) -> int:
    return len(markdown_page(Page((), (Section((), (block,)),))))


def _roles(review: Review) -> Words:
    """Whose access all of it is about."""
    names = list(dict.fromkeys(each.role for need in review.needs for each in need.widenings))
    shown = [name for name in names if name][:_ROLES]
    hidden = len(names) - len(shown)
    more = ((f"{hidden:,} more",),) if hidden else ()
    return ("All of it is of ", *listed((*((Quoted(name),) for name in shown), *more), "and"), ".")


def _left_out(what: str) -> Section:
    text = f"{what.capitalize()} is more than a comment holds: `rolec review` and `rolec diff` show it."
    return Section(("Not shown here",), (Paragraph((text,)),))
