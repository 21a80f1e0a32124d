"""What decides whether a request is allowed: policies, in layers.

Source: the IAM User Guide, "Policy evaluation logic".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from enum import StrEnum
from typing import NamedTuple

from rolec.record import dataclass
from rolec.semantics.statement import Statement


class LayerKind(StrEnum):
    """What the policies of a layer are, in AWS's words."""

    IDENTITY = "identity-based policies"
    BOUNDARY = "permissions boundary"
    SCP = "service control policy"
    SESSION = "session policy"
    TRUST = "trust policy"


class Layer(NamedTuple):
    """Policies of which one at least has to allow a request."""

    kind: LayerKind
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """A request is allowed when every layer allows it, and no statement of any layer denies it.

    ``unknown`` are the ARNs of policies of the role whose documents are not known: whatever they
    allow or deny is not told. ``unknown_boundary`` is that of such a permissions boundary.
    """

    layers: tuple[Layer, ...]
    unknown: tuple[str, ...] = ()
    unknown_boundary: str | None = None

    @property
    def statements(self) -> Iterator[Statement]:
        """The statements of all layers."""
        return (statement for layer in self.layers for statement in layer.statements)

    def rewritten(self, rewrite: Callable[[Statement], Statement | None]) -> Access:
        """The access with each statement as ``rewrite`` has it, and without those that are None then."""
        layers = (
            layer._replace(statements=tuple(filter(None, map(rewrite, layer.statements))))
            for layer in self.layers
        )
        return replace(self, layers=tuple(layers))
