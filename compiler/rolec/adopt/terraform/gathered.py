"""What belongs to a role of a module of Terraform."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from typing import TypeAlias

from rolec.adopt.found import FoundPolicy, FoundProfile, Place
from rolec.adopt.terraform.instances import Instance
from rolec.record import dataclass

Either: TypeAlias = "Callable[[tuple[str, ...], tuple[str, ...]], tuple[str, ...]]"


@dataclass(slots=True)
class Gathered:
    """What belongs to a role, and the ways in which its policies may be written where they are listed.

    ``parts`` are the resources that it comes from, and ``places`` those of managed policies, by ARN; of what is
    ``staying`` only a plan knows how many there are, and of ``perhaps`` among them also whether they are of the role.
    ``lists`` are the resources that attach what is in each list.
    """

    inline: list[FoundPolicy]
    attached: list[str]
    ways_inline: list[set[str]]
    ways_attached: list[set[str]]
    attached_if: dict[str, tuple[str, ...]] = field(default_factory=dict)
    profiles: list[FoundProfile] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    aside: list[str] = field(default_factory=list)
    is_exclusive: bool = False
    enabled: tuple[str, ...] = ()
    exclusive: list[Instance] = field(default_factory=list)
    parts: list[Instance] = field(default_factory=list)
    staying: list[Instance] = field(default_factory=list)
    perhaps: list[Instance] = field(default_factory=list)
    places: dict[str, Place] = field(default_factory=dict)
    lists: dict[str, set[str]] = field(default_factory=dict)

    def attach(
        self, arns: list[str], enabled: tuple[str, ...], either: Either, *, by: str = ""
    ) -> None:
        """Add ``arns`` that are attached where all that is ``enabled`` is true.

        ``either`` says on what it depends whether one of two is there, and ``by`` is the address of what attaches
        them, if it is a resource of its own.
        """
        for arn in arns:
            if arn in self.attached:
                now = either(self.attached_if.get(arn, self.enabled), enabled)
            else:
                now = enabled
            self.attached.append(arn)
            here = {f"${{{by}.policy_arn}}"} if by else set[str]()
            self.ways_attached.append({arn, f"${{{arn}.arn}}", *here})
            self.attached_if.pop(arn, None)
            if now != self.enabled:
                self.attached_if[arn] = now
