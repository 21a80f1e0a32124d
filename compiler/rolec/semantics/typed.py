"""Texts of condition values as what they are: numbers, times, addresses, bytes.

Sources: the IAM User Guide, "Condition operators"; W3C, "Date and Time Formats".
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal
    from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,9})?", re.ASCII)
_SECONDS = re.compile(r"-?(?:\d{1,3}|\d{5,15})(?:\.\d+)?", re.ASCII)
_TIME = re.compile(
    r"(\d{4})(?:-(\d\d)(?:-(\d\d)"
    r"(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?(Z|[+-]\d\d:?\d\d)?)?)?)?",
    re.ASCII,
)
_RANGE = re.compile(r"[0-9A-Fa-f:.]+(?:/\d{1,3})?", re.ASCII)


@lru_cache(maxsize=4096)
def number(text: str) -> Decimal | None:
    """A number; ``1``, ``+1``, ``01``, ``1.0`` and ``1e0`` are the same one."""
    from decimal import Decimal

    return Decimal(text) if _NUMBER.fullmatch(text) else None


@lru_cache(maxsize=4096)
def milliseconds(text: str) -> int | None:
    """The time since 1970 of a date of ISO 8601, or of one in seconds; four digits are a year."""
    if _SECONDS.fullmatch(text):
        from decimal import Decimal

        return int(Decimal(text) * 1000)
    found = _TIME.fullmatch(text)
    return _since_1970(found) if found else None


def boolean(text: str) -> bool:
    """Whether it says true; any other text than that is false."""
    return text.lower() == "true"


@lru_cache(maxsize=4096)
def octets(text: str) -> bytes | None:
    """The bytes of base64."""
    from base64 import b64decode

    try:
        return b64decode(text, validate=True)
    except ValueError:
        return None


@lru_cache(maxsize=4096)
def address(text: str) -> IPv4Address | IPv6Address | None:
    """An address of IPv4 or IPv6; that of IPv4 in one of IPv6 is that of IPv4."""
    from ipaddress import IPv6Address, ip_address

    try:
        found = ip_address(text)
    except ValueError:
        return None
    mapped = found.ipv4_mapped if isinstance(found, IPv6Address) else None
    return mapped or found


@lru_cache(maxsize=4096)
def network(text: str) -> IPv4Network | IPv6Network | None:
    """The range of an address or of CIDR; bits behind the mask are ignored, those of IPv6 are none."""
    from ipaddress import ip_network

    if not _RANGE.fullmatch(text):
        return None
    try:
        return ip_network(text, strict=":" in text)
    except ValueError:
        return None


def _since_1970(found: re.Match[str]) -> int | None:
    from datetime import UTC, datetime, timedelta

    year, month, day, hour, minute, second = (int(found[n] or n in {2, 3}) for n in range(1, 7))
    zone = (found[8] or "Z").replace(":", "")
    shift = 0 if zone == "Z" else int(f"{zone[0]}1") * (int(zone[1:3]) * 60 + int(zone[3:]))
    try:
        moment = datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    except ValueError:
        return None
    whole = (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(seconds=1) - 60 * shift
    return whole * 1000 + int((found[7] or "")[:3].ljust(3, "0"))
