"""Says that a service is none of those that AWS documents, which may be new."""

from __future__ import annotations

from rolec.catalog.service_principal import DNS_SUFFIX, service_names
from rolec.diagnostics.suggest import did_you_mean
from rolec.lower import trust_codes
from rolec.lower.context import Context
from rolec.lower.cursor import Cursor

_DOMAIN = ".amazonaws"


def warn_of_unknown_service(name: str, at: Cursor, context: Context) -> None:
    """Warn of the principal that is called ``name`` at ``at``, without its suffix."""
    meant = name.partition(_DOMAIN)[0]  # the suffix itself may be misspelt
    context.warn(
        trust_codes.UNKNOWN_SERVICE,
        f"rolec knows no service with the principal `{name}.{DNS_SUFFIX}`",
        at.span,
        help=did_you_mean(meant, service_names()) or "check the name in the service's own guide",
    )
