"""The search for a request that layers allow, as far as it is known how."""

from __future__ import annotations

from collections.abc import Sequence

from rolec.ask.some_request import Untold
from rolec.semantics.access import Layer
from rolec.semantics.request import Request


def search(layers: Sequence[Layer]) -> Request | Untold | None:
    """A request that every one of ``layers`` allows and none denies."""
    raise NotImplementedError
