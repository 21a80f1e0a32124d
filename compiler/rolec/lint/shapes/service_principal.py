"""Finds services in a trust policy that nobody knows.

IAM refuses a role that trusts a service which does not exist.
"""

from __future__ import annotations

from collections.abc import Iterator

from rolec.catalog.service_principal import DNS_SUFFIX, service_names, short_service
from rolec.diagnostics.diagnostic import Diagnostic
from rolec.diagnostics.level import Level
from rolec.diagnostics.suggest import closest
from rolec.lint.example import policy
from rolec.lint.facts import Facts
from rolec.lint.json_document import JsonDocument
from rolec.lint.lint import Family, Lint
from rolec.policy.of_json import of_json
from rolec.policy.policy_text import Kind

_TRUST = policy(
    '{"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}'
)

UNKNOWN_SERVICE = Lint(
    id="L0116",
    name="unknown-service-principal",
    level=Level.WARNING,
    explain="""
rolec does not know a service with this principal, and IAM refuses a role that trusts a service which does not
exist. AWS publishes no list of its services, so this is a warning: a new service may be right.
""",
    bad=_TRUST.replace("ec2", "lamda"),
    good=_TRUST,
)


def _check(document: JsonDocument, _: Facts) -> Iterator[Diagnostic]:
    if document.kind is not Kind.TRUST:
        return
    for statement in of_json(document.value, document.kind).statements:
        for principal in statement.principals:
            text = principal.value.text
            if principal.type != "Service" or not _is_unknown(text):
                continue
            near = closest(short_service(text), service_names())
            yield UNKNOWN_SERVICE.at(
                principal.value.span,
                f"rolec knows no service with the principal `{text}`",
                help=f"did you mean `{near}.{DNS_SUFFIX}`?"
                if near
                else "check the name in the service's own guide",
            )


def _is_unknown(principal: str) -> bool:
    """Whether it has the form of a service, as other lints demand, and a name that is not known."""
    name = short_service(principal)
    if name == principal or "*" in name or "${" in name or name != name.lower():
        return False
    # That of a region is another way to write a service.
    start, _, region = name.rpartition(".")
    return name not in service_names() and not (region.count("-") > 1 and start in service_names())


FAMILY = Family((UNKNOWN_SERVICE,), _check)
