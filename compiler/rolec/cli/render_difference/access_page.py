"""What access differs between two policy documents, as a page."""

from __future__ import annotations

from rolec.cli.render_difference.access_words import VERDICTS, access_blocks
from rolec.cli.render_role.page import Page, Section
from rolec.driver.diff.access_difference import AccessDifference


def access_page(access: AccessDifference) -> Page:
    """The page of ``access``."""
    blocks = tuple(access_blocks(access))
    sections = (Section(("Access",), blocks),) if blocks else ()
    return Page((VERDICTS[access.verdict],), sections)
