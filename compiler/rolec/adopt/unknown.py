"""What nobody knows before a plan."""

from __future__ import annotations


class UnknownError(Exception):
    """Says which expression nobody knows before a plan, where a reference cannot stand for it."""
