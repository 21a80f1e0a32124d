"""Finds values that are no service, where a condition key holds the principal of one.

Such a value is equal to none that a request has: a role that may be passed to `lambda` may be passed to nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from rolec.catalog.region import partition_regions
from rolec.catalog.service_principal import DNS_SUFFIX, service_names
from rolec.diagnostics.diagnostic import Diagnostic
from rolec.diagnostics.level import Level
from rolec.diagnostics.suggest import closest
from rolec.ir.operator import Family as Operators
from rolec.lint.example import policy
from rolec.lint.facts import Facts
from rolec.lint.known_action import is_wild
from rolec.lint.lint import Family, Lint
from rolec.lint.region import partition_of
from rolec.policy.policy_text import PolicyText, Word


def _passing(service: str) -> str:
    return policy(
        '{"Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::111122223333:role/a",\n'
        f'   "Condition": {{"StringEquals": {{"iam:PassedToService": "{service}"}}}}}}'
    )


NO_SERVICE = Lint(
    id="L0398",
    name="value-not-a-service",
    level=Level.ERROR,
    explain="""
`iam:PassedToService`, `iam:AWSServiceName`, `aws:CalledVia` and the like hold the principal of a service,
such as `lambda.amazonaws.com`: no ARN, and no prefix of actions. `kms:ViaService` holds one with its region,
such as `s3.eu-west-1.amazonaws.com`. Anything else is equal to none.
""",
    bad=_passing("lambda"),
    good=_passing("lambda.amazonaws.com"),
)

UNKNOWN = Lint(
    id="L0399",
    name="unknown-service-in-condition",
    level=Level.WARNING,
    explain="""
rolec does not know a service with this principal. AWS publishes no list of its services, so that a new one
may be right; mostly the name is misspelt, and then it is equal to none that a request has.
""",
    bad=_passing("lamda.amazonaws.com"),
    good=_passing("lambda.amazonaws.com"),
)

_KEYS = frozenset(
    (
        "aws:calledvia",
        "aws:calledviafirst",
        "aws:calledvialast",
        "aws:principalservicename",
        "aws:principalservicenameslist",
        "iam:awsservicename",
        "iam:passedtoservice",
    )
)
_IN_REGION = "kms:viaservice"


def _check(document: PolicyText, _: Facts) -> Iterator[Diagnostic]:
    for statement in document.statements:
        for condition in statement.conditions:
            key, operator = condition.key.text.lower(), condition.parsed
            is_text = operator is not None and operator.family is Operators.STRING
            if is_text and (key in _KEYS or key == _IN_REGION):
                for value in condition.values:
                    if value.exact and not is_wild(value.text) and "${" not in value.text:
                        yield from _judged(value, in_region=key == _IN_REGION)


def _judged(value: Word, *, in_region: bool) -> Iterator[Diagnostic]:
    name = _name(value.text)
    region = name.rpartition(".")[2] if name else ""
    if name is None or (in_region and partition_of(region) is None):
        yield NO_SERVICE.at(
            value.span,
            f"`{value.text}` is not the principal of a service{' in a region' * in_region}",
            help=_right(value.text, in_region=in_region),
        )
    elif not in_region and name not in service_names() and partition_of(region) is None:
        near = closest(name, service_names())
        yield UNKNOWN.at(
            value.span,
            f"rolec knows no service with the principal `{value.text}`",
            help=f"did you mean `{near}.{DNS_SUFFIX}`?"
            if near
            else "check the name in the service's own guide",
        )


@lru_cache(maxsize=512)
def _name(text: str) -> str | None:
    """What stands before the domain of AWS; None where the domain is another."""
    domains = sorted({f".{each.dns_suffix}" for each in partition_regions().values()}, key=len)
    found = (text.removesuffix(domain) for domain in reversed(domains) if text.endswith(domain))
    return next((name for name in found if name), None)


def _right(text: str, *, in_region: bool) -> str:
    name = next((each for each in (text, text.partition(".")[0]) if each in service_names()), None)
    return f"write `{name or 'NAME'}{'.REGION' * in_region}.{DNS_SUFFIX}`"


FAMILY = Family((NO_SERVICE, UNKNOWN), _check)
