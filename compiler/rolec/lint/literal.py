"""What IAM can read as a date, a number, an address: pure questions of one text, asked once."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import TypeAlias

Network: TypeAlias = IPv4Network | IPv6Network

_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_EPOCH = re.compile(r"[0-9]+")
_DATE = re.compile(
    r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2})"
    r"(?:[Tt]([01][0-9]|2[0-3])(?::[0-5][0-9](?::[0-5][0-9](?:\.[0-9]+)?)?)?"
    r"(?:[Zz]|[+-](?:[01][0-9]|2[0-3])(?::?[0-5][0-9])?)?)?)?)?"
)
_LOOSE_DATE = re.compile(
    r"-?[0-9]{1,8}(?:-(?:0?[1-9]|1[0-2])(?:-(?:0?[1-9]|[12][0-9]|3[01]))?)?"
    r"(?:[Tt](?:(?:[01]?[0-9]|2[0-3])(?::[0-5]?[0-9](?::[0-5]?[0-9])?)?)?)?"
)
_LAST_SECOND = 2**63 - 1
_BASE64 = re.compile(r"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?")
_WILDCARD = re.compile("[*?]")
_COLONS_OF_ARN = 5
_RANGE = re.compile(r"[0-9A-Fa-f:.]+(?:/[0-9]{1,3})?")


def is_boolean(text: str) -> bool:
    """Whether ``text`` is true or false; IAM ignores the case."""
    return text.lower() in {"true", "false"}


@lru_cache(maxsize=1024)
def is_number(text: str) -> bool:
    """Whether ``text`` is a number that is neither infinite nor none."""
    return _NUMBER.fullmatch(text) is not None


def is_epoch(text: str) -> bool:
    """Whether ``text`` is a number of seconds, and no year."""
    return _EPOCH.fullmatch(text) is not None and len(text) != len("2026")


@lru_cache(maxsize=1024)
def is_date(text: str) -> bool:
    """Whether ``text`` is a day of the calendar, or a time of one, as ISO 8601 writes it."""
    found = _DATE.fullmatch(text)
    if found is None:
        return False
    try:
        date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    except ValueError:
        return False
    return True


@lru_cache(maxsize=1024)
def is_readable_date(text: str) -> bool:
    """Whether IAM takes ``text`` for a date at all, be it one that the calendar has or not."""
    if is_epoch(text):
        return int(text) <= _LAST_SECOND
    return is_date(text) or _LOOSE_DATE.fullmatch(text) is not None


@lru_cache(maxsize=1024)
def is_base64(text: str) -> bool:
    """Whether ``text`` is base64, with its padding."""
    return _BASE64.fullmatch(text) is not None


def may_be_arn(text: str) -> bool:
    """Whether ``text`` is an ARN, or a pattern that one may be like."""
    start = _WILDCARD.split(text, 1)[0]
    if start == text:
        return text.startswith("arn:") and text.count(":") >= _COLONS_OF_ARN
    return start.startswith("arn:") or "arn:".startswith(start)


@lru_cache(maxsize=4096)
def network(text: str) -> Network | None:
    """The range that ``text`` writes as CIDR, bits of a host cut off; None is no range."""
    if not _RANGE.fullmatch(text):
        return None
    try:
        return ip_network(text, strict=False)
    except ValueError:
        return None


@lru_cache(maxsize=4096)
def has_host_bits(text: str) -> bool:
    """Whether the range ``text`` writes bits behind its mask."""
    found = network(text)
    if found is None:
        return False
    return ip_network(text.partition("/")[0]).network_address != found.network_address
