"""What is wrong with a rolec.yaml that has the right form."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rolec.diagnostics.diagnostic import Diagnostic, Label, error
from rolec.driver.project import codes
from rolec.lower.cursor import Cursor
from rolec.source.span import Span

REVIEW = "review"
NOBODY = "nobody"
"""Who has to look at what passes by itself."""
_ACCOUNT_ID = re.compile(r"[0-9]{12}", re.ASCII)


def settings_problems(root: Cursor) -> Iterator[Diagnostic]:
    """Everything that the settings in ``root`` contradict themselves in, or cannot be held to."""
    yield from _nobody_and_others(root)
    accounts = root.get("accounts")
    if accounts is not None:
        yield from _one_or_several(root)
        yield from _nicknames(accounts)
        yield from _ids(accounts)
        yield from _none_owned(root, accounts)


def _one_or_several(root: Cursor) -> Iterator[Diagnostic]:
    if "account" in root:
        yield error(
            codes.ACCOUNTS_NOT_CLEAR,
            "`account` and `accounts` are both given",
            root.key_span("account"),
            secondary=(Label(root.key_span("accounts"), "these are others"),),
            help="give the account a nickname under `accounts:`, or delete one of the two",
        )


def _nicknames(accounts: Cursor) -> Iterator[Diagnostic]:
    first: dict[str, tuple[str, Span]] = {}
    for name, span, _ in accounts.entries():
        before, place = first.setdefault(name.casefold(), (name, span))
        if name == "self":
            message = "`self` is the account that a role is made in, and no nickname"
            yield _refused(message, span)
        elif _ACCOUNT_ID.fullmatch(name):
            yield _refused(f"`{name}` is an account id, and no nickname", span)
        elif place is not span:
            message = f"the nicknames `{before}` and `{name}` differ only by case"
            yield _refused(message, span, Label(place, "the other one"))


def _ids(accounts: Cursor) -> Iterator[Diagnostic]:
    first: dict[str, tuple[str, Span]] = {}
    for name, _, account in accounts.entries():
        at = account.field("id")
        before, place = first.setdefault(at.string, (name, at.span))
        if place is not at.span:
            yield error(
                codes.ACCOUNTS_NOT_CLEAR,
                f"`{before}` and `{name}` are the same account",
                at.span,
                secondary=(Label(place, "first given here"),),
                help="delete one of the two, or mend its `id`",
            )


def _none_owned(root: Cursor, accounts: Cursor) -> Iterator[Diagnostic]:
    owned = (account.get("owned") for _, _, account in accounts.entries())
    if not any(at is None or at.boolean for at in owned):
        yield error(
            codes.MADE_NOWHERE,
            "no account is `owned`, so nothing is made anywhere",
            root.key_span("accounts"),
            help="add the account that roles are made in",
        )


def _nobody_and_others(root: Cursor) -> Iterator[Diagnostic]:
    review = root.get(REVIEW)
    for tier, _, who in review.entries() if review else ():
        names = who.many()
        for name in names if len(names) > 1 else ():
            if name.string == NOBODY:
                yield error(
                    codes.REVIEW_NOT_CLEAR,
                    f"`{NOBODY}` has to look at `{tier}`, and others have to",
                    name.span,
                    help=f"delete `{NOBODY}`, or the others",
                )


def _refused(message: str, span: Span, *others: Label) -> Diagnostic:
    return error(
        codes.ACCOUNTS_NOT_CLEAR,
        message,
        span,
        secondary=others,
        help="choose another nickname",
    )
