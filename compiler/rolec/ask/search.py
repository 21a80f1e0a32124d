"""The searches for a request that layers allow: the exact procedure."""

from __future__ import annotations

from collections.abc import Sequence

from rolec.ask.some_request import Searches, Untold
from rolec.compare.compare import Unknown, generally_only_in, only_in
from rolec.semantics.access import Access, Layer
from rolec.semantics.request import Request


def search(layers: Sequence[Layer]) -> Request | Untold | None:
    """A request that every one of ``layers`` allows and none denies.

    It may say which values have to be those of references for that.
    """
    return _told(only_in(Access(layers=tuple(layers))))


def general_search(layers: Sequence[Layer]) -> Request | Untold | None:
    """The same where no reference has the value of another text."""
    return _told(generally_only_in(Access(layers=tuple(layers))))


def _told(found: Request | Unknown | None) -> Request | Untold | None:
    return Untold() if isinstance(found, Unknown) else found


SEARCHES = Searches(search, general_search)
