"""What of a change gives access, or takes away what keeps it in bounds."""

from __future__ import annotations

from enum import StrEnum

from rolec.explain.grant import Grant
from rolec.record import dataclass
from rolec.review.tier import Tier


class WideningKind(StrEnum):
    """What it is that is wider than before."""

    PERMISSIONS = "permissions"
    TRUST = "trust"
    UNTOLD = "untold"
    """Whether there is more access could not be told."""
    SESSION = "max_session_duration"
    BOUNDARY = "permissions_boundary"
    BOUNDARY_WIDER = "permissions_boundary_wider"
    """A boundary that allows more than the one before, or of which that cannot be told."""
    PROVIDER = "identity_provider"
    """An identity provider whose tokens roles trust."""
    EXCLUSIVE = "exclusive"
    ENABLED = "enabled"
    """A role that is made where it was not."""
    TAG = "tag"
    """A tag of a role that a condition reads."""
    TAGS_FROM = "tags_from"
    """The map that gives tags, any of which a condition may read."""
    EXPECTATION = "expect"
    """An expectation that is gone."""
    WAY = "way"
    """A way from outside to an administrator."""
    ADMINISTRATOR = "administrator"
    """A role that became an administrator."""
    GUARD_RAIL = "guardrail"
    """What a guard rail of the base forbids."""
    GATE = "gate"
    """A change of what reviews and checks go by."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Widening:
    """One thing that somebody may have to look at.

    ``role`` and ``account`` say of what, where it is of one role, and ``in_place_of`` which role that is gone it
    is compared with. ``grant`` is what is gained, and of a role that is ``in_place_of`` one what that had too;
    otherwise ``about`` says what changed, and ``before`` and ``after`` from what to what.
    ``project`` is the folder of its project, whose gate it has to pass.
    """

    tier: Tier
    kind: WideningKind
    project: str = ""
    role: str = ""
    account: str = ""
    in_place_of: str = ""
    grant: Grant | None = None
    about: str = ""
    before: str = ""
    after: str = ""

    @property
    def is_same_access(self) -> bool:
        """Whether it is access that the role had under another name."""
        of_access = {WideningKind.PERMISSIONS, WideningKind.TRUST, WideningKind.UNTOLD}
        return bool(self.in_place_of) and self.kind in of_access
