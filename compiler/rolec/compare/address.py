"""Ranges of IP addresses, and the addresses that tell them apart.

Source: the IAM User Guide, "IP address condition operators".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import NamedTuple


class Address(NamedTuple):
    """An IP address of a ``version``, as a number."""

    version: int
    number: int


class Range(NamedTuple):
    """The addresses of a ``version`` from ``first`` to ``last``."""

    version: int
    first: int
    last: int


_RANGE = re.compile(r"[0-9A-Fa-f:.]+(?:/\d{1,3})?", re.ASCII)
_LAST = {4: (1 << 32) - 1, 6: (1 << 128) - 1}
_MAPPED = Range(6, 0xFFFF << 32, (0xFFFF << 32) + _LAST[4])
"""IPv4 addresses that are written as IPv6: IAM takes them for what they are."""


@lru_cache(maxsize=1 << 10)
def address_range(text: str) -> Range | None:
    """The range that ``text`` is in CIDR notation; None where it is none.

    Bits of the host are ignored in IPv4; a range of IPv6 that has them covers nothing.
    """
    from ipaddress import ip_network

    if not _RANGE.fullmatch(text):
        return None
    try:
        found = ip_network(text, strict=":" in text)
    except ValueError:
        return None
    return Range(found.version, int(found.network_address), int(found.broadcast_address))


def in_ranges(ranges: Iterable[Range]) -> Callable[[Address], bool]:
    """Whether an address is in one of ``ranges``."""
    known = tuple(ranges)
    return lambda address: any(
        each.version == address.version and each.first <= address.number <= each.last
        for each in known
    )


def apart(ranges: Iterable[Range]) -> tuple[Address, ...]:
    """An address of each part into which ``ranges`` cut all addresses."""
    starts = {Address(4, 0), Address(6, 0), Address(6, _MAPPED.last + 1)}
    for each in ranges:
        starts.add(Address(each.version, each.first))
        if each.last < _LAST[each.version]:
            starts.add(Address(each.version, each.last + 1))
    return tuple(sorted(each for each in starts if not in_ranges((_MAPPED,))(each)))


def written_first(range_: Range) -> str:
    """The first address of a range, as people write it."""
    return written(Address(range_.version, range_.first))


def written(address: Address) -> str:
    """``address`` as people write it."""
    from ipaddress import IPv4Address, IPv6Address

    made = IPv4Address if address.version == 4 else IPv6Address  # noqa: PLR2004 - IPv4
    return str(made(address.number))
