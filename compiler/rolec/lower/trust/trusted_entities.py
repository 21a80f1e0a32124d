"""A shared list of trusted entities, used by its name."""

from __future__ import annotations

from rolec.diagnostics.suggest import did_you_mean
from rolec.lower import codes
from rolec.lower.context import Context
from rolec.lower.cursor import Cursor
from rolec.lower.trust_kind import TrustKind


def _entries(entry: Cursor, context: Context) -> tuple[Cursor, ...]:
    name = entry.field("trusted_entities")
    if "sid" in entry:
        context.error(
            codes.VALUE_NOT_VALID,
            "a list has no Sid: each of its entries is a statement",
            entry.key_span("sid"),
            help="write `sid` in the list",
        )
    found = context.trusted_entities.get(name.string)
    if found is None:
        context.error(
            codes.NO_SUCH_NAME,
            f"no list of trusted entities is called `{name.string}`",
            name.span,
            help=did_you_mean(name.string, context.trusted_entities)
            or "write a document `trusted_entities: NAME` with its `trust`",
        )
        return ()
    return found.many()


KIND = TrustKind(name="trusted_entities", entries=_entries)
