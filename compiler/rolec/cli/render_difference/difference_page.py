"""What differs between two sides, as a page for a reviewer: access first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rolec.cli.render_difference.access_words import VERDICTS, access_blocks, assumed
from rolec.cli.render_difference.same_in_accounts import (
    Placed,
    Told,
    in_accounts,
    same_in_accounts,
    which_accounts,
)
from rolec.cli.render_difference.terraform_words import change_bullet
from rolec.cli.render_role.page import Block, Bullets, Page, Paragraph, Quoted, Section, Words
from rolec.compare.compare import Verdict
from rolec.driver.diff.broken_trust import BrokenTrust
from rolec.driver.diff.difference import Difference, RoleDifference
from rolec.ir.text import Entity
from rolec.plan.change import Change

_RENAMED = "the same access under another name"
_ORDER = (
    VERDICTS[Verdict.UNKNOWN],
    VERDICTS[Verdict.INCOMPARABLE],
    VERDICTS[Verdict.WIDER],
    _RENAMED,
    VERDICTS[Verdict.NARROWER],
    VERDICTS[Verdict.EQUAL],
)
"""What somebody must look at goes first."""


class _Shown(NamedTuple):
    """A role with the one that is ``gone`` and whose access it has under another name."""

    role: RoleDifference
    gone: RoleDifference | None

    @property
    def kind(self) -> str:
        """What is said of its access, in a word."""
        return _RENAMED if self.gone else VERDICTS[self.role.access.verdict]


def difference_page(difference: Difference, same: int) -> Page:
    """The page of ``difference``; ``same`` is how many specs do not differ."""
    shown = sorted(_shown(difference), key=lambda each: _ORDER.index(each.kind))
    placed = (Placed(each.role.pair.now.module.account, _role(each)) for each in shown)
    sections = [_with_accounts(each) for each in same_in_accounts(placed)]
    if difference.others:
        blocks = (_terraform(difference.others, ()),)
        sections.append(Section(("What no role uses",), blocks))
    return Page(_title(each.kind for each in shown), tuple(sections), _rest(same))


def _shown(difference: Difference) -> Iterator[_Shown]:
    """The roles, each that has another name as one."""
    gone = {id(each.pair.old): each for each in difference.roles if each.pair.new is None}
    before = {id(each): gone.pop(id(each.before.role)) for each in difference.roles if each.before}
    for each in difference.roles:
        if each.pair.new is not None or id(each.pair.old) in gone:
            yield _Shown(each, before.get(id(each)))


def _title(kinds: Iterable[str]) -> Words:
    counts = Counter(kinds)
    said = [
        f"{kind} in {counts[kind]:,} role{'s' * (counts[kind] != 1)}"
        for kind in _ORDER
        if counts[kind]
    ]
    return ("; ".join(said) or "no role differs",)


def _rest(same: int) -> Words:
    if not same:
        return ()
    return ("1 spec is the same.",) if same == 1 else (f"{same:,} specs are the same.",)


def _role(shown: _Shown) -> Section:
    called = ("Role ", Quoted(shown.role.pair.now.role.name))
    title = (*called, *_before(shown), f": {shown.kind}")
    return Section(title, tuple(_renamed(*shown) if shown.gone else _blocks(shown.role)))


def _with_accounts(told: Told) -> Section:
    """A section of what is the same in some accounts, with where that is."""
    role, name, *rest = told.section.title
    which = which_accounts(told)
    first = (Paragraph(which),) if which else ()
    title = (role, name, *in_accounts(told.accounts), *rest)
    return Section(title, (*first, *told.section.blocks))


def _before(shown: _Shown) -> Words:
    old, new = shown.role.pair
    if shown.gone:
        old = shown.gone.pair.old
    if new is None:
        return (", which is gone",)
    if old is None:
        return (", which is new",)
    return (", before ", Quoted(old.role.name)) if old.role.name != new.role.name else ()


def _renamed(role: RoleDifference, gone: RoleDifference | None) -> Iterator[Block]:
    """What is said of a role that is another one to AWS alone."""
    assert role.before is not None
    assert gone is not None
    yield Paragraph(
        ("To IAM it is a new role beside one that is gone: all that it may do counts as gained.",)
    )
    yield from assumed(role.before.assumed)
    yield Paragraph(("Terraform:",))
    both = (_terraform(each.changes, each.broken) for each in (gone, role))
    yield Bullets(tuple(bullet for bullets in both for bullet in bullets.items))


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
