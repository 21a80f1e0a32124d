"""A policy document that is JSON of any shape."""

from __future__ import annotations

from rolec.policy.policy_text import Kind
from rolec.read.value import Value
from rolec.record import dataclass


@dataclass(frozen=True, slots=True)
class JsonDocument:
    """What a file holds, and what it is to be attached to."""

    value: Value
    kind: Kind
