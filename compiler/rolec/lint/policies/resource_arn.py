"""Finds resources whose ARN has a part that no ARN has.

`arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE`: a statement about a resource that cannot exist is
about nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from rolec.catalog.partition import PARTITIONS
from rolec.diagnostics.diagnostic import Diagnostic
from rolec.diagnostics.level import Level
from rolec.diagnostics.suggest import closest
from rolec.lint.example import on
from rolec.lint.facts import Facts
from rolec.lint.known_action import is_wild
from rolec.lint.lint import Family, Lint
from rolec.lint.region import known_regions, partition_of
from rolec.lint.variable import OPAQUE, without_variables
from rolec.policy.policy_text import PolicyText

PREFIX = Lint(
    id="L0250",
    name="resource-without-arn",
    level=Level.ERROR,
    access_analyzer="INVALID_ARN_PREFIX",
    explain="""
A resource is `*` or an ARN, which starts with `arn:`. The name alone says not of which service.
""",
    bad=on('"aws:s3:::photos/*"'),
    good=on('"arn:aws:s3:::photos/*"'),
)

FIELDS = Lint(
    id="L0251",
    name="unfinished-arn",
    level=Level.ERROR,
    access_analyzer="MISSING_ARN_FIELD",
    explain="""
An ARN has six fields with five colons between them; the last may have more. IAM takes what is
missing for `*`, in a policy of a role, and refuses it in one of a session. The service it never takes for
granted. One that ends early in a `*`, as `arn:aws:states:*`, says that it means all the rest.
""",
    bad=on('"arn:aws:sqs:eu-west-1"', '"sqs:SendMessage"'),
    good=on('"arn:aws:sqs:eu-west-1:111122223333:jobs"', '"sqs:SendMessage"'),
)

PARTITION = Lint(
    id="L0252",
    name="unknown-partition",
    level=Level.ERROR,
    access_analyzer="INVALID_PARTITION",
    of_catalogue=True,
    explain="""
The second field of an ARN is a partition: `aws`, `aws-cn`, `aws-us-gov`, or one of the others, or `*` for
all of them. IAM refuses a resource in any other, and one that has a wildcard for a part of the name.
""",
    bad=on('"arn:amazon:s3:::photos/*"'),
    good=on('"arn:aws:s3:::photos/*"'),
)

SERVICE_CASE = Lint(
    id="L0253",
    name="service-not-lower-case",
    level=Level.ERROR,
    access_analyzer="INVALID_ARN_SERVICE_CASE",
    explain="""
The service of an ARN, its third field, is lower case, and unlike that of an action its case counts.
""",
    bad=on('"arn:aws:S3:::photos/*"'),
    good=on('"arn:aws:s3:::photos/*"'),
)

REGION = Lint(
    id="L0254",
    name="unknown-region-in-arn",
    level=Level.ERROR,
    access_analyzer="INVALID_ARN_REGION",
    of_catalogue=True,
    explain="""
The fourth field of an ARN is the code of a region of its partition, such as `eu-west-1`, or empty
where the service has none.
""",
    bad=on('"arn:aws:sqs:eu-west:111122223333:jobs"', '"sqs:SendMessage"'),
    good=on('"arn:aws:sqs:eu-west-1:111122223333:jobs"', '"sqs:SendMessage"'),
)

ACCOUNT = Lint(
    id="L0255",
    name="account-not-an-id",
    level=Level.ERROR,
    access_analyzer="INVALID_ARN_ACCOUNT",
    explain="""
The fifth field of an ARN is the twelve digits of an account, `aws` for what is AWS's own, or empty.
""",
    bad=on('"arn:aws:sqs:eu-west-1:production:jobs"', '"sqs:SendMessage"'),
    good=on('"arn:aws:sqs:eu-west-1:111122223333:jobs"', '"sqs:SendMessage"'),
)


SERVICE_WILDCARD = Lint(
    id="L0256",
    name="wildcard-in-arn-service",
    level=Level.ERROR,
    explain="""
