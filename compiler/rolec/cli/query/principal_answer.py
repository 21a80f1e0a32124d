"""The services that can assume a role, and which of them say on whose behalf."""

from __future__ import annotations

from rolec.catalog.service_principal import DNS_SUFFIX, service_names
from rolec.catalog.source_keys import SOURCE_KEYS
from rolec.cli.query.answer import Answer, Cell
from rolec.ir.glob import matches

_WILD = frozenset("*?")


def principals_answer(wanted: str = "") -> Answer:
    """The known service principals with ``wanted`` in them, or all; `-` where nothing is known of what a service sends.

    ``wanted`` may have IAM's wildcards, and is then all of the principal, or of what is before the domain.
    """
    rows = tuple(
        _row(name) for name in sorted(service_names()) if _is_wanted(name, wanted.lower())
    )
    shown = ("service_principal", "source_arn", "source_account", "confidence", "arn_form")
    return Answer(shown, rows)


def _is_wanted(name: str, wanted: str) -> bool:
    principal = f"{name}.{DNS_SUFFIX}"
    if _WILD.isdisjoint(wanted):
        return wanted in principal
    return matches(wanted, name) or matches(wanted, principal)


def _row(name: str) -> dict[str, Cell]:
    keys = SOURCE_KEYS.get(name)
    return {
        "service_principal": f"{name}.{DNS_SUFFIX}",
        "source_arn": keys.source_arn if keys else None,
        "source_account": keys.source_account if keys else None,
        "confidence": keys.confidence if keys else None,
        "arn_form": keys.arn_form if keys else None,
        "source": keys.source if keys else None,
    }
