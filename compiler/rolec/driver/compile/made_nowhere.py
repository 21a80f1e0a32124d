"""Finds documents that are made in no account."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rolec.diagnostics.diagnostic import Diagnostic, error
from rolec.driver.compile.account import DocumentOutcome
from rolec.driver.project import codes
from rolec.driver.project.document import Document
from rolec.driver.project.settings import Settings
from rolec.lower.cursor import Cursor


def refuse_made_nowhere(
    document: Document, outcomes: Sequence[DocumentOutcome], settings: Settings
) -> Iterator[Diagnostic]:
    """An error when ``outcomes``, one an account, left nothing of ``document``."""
    if document.schema == "trusted_entities" or any(
        outcome.placed or outcome.expected or outcome.diagnostics for outcome in outcomes
    ):
        return
    root = Cursor(document.root)
    name = root.field(document.schema)
    shown = f"`{name.string}`" if name.is_scalar else f"this {document.schema}"
    yield error(
        codes.MADE_NOWHERE,
        f"{shown} is made in no account",
        root.field("accounts").span if "accounts" in root else name.span,
        help=_help(settings),
    )


def _help(settings: Settings) -> str:
    owned = [one.account.nickname for one in settings.owned if one.account.nickname]
    if not owned:
        return "delete `accounts:`: the project has one account, without a nickname"
    listed = ", ".join(f"`{nickname}`" for nickname in owned)
    return f"name an account that roles are made in: {listed}"
