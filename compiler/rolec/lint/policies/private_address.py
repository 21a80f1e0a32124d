"""Finds private addresses under `aws:SourceIp`, which is always a public one.

A request from a private network reaches AWS from a public address, or through a VPC endpoint, and
then has no `aws:SourceIp`: a private range matches nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Network

from rolec.diagnostics.diagnostic import Diagnostic
from rolec.diagnostics.level import Level
from rolec.ir import operator
from rolec.lint.example import under
from rolec.lint.facts import Facts
from rolec.lint.lint import Family, Lint
from rolec.lint.literal import network
from rolec.policy.policy_text import ConditionText, PolicyText, Word

ALL_PRIVATE = Lint(
    id="L0340",
    name="private-source-ip",
    level=Level.ERROR,
    access_analyzer="PRIVATE_IP_ADDRESS",
    explain="""
All ranges under `IpAddress` are private, and no request has such an `aws:SourceIp`: the condition
never holds. The private address of a request that came through a VPC endpoint is `aws:VpcSourceIp`.
""",
    bad=under('"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}'),
    good=under('"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}'),
)

ALL_NOT_PRIVATE = Lint(
    id="L0341",
    name="private-source-ip-excluded",
    level=Level.ERROR,
    access_analyzer="PRIVATE_NOT_IP_ADDRESS",
    explain="""
All ranges under `NotIpAddress` are private, and no request has such an `aws:SourceIp`: the condition
always holds, and excludes nobody.
""",
    bad=under('"NotIpAddress": {"aws:SourceIp": "10.0.0.0/8"}', effect="Deny"),
    good=under('"NotIpAddress": {"aws:SourceIp": "203.0.113.0/24"}', effect="Deny"),
)

SOME_PRIVATE = Lint(
    id="L0342",
    name="private-among-source-ips",
    level=Level.SUGGESTION,
    access_analyzer="PRIVATE_IP_ADDRESS_SUBSET",
    explain="""
Some of the ranges under `IpAddress` are private, and no request has such an `aws:SourceIp`. They
add nothing to the public ones.
""",
    bad=under('"IpAddress": {"aws:SourceIp": ["10.0.0.0/8", "203.0.113.0/24"]}'),
    good=under('"IpAddress": {"aws:SourceIp": ["203.0.113.0/24"]}'),
)

SOME_NOT_PRIVATE = Lint(
    id="L0343",
    name="private-among-excluded-source-ips",
    level=Level.SUGGESTION,
    access_analyzer="PRIVATE_NOT_IP_ADDRESS_SUBSET",
    explain="""
Some of the ranges under `NotIpAddress` are private, and no request has such an `aws:SourceIp`. They
exclude nobody beside the public ones.
""",
    bad=under('"NotIpAddress": {"aws:SourceIp": ["10.0.0.0/8", "203.0.113.0/24"]}', effect="Deny"),
    good=under('"NotIpAddress": {"aws:SourceIp": ["203.0.113.0/24"]}', effect="Deny"),
)

_PRIVATE_4 = tuple(
    map(
        IPv4Network,
        (
            "10.0.0.0/8",  # RFC 1918, as the next two
            "172.16.0.0/12",
            "192.168.0.0/16",
            "100.64.0.0/10",  # RFC 6598: between a provider and its customers
            "127.0.0.0/8",  # RFC 1122: the host itself
            "169.254.0.0/16",  # RFC 3927: one link
        ),
    )
)
_PRIVATE_6 = (IPv6Network("fc00::/7"),)  # RFC 4193


def _check(policy: PolicyText, _: Facts) -> Iterator[Diagnostic]:
    for statement in policy.statements:
        for condition in statement.conditions:
            parsed = condition.parsed
            if (
                parsed
                and parsed.family is operator.Family.IP_ADDRESS
                and condition.key.text.lower() == "aws:sourceip"
            ):
                yield from _judged(condition, negated=parsed.negated)


def _judged(condition: ConditionText, *, negated: bool) -> Iterator[Diagnostic]:
    private = [value for value in condition.values if value.exact and _is_private(value.text)]
    if not private:
        return
    if len(private) == len(condition.values):
        lint = ALL_NOT_PRIVATE if negated else ALL_PRIVATE
        yield _found(lint, private[0], condition)
    elif any(value.exact and _is_public(value.text) for value in condition.values):
        lint = SOME_NOT_PRIVATE if negated else SOME_PRIVATE
        yield from (_found(lint, value, condition) for value in private)


def _found(lint: Lint, value: Word, condition: ConditionText) -> Diagnostic:
    return lint.at(
        value.span,
        f"`{value.text}` is private, and `{condition.key.text}` never is",
        help="write public ranges, or use `aws:VpcSourceIp` with `aws:SourceVpc`",
    )


@lru_cache(maxsize=1024)
def _is_private(text: str) -> bool:
    found = network(text)
    if isinstance(found, IPv4Network):
        return any(map(found.subnet_of, _PRIVATE_4))
    return found is not None and any(map(found.subnet_of, _PRIVATE_6))


def _is_public(text: str) -> bool:
    return network(text) is not None and not _is_private(text)


FAMILY = Family((ALL_PRIVATE, ALL_NOT_PRIVATE, SOME_PRIVATE, SOME_NOT_PRIVATE), _check)
