"""What nobody knows before a plan."""

from __future__ import annotations


class UnknownError(Exception):
    """Says which expression nobody knows before a plan, where a reference cannot stand for it."""


class NothingThereError(UnknownError):
    """Says which expression has no value, as an object without the key that is asked for: `try` goes on."""
