"""What a lint is: its documentation, its level, and examples that are its tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import field
from typing import Generic, TypeVar

from rolec.diagnostics.code import Code
from rolec.diagnostics.diagnostic import Diagnostic, Label, Way
from rolec.diagnostics.level import Level
from rolec.lint.facts import Facts
from rolec.policy.policy_text import Kind, PolicyText
from rolec.record import dataclass
from rolec.source.span import Span

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lint(Code):
    """A kind of finding that has a level.

    ``bad`` is the text of a policy document, as JSON, or of a spec that the lint finds, and ``good`` the
    smallest change of it that it does not. ``explain`` says what is found and why it matters.
    ``of_catalogue`` are findings that a name which AWS added yesterday would make wrong.
    ``kind`` is what the examples are where they do not tell it themselves, and ``facts`` are what
    is known beside them.
    """

    level: Level
    bad: str
    good: str
    of_catalogue: bool = False
    kind: Kind | None = None
    facts: Facts = field(default_factory=Facts, compare=False)

    def at(
        self,
        span: Span,
        message: str,
        *,
        help: str | None = None,
        notes: tuple[str, ...] = (),
        secondary: tuple[Label, ...] = (),
        way: Way | None = None,
    ) -> Diagnostic:
        """A finding of this lint at ``span``."""
        return Diagnostic(
            code=self,
            level=self.level,
            message=message,
            primary=Label(span),
            secondary=secondary,
            notes=notes,
            help=help,
            way=way,
        )


@dataclass(frozen=True, slots=True)
class Family(Generic[T]):
    """Lints that share their logic: ``check`` yields findings of ``lints``, and of no others.

    ``of_grants`` are about what a policy gives, and so not for one that is a permissions boundary alone.
    ``alone`` is what those of a role find in one policy, where nothing is known of who has it.
    """

    lints: tuple[Lint, ...]
    check: Callable[[T, Facts], Iterator[Diagnostic]]
    of_grants: bool = False
    alone: Callable[[PolicyText, Facts], Iterator[Diagnostic]] | None = None
