"""What is known beyond the document: the project's accounts, and AWS."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date

from rolec.catalog.catalogue import SHIPPED, Catalogue
from rolec.ir.module import Account
from rolec.ir.size import Quotas
from rolec.record import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What lints may know of the world around a document.

    ``account`` is the account that the document is for, without an id where that is not known;
    ``accounts`` are all of the project by id. ``catalogue`` is AWS, and ``quotas`` are those that
    AWS has given. ``today`` is None where time must not count.
    """

    account: Account = field(default_factory=Account)
    accounts: Mapping[str, Account] = field(default_factory=dict)
    catalogue: Catalogue = SHIPPED
    quotas: Quotas = field(default_factory=Quotas)
    today: date | None = None
