"""Why something cannot be adopted: every reason that can be found in one go."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from rolec.adopt.found import Place
from rolec.adopt.unknown import UnknownError, UnreadError

_Made = TypeVar("_Made")
_Other = TypeVar("_Other")


class Reasons:
    """Takes down what is not known of one thing, and where, and goes on."""

    def __init__(self) -> None:
        self._unknown: list[str] = []
        self._unread: list[str] = []
        self.place: Place | None = None
        """Where the first is."""

    def __bool__(self) -> bool:
        """Whether there is one."""
        return self.place is not None

    @property
    def text(self) -> str:
        """All of them, what nobody knows before what is not read."""
        unknown = "; ".join(dict.fromkeys(self._unknown))
        reason = [UnknownError(unknown).reason] if unknown else []
        return "; ".join((*reason, *dict.fromkeys(self._unread)))

    def known(self, place: Place, make: Callable[[], _Made], otherwise: _Other) -> _Made | _Other:
        """What ``make`` makes of what is at ``place``; ``otherwise`` where it cannot, of which it is taken down why."""
        try:
            return make()
        except UnknownError as unknown:
            self.place = self.place or place
            (self._unread if isinstance(unknown, UnreadError) else self._unknown).append(
                str(unknown)
            )
            return otherwise
