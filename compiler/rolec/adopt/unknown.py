"""What nobody knows before a plan."""

from __future__ import annotations


class UnknownError(Exception):
    """Says which expression nobody knows before a plan, where a reference cannot stand for it."""

    def __init__(self, text: str) -> None:
        super().__init__(" ".join(text.split()))  # a reason is one line


class NothingThereError(UnknownError):
    """Says which expression has no value, as an object without the key that is asked for: `try` goes on."""
