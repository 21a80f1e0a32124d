"""A guard rail, in one account."""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum

from rolec.ir.glob import matches
from rolec.policy.policy_text import PolicyText
from rolec.record import dataclass
from rolec.semantics.statement import Condition, Strings
from rolec.source.span import NOWHERE, Span


class PartyKind(StrEnum):
    """What those have in common who may never assume a role."""

    PUBLIC = "public"
    ACCOUNT = "aws_account"
    SERVICE = "aws_service"
    PROVIDER = "identity_provider"


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Those of a ``kind`` whom ``names`` say or, ``inverted``, whom they do not."""

    kind: PartyKind
    names: tuple[str, ...] = ()
    inverted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardRail:
    """What no role may be allowed, unless all of ``unless`` is met: ``actions`` on ``resources``, or
    to be assumed by one of ``parties``.

    It is for ``roles``, patterns for names, but those of ``exempt``; ``named`` are all that it names,
    with their places. ``written`` is what it says as a policy that denies it, for those who judge words.
    """

    name: str
    actions: Strings | None = None
    resources: Strings | None = None
    parties: tuple[Party, ...] = ()
    unless: tuple[Condition, ...] = ()
    roles: tuple[str, ...] = ("*",)
    exempt: tuple[str, ...] = ()
    because: str | None = None
    named: tuple[tuple[str, Span], ...] = field(default=(), compare=False, repr=False)
    written: PolicyText | None = field(default=None, compare=False, repr=False)
    span: Span = field(default=NOWHERE, compare=False, repr=False)

    def holds(self, role: str) -> bool:
        """Whether the role called ``role`` is held to it."""
        return _any(self.roles, role) and not _any(self.exempt, role)


def _any(patterns: tuple[str, ...], name: str) -> bool:
    return any(matches(pattern, name) for pattern in patterns)
