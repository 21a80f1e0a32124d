"""How many more a finding is about than the one that its message names."""

from __future__ import annotations


def and_more(count: int) -> tuple[str, ...]:
    """A note on all of ``count`` but the first: a message with a number in it would be another one
    when that changes, and no baseline would know it.
    """
    return (f"the same is true of {count - 1} more",) if count > 1 else ()
