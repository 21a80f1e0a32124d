"""What a project takes from AWS's catalogue: what its lock holds, and what its specs use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import TYPE_CHECKING

from rolec.record import dataclass
from rolec.source.span import Span

if TYPE_CHECKING:
    from rolec.catalog.catalogue import Catalogue


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """A `{service, access}` with what its statement names; lists are sorted.

    ``on`` are resources as they are written, once rolec's own values are in them.
    """

    service: str
    levels: tuple[str, ...]
    on: tuple[str, ...]

    @property
    def order(self) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
        """By what several are sorted."""
        return self.service, self.levels, self.on


@dataclass(slots=True, kw_only=True)
class Pins:
    """Collects what is used, as a sink does diagnostics; ``locked`` goes before the catalogue.

    ``catalogue`` is AWS as the project knows it, None for AWS as rolec ships it.
    ``used`` are the actions of each access, and ``policies`` the AWS managed policies that are
    attached; ``places`` are where each was used first.
    """

    locked: Mapping[Access, tuple[str, ...]] = field(default_factory=dict)
    catalogue: Catalogue | None = None
    used: dict[Access, tuple[str, ...]] = field(default_factory=dict)
    policies: set[str] = field(default_factory=set)
    places: dict[Access | str, Span] = field(default_factory=dict)

    def use(self, access: Access, actions: tuple[str, ...], span: Span) -> None:
        """Remember what ``access`` was expanded to."""
        self.used[access] = actions
        self.places.setdefault(access, span)

    def attach(self, policy: str, span: Span) -> None:
        """Remember that a role has the AWS managed policy called ``policy``."""
        self.policies.add(policy)
        self.places.setdefault(policy, span)
