"""A tree to a tree that is known to fit its schema."""

from __future__ import annotations

from rolec.diagnostics.outcome import Outcome, in_source_order
from rolec.load.node import Node
from rolec.record import dataclass
from rolec.validate.closures import fits


@dataclass(frozen=True, slots=True)
class ValidDocument:
    """A tree that fits the schema of that name; only `validate` makes one."""

    root: Node
    schema: str


def validate(root: Node, schema: str) -> Outcome[ValidDocument]:
    """``root`` as a valid document, or a diagnostic for each way in which it is none."""
    if fits(root, schema):
        return Outcome(ValidDocument(root, schema))
    # Cerberus is slow to import, and a clean document has no need of it.
    from rolec.validate.refusal import refusals

    found = refusals(root, schema)
    if not found:
        raise AssertionError(f"closures and cerberus disagree about a `{schema}`")
    return Outcome(None, in_source_order(found))
