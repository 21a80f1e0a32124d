"""What became of everything that was to be adopted."""

from __future__ import annotations

from collections.abc import Mapping

from rolec.adopt.found import FoundBlock, FoundRole
from rolec.diagnostics.diagnostic import Diagnostic
from rolec.driver.adopt.proof import Status
from rolec.driver.adopt.take_over import TakenOver
from rolec.driver.project.project import SETTINGS
from rolec.record import dataclass
from rolec.source.file import SourceMap

OF_OTHERS = "only roles have it that are not adopted"
"""Why a managed policy was left alone."""

NOT_ASKED = "not asked for"
"""Why what is there was left alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AdoptedRole:
    """What became of a role; ``spec`` is its file, and ``fallbacks`` what is as IAM has it in it."""

    role: FoundRole
    status: Status
    reason: str | None
    spec: str | None
    fallbacks: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Adoption:
    """What became of everything; ``files`` are the specs by path, rolec.yaml too when there is none.

    ``taken_over`` are the files by which Terraform takes over, for the folders that are built. Of the variables
    that are ``defaults`` it was taken that they have theirs.
    """

    roles: tuple[AdoptedRole, ...]
    blocks: tuple[FoundBlock, ...]
    files: Mapping[str, str]
    taken_over: Mapping[str, TakenOver]
    diagnostics: tuple[Diagnostic, ...]
    sources: SourceMap
    defaults: tuple[str, ...] = ()

    @property
    def written(self) -> dict[str, str]:
        """All files that come of it, by path: none where nothing was adopted."""
        if not (self.files.keys() - {SETTINGS} or self.taken_over):
            return {}
        return {**self.files, **{name: each.text for name, each in self.taken_over.items()}}

    @property
    def is_whole(self) -> bool:
        """Whether every source was read, and everything adopted."""
        left = [each for each in self.roles if each.status is Status.NOT_ADOPTED]
        policies = [e for e in self.blocks if e.policy and e.reason not in {None, NOT_ASKED}]
        return not self.diagnostics and not left and not policies
