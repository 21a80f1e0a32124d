"""What was proved of a role that was adopted."""

from __future__ import annotations

from enum import StrEnum

from rolec.driver.adopt.at_fault import AtFault
from rolec.record import dataclass


class Status(StrEnum):
    """What was proved of a role."""

    EQUAL = "equal"
    EQUAL_IN_ACCESS = "equal-in-access"
    NOT_ADOPTED = "not-adopted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What was proved, where the spec ``compiles``; of what was not ``trust`` are the statements by number, ``inline`` the
    policies by name and ``policies`` by ARN. What does not compile may be ``at_fault`` in some of these alone.

    One that is ``for_want`` of another has no mistake but that it names a spec that has one.
    """

    status: Status
    reason: str | None = None
    compiles: bool = True
    at_fault: AtFault | None = None
    for_want: bool = False
    trust: frozenset[int] = frozenset()
    inline: frozenset[str] = frozenset()
    policies: frozenset[str] = frozenset()


EQUAL = Proof(status=Status.EQUAL)
WRITTEN_OTHERWISE = Proof(
    status=Status.EQUAL_IN_ACCESS,
    reason="its policies allow the same in other words or another version",
)
