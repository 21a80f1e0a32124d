"""What differs between two sides, as a page for a reviewer: access first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from rolec.cli.render_difference.access_words import VERDICTS, access_blocks
from rolec.cli.render_difference.terraform_words import change_bullet
from rolec.cli.render_role.page import Block, Bullets, Page, Paragraph, Quoted, Section, Words
from rolec.compare.compare import Verdict
from rolec.driver.diff.broken_trust import BrokenTrust
from rolec.driver.diff.difference import Difference, RoleDifference
from rolec.ir.text import Entity
from rolec.plan.change import Change

_ORDER = (
    Verdict.UNKNOWN,
    Verdict.INCOMPARABLE,
    Verdict.WIDER,
    Verdict.NARROWER,
    Verdict.EQUAL,
)
"""What somebody must look at goes first."""


def difference_page(difference: Difference, same: int) -> Page:
    """The page of ``difference``; ``same`` is how many specs do not differ."""
    in_order = sorted(difference.roles, key=lambda each: _ORDER.index(each.access.verdict))
    sections = [_role(each) for each in in_order]
    if difference.others:
        blocks = (_terraform(difference.others, ()),)
        sections.append(Section(("What no role uses",), blocks))
    return Page(_title(difference), tuple(sections), _rest(same))


def _title(difference: Difference) -> Words:
    counts = Counter(each.access.verdict for each in difference.roles)
    said = [
        f"{VERDICTS[verdict]} in {counts[verdict]} role{'s' * (counts[verdict] != 1)}"
        for verdict in _ORDER
        if counts[verdict]
    ]
    return ("; ".join(said) or "no role differs",)


def _rest(same: int) -> Words:
    if not same:
        return ()
    return ("1 spec is the same.",) if same == 1 else (f"{same:,} specs are the same.",)


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
    if each.like:
        yield Paragraph(
            ("It has the access that role ", Quoted(each.like), ", which is gone, had.")
        )
    yield from access_blocks(each.access)
    if each.changes:
        yield Paragraph(("Terraform:",))
        yield _terraform(each.changes, each.broken)


def _terraform(changes: tuple[Change, ...], broken: tuple[BrokenTrust, ...]) -> Bullets:
    return Bullets(tuple(change_bullet(c, broken if is_role(c) else ()) for c in changes))


def is_role(change: Change) -> bool:
    """Whether it is the role itself that changes."""
    return change.address.startswith(f"{Entity.ROLE}.")
