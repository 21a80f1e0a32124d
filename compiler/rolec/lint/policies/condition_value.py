"""Finds condition values that their operator cannot read.

A value that is no date, number or address matches nothing, and IAM refuses most of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import MappingProxyType
from typing import NamedTuple

from rolec.diagnostics.diagnostic import Diagnostic
from rolec.diagnostics.level import Level
from rolec.ir import operator
from rolec.lint.example import under
from rolec.lint.facts import Facts
from rolec.lint.lint import Family, Lint
from rolec.lint.literal import (
    has_host_bits,
    is_base64,
    is_boolean,
    is_date,
    is_epoch,
    is_number,
    is_readable_date,
    may_be_arn,
    network,
)
from rolec.policy.policy_text import PolicyText, Word

NOT_BOOLEAN = Lint(
    id="L0330",
    name="value-not-boolean",
    level=Level.WARNING,
    access_analyzer="TYPE_MISMATCH_BOOLEAN",
    explain="""
`Bool` and `Null` compare with true or false. IAM takes any other text for false.
""",
    bad=under('"Bool": {"aws:SecureTransport": "yes"}'),
    good=under('"Bool": {"aws:SecureTransport": "true"}'),
)

NOT_DATE = Lint(
    id="L0331",
    name="value-not-date",
    level=Level.WARNING,
    access_analyzer="TYPE_MISMATCH_DATE",
    explain="""
`Date` operators compare with a date of ISO 8601, such as `2027-01-31` or `2027-01-31T12:00:00Z`, on
a day that the calendar has. IAM takes others that are alike, and may not mean the same day.
""",
    bad=under('"DateLessThan": {"aws:CurrentTime": "2027-02-31"}'),
    good=under('"DateLessThan": {"aws:CurrentTime": "2027-01-31"}'),
)

EPOCH_DATE = Lint(
    id="L0332",
    name="date-in-seconds",
    level=Level.WARNING,
    access_analyzer="INVALID_DATE_VALUE",
    explain="""
Seconds since 1970 may not be read as the date that is meant, and no reader knows which day they are.
""",
    bad=under('"DateLessThan": {"aws:CurrentTime": "1801353600"}'),
    good=under('"DateLessThan": {"aws:CurrentTime": "2027-01-31"}'),
)

UNREADABLE_DATE = Lint(
    id="L0337",
    name="date-that-iam-refuses",
    level=Level.ERROR,
    access_analyzer="TYPE_MISMATCH_DATE",
    explain="""
IAM reads the dates of a policy when it is saved, and refuses the document in which it cannot: "The policy
failed legacy parsing." A date is one of ISO 8601, such as `2027-01-31` or `2027-01-31T12:00:00Z`.
""",
    bad=under('"DateLessThan": {"aws:CurrentTime": "31.01.2027"}'),
    good=under('"DateLessThan": {"aws:CurrentTime": "2027-01-31"}'),
)

NOT_NUMBER = Lint(
    id="L0333",
    name="value-not-number",
    level=Level.WARNING,
    access_analyzer="TYPE_MISMATCH_NUMBER",
    explain="""
`Numeric` operators compare with a whole or a decimal number, without a unit: an
age is in seconds.
""",
    bad=under('"NumericLessThan": {"aws:MultiFactorAuthAge": "1h"}'),
    good=under('"NumericLessThan": {"aws:MultiFactorAuthAge": "3600"}'),
)

NOT_BASE64 = Lint(
    id="L0334",
    name="value-not-base64",
    level=Level.WARNING,
    access_analyzer="TYPE_MISMATCH_STRING",
    explain="""
`BinaryEquals` compares bytes, and its values are those bytes in base64, with the padding.
""",
    bad=under('"BinaryEquals": {"app:Digest": "QmluYXJ5VmFsd"}'),
    good=under('"BinaryEquals": {"app:Digest": "QmluYXJ5VmFs"}'),
)

NOT_RANGE = Lint(
    id="L0335",
    name="value-not-ip-range",
    level=Level.ERROR,
    access_analyzer="TYPE_MISMATCH_IP_RANGE",
    explain="""
`IpAddress` and `NotIpAddress` compare with an address or a range in CIDR form: `203.0.113.0/24`,
`2001:db8::/32`. Of IPv6, IAM also refuses a range that has bits behind its mask.
""",
    bad=under('"IpAddress": {"aws:SourceIp": "203.0.113.*"}'),
    good=under('"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}'),
)

HOST_BITS = Lint(
    id="L0336",
    name="ip-range-with-host-bits",
    level=Level.SUGGESTION,
    access_analyzer="IMPROVE_IP_RANGE",
    explain="""
