"""A review as a comment of a pull request, which holds so much and no more."""

from __future__ import annotations

from dataclasses import replace

from rolec.cli.render_review.page import review_page
from rolec.cli.render_role.markdown import markdown_page
from rolec.cli.render_role.page import Page, Paragraph, Section
from rolec.driver.review.review import Review

LONGEST = 65_536
"""Characters of a comment that GitHub takes, or its API answers `body is too long`."""


def comment(review: Review, marker: str) -> str:
    """The review as Markdown after ``marker``: what is too long for a comment is left out as a whole, and told."""
    page = review_page(review)
    for fitting in (page, _without_roles(page, review), _without_needs(page, review)):
        text = f"{marker}\n{markdown_page(fitting)}"
        if len(text) <= LONGEST:
            break
    return text


def _without_roles(page: Page, review: Review) -> Page:
    """What somebody must look at, without what differs in each role."""
    kept = page.sections[: 1 if review.needs else 0]
    roles = len(review.difference.roles)
    return replace(page, sections=(*kept, _left_out(f"what differs in {roles:,} roles")))


def _without_needs(page: Page, review: Review) -> Page:
    """How much there is to look at, and for whom."""
    counts = tuple(
        Paragraph((f"{need.tier.capitalize()}: {len(need.widenings):,} to look at.",))
        for need in review.needs
    )
    kept = (Section(("To look at",), counts),)
    return replace(page, sections=(*kept, _left_out("what there is to look at, and what differs")))


def _left_out(what: str) -> Section:
    text = f"{what.capitalize()} is more than a comment holds: `rolec review` and `rolec diff` show it."
    return Section(("Not shown here",), (Paragraph((text,)),))