The third field of an ARN is a service, in full. IAM refuses a resource with a wildcard there: "Resource
vendor must be fully qualified and cannot contain regexes." For resources of all services write `*` alone.
""",
    bad=on('"arn:aws:s*s:*:*:jobs"', '"sqs:SendMessage"'),
    good=on('"arn:aws:sqs:*:*:jobs"', '"sqs:SendMessage"'),
)


class _Fault(NamedTuple):
    """A finding, but for its place."""

    lint: Lint
    message: str
    help: str


_FIELDS = 6
_WITH_SERVICE = 4
_OPEN = re.compile(f"[*?{OPAQUE}]")
_ACCOUNT = re.compile("[0-9]{12}")


def _check(policy: PolicyText, _: Facts) -> Iterator[Diagnostic]:
    for statement in policy.statements:
        if statement.resources is None:
            continue
        for word in statement.resources.items:
            for fault in _faults(word.text, word.exact):
                yield fault.lint.at(word.span, fault.message, help=fault.help)


@lru_cache(maxsize=8192)
def _faults(text: str, exact: bool) -> tuple[_Fault, ...]:  # noqa: FBT001 - for the cache
    if text == "*":
        return ()
    if not text.strip("*"):
        return _of_no_arn(text) if exact else ()
    fields = without_variables(text).split(":", _FIELDS - 1)
    if fields[0] != "arn":
        # A reference at the start may stand for `arn:` and more.
        if not exact and "arn".startswith(fields[0].partition("*")[0]):
            return ()
        return _of_no_arn(text)
    if not exact:
        # A reference may hold colons, so only the fields before it are known.
        known = without_variables(text).partition("*")[0]
        fields = known.split(":", _FIELDS - 1)[:-1]
    elif len(fields) < (_WITH_SERVICE if text.endswith("*") else _FIELDS):
        return (
            _Fault(
                FIELDS,
                f"`{text}` has {len(fields)} of the six fields of an ARN",
                "write `arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE`, with `*` for any",
            ),
        )
    return _of_fields((*fields, *[OPAQUE] * _FIELDS)[: _FIELDS - 1])


def _of_no_arn(text: str) -> tuple[_Fault]:
    urls = ((url.fullmatch(text), arn) for url, arn in _URLS)
    meant = next((found.expand(arn) for found, arn in urls if found), None)
    help_ = f"did you mean `{meant}`?" if meant else "write `arn:` and all six fields, or `*`"
    return (_Fault(PREFIX, f"`{text}` is not an ARN", help_),)


_URLS = (
    (re.compile(r"s3://(.+)"), r"arn:aws:s3:::\1"),
    (
        re.compile(r"https://sqs\.([a-z0-9-]+)\.amazonaws\.com/([0-9]{12})/([^/]+)", re.ASCII),
        r"arn:aws:sqs:\1:\2:\3",
    ),
)
"""What clients call an object or a queue, and the ARN of that."""


@lru_cache(maxsize=4096)
def _of_fields(fields: tuple[str, ...]) -> tuple[_Fault, ...]:
    """The faults of the fields before the resource, which many ARNs have in common."""
    return tuple(_found_in(*fields))


def _found_in(_: str, partition: str, service: str, region: str, account: str) -> Iterator[_Fault]:
    if _is_unknown(partition):
        yield _Fault(
            PARTITION,
            f"there is no partition `{partition}`",
            f"write `{closest(partition, PARTITIONS) or 'aws'}`",
        )
    if not service:
        yield _Fault(FIELDS, "the ARN names no service", "write the service after the partition")
    if is_wild(service):
        yield _Fault(
            SERVICE_WILDCARD,
            f"`{service}` is no service: no wildcard can stand there",
            "write the service in full, or `*` for the whole resource",
        )
    if service != service.lower():
        yield _Fault(
            SERVICE_CASE, f"`{service}` has upper case letters", f"write `{service.lower()}`"
        )
    if region and not _OPEN.search(region):
        yield from _region(region, partition)
    if (
        account
        and account != "aws"
        and not _OPEN.search(account)
        and not _ACCOUNT.fullmatch(account)
    ):
        yield _Fault(
            ACCOUNT, f"`{account}` is no account id", "write the twelve digits, or `*` for any"
        )


def _is_unknown(partition: str) -> bool:
    return OPAQUE not in partition and partition not in {*PARTITIONS, "*"}


def _region(region: str, partition: str) -> Iterator[_Fault]:
    where = partition_of(region)
    if where is None:
        near = closest(region, known_regions())
        yield _Fault(
            REGION,
            f"there is no region `{region}`",
            f"did you mean `{near}`?" if near else "write a code such as `eu-west-1`",
        )
    elif partition in PARTITIONS and where != partition:
        yield _Fault(
            REGION,
            f"`{region}` is not in the partition `{partition}`",
            f"write the partition `{where}`, or a region of `{partition}`",
        )


FAMILY = Family(
    (PREFIX, FIELDS, PARTITION, SERVICE_CASE, REGION, ACCOUNT, SERVICE_WILDCARD), _check
)
