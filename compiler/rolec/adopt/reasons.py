"""Why something cannot be adopted: every reason that can be found in one go."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from rolec.adopt.found import Place
from rolec.adopt.unknown import UnknownError

_Made = TypeVar("_Made")
_Other = TypeVar("_Other")


class Reasons:
    """Takes down what is not known of one thing, and where, and goes on."""

    def __init__(self) -> None:
        self._found: dict[str, Place] = {}

    def __bool__(self) -> bool:
        """Whether there is one."""
        return bool(self._found)

    @property
    def text(self) -> str:
        """All of them, in the order in which they were found."""
        return "; ".join(self._found)

    @property
    def place(self) -> Place:
        """Where the first is."""
        return next(iter(self._found.values()))

    def add(self, place: Place, reason: str) -> None:
        """Take down a reason; one that was taken down stays where that was."""
        self._found.setdefault(reason, place)

    def known(self, place: Place, make: Callable[[], _Made], otherwise: _Other) -> _Made | _Other:
        """What ``make`` makes of what is at ``place``; ``otherwise`` where it cannot."""
        try:
            return make()
        except UnknownError as unknown:
            self.add(place, str(unknown))
            return otherwise
