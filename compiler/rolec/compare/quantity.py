"""Numbers and dates as one line of numbers, and the values on it that tell comparisons apart.

Source: the IAM User Guide, "Numeric condition operators" and "Date condition operators".
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterable
from fractions import Fraction
from functools import lru_cache

from rolec.compare.bounds import Exhausted
from rolec.ir.operator import Family

_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,9})?", re.ASCII)
_SMALL = re.compile(r"[+-]?[\d.]{1,300}(?:[eE][+-]?\d{1,2})?", re.ASCII)
_SECONDS = re.compile(r"-?(?:\d{1,3}|\d{5,15})(?:\.\d+)?", re.ASCII)
_DATE = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d)(?:T(?P<hour>\d\d):(?P<minute>\d\d)"
    r"(?::(?P<second>\d\d)(?:\.(?P<fraction>\d+))?)?(?P<zone>Z|[+-]\d\d:?\d\d)?)?)?)?",
    re.ASCII,
)
_MILLISECOND = Fraction(1, 1000)


@lru_cache(maxsize=1 << 10)
def quantity(text: str, family: Family) -> Fraction | None:
    """The number that ``text`` is, or the second since 1970 of the date; None where it is neither."""
    if family is Family.DATE:
        date = _DATE.fullmatch(text)
        if date:
            return _second(date)
        return _milliseconds(Fraction(text)) if _SECONDS.fullmatch(text) else None
    if not _NUMBER.fullmatch(text):
        return None
    if not _SMALL.fullmatch(text):
        raise Exhausted("numbers of hundreds of digits")
    return Fraction(text)


def comparison(name: str, values: Iterable[Fraction]) -> Callable[[Fraction], bool]:
    """Whether a number compares with one of ``values`` as ``name`` says, such as NumericLessThan."""
    known = frozenset(values)
    if not known:
        return lambda _: False
    least, most = min(known), max(known)
    if name.endswith("LessThan"):
        return lambda value: value < most
    if name.endswith("LessThanEquals"):
        return lambda value: value <= most
    if name.endswith("GreaterThan"):
        return lambda value: value > least
    if name.endswith("GreaterThanEquals"):
        return lambda value: value >= least
    return known.__contains__


def between(cuts: Iterable[Fraction], *, dates: bool) -> tuple[Fraction, ...]:
    """Each of ``cuts``, and a value before, between and after them; whole ones where there are."""
    points = sorted(set(cuts))
    if not points:
        return (Fraction(1_800_000_000 if dates else 1),)
    found = [points[0] - 1]
    for low, high in itertools.pairwise(points):
        found.append(low)
        inside = _inside(low, high, dates=dates)
        if inside is not None:
            found.append(inside)
    return (*found, points[-1], points[-1] + 1)


def _inside(low: Fraction, high: Fraction, *, dates: bool) -> Fraction | None:
    whole = Fraction(low.numerator // low.denominator + 1)
    if whole < high:
        return whole
    if not dates:
        return (low + high) / 2
    return low + _MILLISECOND if low + _MILLISECOND < high else None


def _milliseconds(value: Fraction) -> Fraction:
    """Dates are compared as whole milliseconds; what is smaller is cut off."""
    return Fraction(int(value * 1000), 1000)


def _second(date: re.Match[str]) -> Fraction | None:
    """Source of the form: W3C, "Date and Time Formats", a profile of ISO 8601."""
    from datetime import UTC, datetime, timedelta

    parts = date.groupdict()
    number = {name: int(parts[name] or "0") for name in ("hour", "minute", "second")}
    month, day = int(date["month"] or "1"), int(date["day"] or "1")
    try:
        moment = datetime(int(date["year"]), month, day, **number, tzinfo=UTC)
    except ValueError:
        return None
    second = (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(seconds=1)
    milliseconds = int((date["fraction"] or "")[:3].ljust(3, "0"))
    return Fraction(second - _offset(date["zone"] or "Z")) + Fraction(milliseconds, 1000)


def _offset(zone: str) -> int:
    if zone == "Z":
        return 0
    hours, minutes = int(zone[1:3]), int(zone[-2:])
    return (-1 if zone[0] == "-" else 1) * (hours * 3600 + minutes * 60)
