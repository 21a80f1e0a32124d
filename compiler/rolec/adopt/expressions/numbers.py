"""Numbers of Terraform, which have 512 binary digits and are written in decimal.

A number that is not whole is here the float of which Python writes the same digits.
Source: Terraform's documentation, "Types and Values"; the package `math/big` of Go.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction

from rolec.adopt.unknown import UnknownError

_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?", re.ASCII)
_DIGITS = 512
_MOST_DIGITS = 150
"""As many decimal digits of a whole number are exact, certainly."""


def number_written(text: str) -> int | float:
    """The number that ``text`` is; a ValueError where it is none, an UnknownError where it is too long."""
    if len(text) > _MOST_DIGITS:
        raise UnknownError(text)
    if _NUMBER.fullmatch(text) is None:
        raise ValueError(text)
    found = Decimal(text)
    if found.is_signed() and not found:
        raise UnknownError(text)  # Terraform writes `-0`
    return _as_number(rounded(Fraction(found)))


def number_text(number: float) -> str:
    """A number as Terraform writes it in a text."""
    return str(number) if isinstance(number, int) else f"{Decimal(repr(number)).normalize():f}"


def calculated(sign: str, one: float, other: float) -> int | float:
    """What a sign makes of two numbers; an UnknownError where that has too many digits to be said here."""
    return _as_number(rounded(_CALCULATED[sign](exact(one), exact(other))))


def exact(number: float) -> Fraction:
    """What Terraform has for ``number``, which is not always what is written."""
    written = Fraction(number) if isinstance(number, int) else Fraction(Decimal(repr(number)))
    return rounded(written)


def rounded(number: Fraction) -> Fraction:
    """The nearest number that Terraform has."""
    if not number:
        return number
    length = number.numerator.bit_length() - number.denominator.bit_length()
    for digits in (_DIGITS - length - 1, _DIGITS - length):
        scale = Fraction(2) ** digits
        if abs(number * scale) >= 2 ** (_DIGITS - 1):
            return Fraction(round(number * scale)) / scale
    raise AssertionError(number)


def _as_number(number: Fraction) -> int | float:
    if number.denominator == 1:
        if abs(number) >= 10**_MOST_DIGITS:
            raise UnknownError("a number of too many digits")
        return number.numerator
    found = float(number)
    if exact(found) != number:
        raise UnknownError("a number of too many digits")
    return found


def _remainder(one: Fraction, other: Fraction) -> Fraction:
    whole = int(rounded(one / other))
    return one - rounded(other * whole)


_CALCULATED: Mapping[str, Callable[[Fraction, Fraction], Fraction]] = {
    "+": lambda one, other: one + other,
    "-": lambda one, other: one - other,
    "*": lambda one, other: one * other,
    "/": lambda one, other: one / other,
    "%": _remainder,
}
