"""Valid documents to roles, policies and providers."""

from __future__ import annotations

from collections.abc import Callable

from rolec.diagnostics.outcome import Outcome
from rolec.ir.role import Definition
from rolec.lower.context import Context
from rolec.lower.cursor import Cursor
from rolec.lower.policy import lower_policy
from rolec.lower.provider import lower_oidc_provider, lower_saml_provider
from rolec.lower.role import lower_role
from rolec.record import dataclass
from rolec.validate.validate import ValidDocument

_LOWERINGS: dict[str, Callable[[Cursor, Context], Definition | None]] = {
    "role": lower_role,
    "policy": lower_policy,
    "oidc_provider": lower_oidc_provider,
    "saml_provider": lower_saml_provider,
}


@dataclass(frozen=True, slots=True)
class Lowered:
    """What a document defines; nothing, for a policy without a statement in this account."""

    definition: Definition | None


def lower(document: ValidDocument, context: Context) -> Outcome[Lowered]:
    """Give a valid document its meaning in the account of ``context``."""
    definition = _LOWERINGS[document.schema](Cursor(document.root), context)
    return context.sink.outcome(Lowered(definition))
