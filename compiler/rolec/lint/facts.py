"""What is known beyond the document: the project's accounts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from rolec.ir.module import Account
from rolec.record import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What lints may know of the world around a document.

    ``account`` is the account that the document is for, without an id where that is not known;
    ``accounts`` are all of the project by id.
    """

    account: Account = field(default_factory=Account)
    accounts: Mapping[str, Account] = field(default_factory=dict)
