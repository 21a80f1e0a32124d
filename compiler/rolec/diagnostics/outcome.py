"""How a stage hands over its result together with what it has to say."""

from __future__ import annotations

from dataclasses import field
from typing import Generic, TypeVar

from rolec.diagnostics.diagnostic import Diagnostic
from rolec.diagnostics.level import Level
from rolec.record import dataclass

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T]):
    """The result of a stage: ``value`` is None exactly when there was an error."""

    value: T | None
    diagnostics: tuple[Diagnostic, ...] = ()

    def __post_init__(self) -> None:
        # INVARIANT: a failure without a message would be a silent loss.
        failed = any(d.level is Level.ERROR for d in self.diagnostics)
        if failed != (self.value is None):
            raise AssertionError("a stage must fail exactly when it reports an error")


@dataclass(slots=True)
class Sink:
    """Collects diagnostics inside one stage; never crosses a stage boundary."""

    found: list[Diagnostic] = field(default_factory=list)

    def add(self, diagnostic: Diagnostic) -> None:
        """Remember one diagnostic."""
        self.found.append(diagnostic)

    @property
    def failed(self) -> bool:
        """Whether an error was reported."""
        return any(d.level is Level.ERROR for d in self.found)

    def outcome(self, value: T) -> Outcome[T]:
        """``value``, unless there was an error, with the diagnostics in source order."""
        if not self.found:
            return Outcome(value)
        return Outcome(None if self.failed else value, in_source_order(self.found))


def in_source_order(found: list[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The diagnostics by file, place and code, each once."""
    unique = dict.fromkeys(found)
    return tuple(sorted(unique, key=lambda d: (d.primary.span, d.code.id, d.message)))
