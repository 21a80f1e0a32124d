"""Values as they are compared, written as IAM has them in a request."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from rolec.compare.address import written as written_address
from rolec.compare.key_shape import Values

if TYPE_CHECKING:
    from fractions import Fraction

_TENTH = 10
_YEARS = re.compile(r"\d{4}(?:\.\d+)?")


def written(value: Any, values: Values, *, epoch: bool) -> str:
    """``value`` as text; a date is a number of seconds where it is compared as ``epoch`` too."""
    match values:
        case Values.NUMBER:
            return _decimal(value)
        case Values.DATE:
            return _seconds(value) if epoch else _date(value)
        case Values.ADDRESS:
            return written_address(value)
        case Values.BYTES:
            from base64 import b64encode

            return b64encode(value.encode("latin-1", "replace")).decode("ascii")
        case _:
            text: str = value
            return text


def _decimal(value: Fraction) -> str:
    places = 0
    while value.denominator != 1:
        value *= _TENTH
        places += 1
    digits = str(abs(value.numerator)).rjust(places + 1, "0")
    sign = "-" if value < 0 else ""
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else f"{sign}{digits}"


def _seconds(value: Fraction) -> str:
    # Four digits are a year, and no number of seconds.
    return "0" + _decimal(value) if _YEARS.fullmatch(_decimal(value)) else _decimal(value)


def _date(value: Fraction) -> str:
    from datetime import UTC, datetime, timedelta

    whole = value.numerator // value.denominator
    try:
        moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=whole)
    except OverflowError:
        return _decimal(value)
    fraction = value - whole
    text = moment.strftime("%Y-%m-%dT%H:%M:%S")
    return f"{text}.{int(fraction * 1000):03}Z" if fraction else f"{text}Z"
