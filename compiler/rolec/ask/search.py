"""The search for a request that layers allow: the exact procedure."""

from __future__ import annotations

from collections.abc import Sequence

from rolec.ask.some_request import Untold
from rolec.compare.compare import only_in
from rolec.semantics.access import Access, Layer
from rolec.semantics.request import Request


def search(layers: Sequence[Layer]) -> Request | Untold | None:
    """A request that every one of ``layers`` allows and none denies."""
    found = only_in(Access(layers=tuple(layers)))
    return found if isinstance(found, Request | None) else Untold()
