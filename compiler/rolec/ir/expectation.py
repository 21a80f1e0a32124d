"""What a spec expects of a role: tests that live with it."""

from __future__ import annotations

from dataclasses import field

from rolec.ir.document import Effect
from rolec.ir.text import Text
from rolec.record import dataclass
from rolec.source.span import NOWHERE, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """Requests for each of ``actions``, on any of ``resources``, are all allowed or all denied.

    Without ``resources`` they are on any; ``context`` are condition keys with their values, and
    what it leaves open may be anything. With ``assume``, that principal is to assume the role.
    """

    effect: Effect
    actions: tuple[Text, ...]
    resources: tuple[Text, ...] = ()
    context: tuple[tuple[Text, tuple[Text, ...]], ...] = ()
    assume: Text | None = None
    span: Span = field(default=NOWHERE, compare=False, repr=False)

    @property
    def texts(self) -> tuple[Text, ...]:
        """Every text that may name something else of the project."""
        values = (value for _, values in self.context for value in values)
        return (*self.resources, *values, *((self.assume,) if self.assume else ()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectations:
    """A list of expectations that all roles have to meet whose names are like one of ``roles``."""

    name: str
    roles: tuple[Text, ...]
    expected: tuple[Expectation, ...]
    span: Span = field(default=NOWHERE, compare=False, repr=False)
