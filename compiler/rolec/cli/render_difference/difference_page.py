"""What differs between two sides, as a page for a reviewer: access first."""

from __future__ import annotations

from collections.abc import Iterator

from rolec.cli.render_difference.access_words import VERDICTS, access_blocks
from rolec.cli.render_difference.terraform_words import change_bullet
from rolec.cli.render_role.page import Block, Bullets, Page, Paragraph, Quoted, Section, Words
from rolec.driver.broken_trust import BrokenTrust
from rolec.driver.difference import Difference, RoleDifference
from rolec.ir.text import Entity
from rolec.plan.change import Change


def difference_page(difference: Difference) -> Page:
    """The page of ``difference``."""
    sections = [_role(each) for each in difference.roles]
    if difference.others:
        blocks = (_terraform(difference.others, ()),)
        sections.append(Section(("What no role uses",), blocks))
    return Page(_title(difference), tuple(sections))


def _title(difference: Difference) -> Words:
    count = len(difference.roles)
    return (f"{count} role{'s' * (count != 1)} differ{'s' * (count == 1)}",)


def _role(each: RoleDifference) -> Section:
    return Section(_called(each), tuple(_blocks(each)))


def _called(each: RoleDifference) -> Words:
    now = each.pair.now
    nickname = now.module.account.nickname
    where = (" in ", Quoted(nickname)) if nickname else ()
    verdict = VERDICTS[each.access.verdict]
    return ("Role ", Quoted(now.role.name), *where, *_before(each), f": {verdict}")


def _before(each: RoleDifference) -> Words:
    old, new = each.pair
    if new is None:
        return (", which is gone",)
    if old is None:
        return (", which is new",)
    return (", before ", Quoted(old.role.name)) if old.role.name != new.role.name else ()


def _blocks(each: RoleDifference) -> Iterator[Block]:
    yield from access_blocks(each.access)
    if each.changes:
        yield Paragraph(("Terraform:",))
        yield _terraform(each.changes, each.broken)


def _terraform(changes: tuple[Change, ...], broken: tuple[BrokenTrust, ...]) -> Bullets:
    return Bullets(tuple(change_bullet(c, broken if is_role(c) else ()) for c in changes))


def is_role(change: Change) -> bool:
    """Whether it is the role itself that changes."""
    return change.address.startswith(f"{Entity.ROLE}.")
