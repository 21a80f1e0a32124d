"""What nobody knows before a plan, and what is not read."""

from __future__ import annotations


class UnknownError(Exception):
    """Says which expression nobody knows before a plan, where a reference cannot stand for it."""

    def __init__(self, text: str) -> None:
        super().__init__(" ".join(text.split()))  # a reason is one line

    @property
    def reason(self) -> str:
        """Why what has the expression is left out."""
        return f"not known before a plan: {self}"


class NothingThereError(UnknownError):
    """Says which expression has no value, as an object without the key that is asked for: `try` goes on."""


class UnreadError(UnknownError):
    """Says what a source has that rolec does not read, and that no plan would tell either."""

    @property
    def reason(self) -> str:
        """Why what has it is left out."""
        return str(self)