IAM ignores what an IPv4 range has behind its mask: `203.0.113.7/24` is all of `203.0.113.0/24`.
Whoever reads it may think of one host.
""",
    bad=under('"IpAddress": {"aws:SourceIp": "203.0.113.7/24"}'),
    good=under('"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}'),
)


NOT_ARN = Lint(
    id="L0338",
    name="value-not-arn",
    level=Level.WARNING,
    explain="""
`ArnLike` and `ArnEquals` compare with an ARN or a pattern for some, each of the six parts by itself. A
value that no ARN can be is never met, and under `ArnNotLike` and `ArnNotEquals` always.
""",
    bad=under('"ArnLike": {"aws:SourceArn": "my-queue"}'),
    good=under('"ArnLike": {"aws:SourceArn": "arn:aws:sqs:*:*:my-queue"}'),
)


class _Reading(NamedTuple):
    """What values of a family of operators must be."""

    lint: Lint
    fits: Callable[[str], bool]
    noun: str
    help: str


_READINGS = MappingProxyType(
    {
        operator.Family.BOOL: _Reading(
            NOT_BOOLEAN, is_boolean, "true or false", 'write "true" or "false"'
        ),
        operator.Family.NULL: _Reading(
            NOT_BOOLEAN,
            is_boolean,
            "true or false",
            'write "true" for a key that must be absent, "false" for one that must be there',
        ),
        operator.Family.NUMERIC: _Reading(NOT_NUMBER, is_number, "a number", "write digits alone"),
        operator.Family.BINARY: _Reading(
            NOT_BASE64, is_base64, "base64", "encode the bytes, padding and all"
        ),
        operator.Family.ARN: _Reading(
            NOT_ARN,
            may_be_arn,
            "an ARN",
            "write `arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE`, with `*` for what may be anything",
        ),
    }
)


_DATE_HELP = "write a day such as `2027-01-31`, or a time such as `2027-01-31T12:00:00Z`"


def _check(policy: PolicyText, _: Facts) -> Iterator[Diagnostic]:
    for statement in policy.statements:
        for condition in statement.conditions:
            parsed = condition.parsed
            if parsed is None or parsed.family is operator.Family.STRING:
                continue
            for value in condition.values:
                # What is said of a variable is said of it alone, by another lint.
                if value.exact and "${" not in value.text:
                    yield from _judged(parsed.family, value)


def _judged(family: operator.Family, value: Word) -> Iterator[Diagnostic]:
    reading = _READINGS.get(family)
    if reading:
        if not reading.fits(value.text):
            yield reading.lint.at(
                value.span, f"`{value.text}` is not {reading.noun}", help=reading.help
            )
    elif family is operator.Family.DATE:
        yield from _date(value)
    else:
        yield from _range(value)


def _date(value: Word) -> Iterator[Diagnostic]:
    if not is_readable_date(value.text):
        yield UNREADABLE_DATE.at(
            value.span, f"IAM cannot read `{value.text}` as a date", help=_DATE_HELP
        )
    elif is_epoch(value.text):
        yield EPOCH_DATE.at(
            value.span,
            f"`{value.text}` is a date in seconds",
            help="write the day, such as `2027-01-31`",
        )
    elif not is_date(value.text):
        yield NOT_DATE.at(
            value.span,
            f"`{value.text}` is not a date",
            help=_DATE_HELP,
        )


def _range(value: Word) -> Iterator[Diagnostic]:
    found = network(value.text)
    if found is None:
        yield NOT_RANGE.at(
            value.span,
            f"`{value.text}` is not an IP address or range",
            help="write a range such as `203.0.113.0/24`",
        )
    elif has_host_bits(value.text):
        lint = HOST_BITS if found.version == 4 else NOT_RANGE  # noqa: PLR2004 - of IP
        yield lint.at(
            value.span,
            f"`{value.text}` has bits behind its mask",
            help=f"write `{found}`, which is the whole range, or the address without a mask",
        )


FAMILY = Family(
    (
        NOT_BOOLEAN,
        NOT_DATE,
        EPOCH_DATE,
        UNREADABLE_DATE,
        NOT_NUMBER,
        NOT_BASE64,
        NOT_RANGE,
        HOST_BITS,
        NOT_ARN,
    ),
    _check,
)
