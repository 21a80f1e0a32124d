"""`format` and `formatlist` of Terraform.

Source: Terraform's documentation, "format Function"; `format.go` of cty, and `ftoa.go` and `intconv.go` of `math/big` of Go.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import NamedTuple

from rolec.adopt.expressions.json_encoding import encoded
from rolec.adopt.expressions.list_names import is_list_in_name
from rolec.adopt.expressions.numbers import exact
from rolec.adopt.expressions.syntax import INSERTED
from rolec.adopt.expressions.texts import plain
from rolec.adopt.expressions.values import has_reference, number, text_of, truth_of, whole
from rolec.adopt.found import Json
from rolec.adopt.unknown import UnknownError

_VERB = re.compile(
    r"%(?:%|(?P<flags>[ +#0-]*)(?P<width>[1-9][0-9]?)?(?:\.(?P<precision>[0-9]{0,2}))?(?:\[(?P<index>[0-9]{1,3})\])?(?P<verb>[A-Za-z]))"
)
_INTEGERS = {"d": ("d", ""), "b": ("b", "0b"), "o": ("o", "0"), "x": ("x", "0x")}
_SIX = 6
_EXACT = 1100
"""Digits that are enough for any number of Terraform that is not whole."""


class _Verb(NamedTuple):
    text: str
    flags: str
    width: int
    precision: int | None
    letter: str


def formatted(pattern: Json, *values: Json) -> str:
    """The text that a pattern and values make; a ValueError where Terraform refuses them."""
    written = text_of(pattern)
    if "%" in _VERB.sub("", written):
        raise UnknownError(f"format({encoded(written)}, ...)")
    return "".join(_parts(written, values))


def formatted_list(pattern: Json, *values: Json) -> Json:
    """One text for each item of those of ``values`` that are lists; a TypeError where one may be, and nobody knows."""
    if any(map(_may_be_list, values)):
        raise TypeError
    lists = [each for each in values if isinstance(each, list)]
    if not lists:
        return [formatted(pattern, *values)]
    rows = [each if isinstance(each, list) else [each] * len(lists[0]) for each in values]
    return [formatted(pattern, *row) for row in zip(*rows, strict=True)]


def _may_be_list(value: Json) -> bool:
    whole = INSERTED.fullmatch(value) if isinstance(value, str) else None
    return whole is not None and is_list_in_name(whole[1])


def _parts(pattern: str, values: tuple[Json, ...]) -> Iterator[str]:
    at = used = last = 0
    for found in _VERB.finditer(pattern):
        yield pattern[at : found.start()]
        at = found.end()
        if found["verb"] is None:
            yield "%"
            continue
        last = int(found["index"]) if found["index"] else last + 1
        used = max(used, last)
        yield _one(_verb(found), values[last - 1] if last else values[len(values)])
    yield pattern[at:]
    if used < len(values):
        raise ValueError(pattern)


def _verb(found: re.Match[str]) -> _Verb:
    precision = found["precision"]
    return _Verb(
        found[0],
        found["flags"],
        int(found["width"] or 0),
        None if precision is None else int(precision or 0),
        found["verb"],
    )


def _one(verb: _Verb, value: Json) -> str:
    if value is None:
        raise UnknownError(f"{verb.text} of null")
    if has_reference(value) and verb.text != "%s":
        # What it is decides on what is written, as on the digits of a number.
        raise UnknownError(f"{verb.text} of {encoded(value)}")
    write = _WRITERS.get(verb.letter)
    if write is None:
        raise ValueError(verb.text)
    return write(verb, value)


def _string(verb: _Verb, value: Json) -> str:
    found = text_of(value)
    if verb.precision is not None:
        raise UnknownError(verb.text)
    return _padded(verb, "", plain(found) if verb.width else found)


def _quoted(verb: _Verb, value: Json) -> str:
    if verb.flags.strip("#") or verb.width or verb.precision is not None:
        raise UnknownError(verb.text)
    return encoded(text_of(value))


def _any(verb: _Verb, value: Json) -> str:
    if verb.precision is not None or verb.flags.strip("#"):
        raise UnknownError(verb.text)
    match value:
        case bool():
            return encoded(value)
        case int() | float():
            return _shortest(verb, value)
        case str() if "#" not in verb.flags:
            return _string(verb, value)
        case _ if verb.width:
            raise UnknownError(verb.text)
        case _:
            return encoded(value)


def _truth(verb: _Verb, value: Json) -> str:
    found = truth_of(value)
    if found is None:
        raise ValueError(verb.text)
    return encoded(found)


def _integer(verb: _Verb, value: Json) -> str:
    found = whole(value)
    base, prefix = _INTEGERS[verb.letter.lower()]
    digits = f"{abs(found):{base}}".rjust(verb.precision or 0, "0")
    if verb.precision == 0 and not found:
        raise UnknownError(verb.text)
    sign = _sign(verb, negative=found < 0) + (prefix if "#" in verb.flags else "")
    if verb.letter.isupper():
        sign, digits = sign.upper(), digits.upper()
    return _padded(verb, sign, digits, is_filled=verb.precision is None)


def _fixed(verb: _Verb, value: Json) -> str:
    found, places = exact(number(value)), _SIX if verb.precision is None else verb.precision
    scaled = str(round(abs(found) * 10**places)).rjust(places + 1, "0")
    digits = f"{scaled[:-places]}.{scaled[-places:]}" if places else scaled
    return _padded(verb, _sign(verb, negative=found < 0), digits)


def _scientific(verb: _Verb, value: Json) -> str:
    found, places = exact(number(value)), _SIX if verb.precision is None else verb.precision
    digits = _with_exponent(f"{_decimal(abs(found)):.{places}e}")
    if not found:
        digits = f"{0:.{places}e}"
    return _padded(verb, _sign(verb, negative=found < 0), _cased(verb, digits))


def _shortest(verb: _Verb, value: Json) -> str:
    if verb.precision is not None:
        raise UnknownError(verb.text)
    found = number(value)
    shown = Decimal(repr(abs(found))).normalize()
    is_short = not found or -5 < shown.adjusted() < _SIX  # noqa: PLR2004 - as Go has it
    digits = f"{shown:f}" if is_short else _with_exponent(f"{shown:e}")
    return _padded(verb, _sign(verb, negative=found < 0), _cased(verb, digits))


def _decimal(number: Fraction) -> Decimal:
    with localcontext() as context:
        context.prec = _EXACT
        return Decimal(number.numerator) / Decimal(number.denominator)


def _with_exponent(digits: str) -> str:
    mantissa, _, exponent = digits.partition("e")
    return f"{mantissa}e{int(exponent or 0):+03d}"


def _cased(verb: _Verb, digits: str) -> str:
    return digits.upper() if verb.letter.isupper() else digits


def _sign(verb: _Verb, *, negative: bool) -> str:
    return "-" if negative else next((each for each in "+ " if each in verb.flags), "")


def _padded(verb: _Verb, sign: str, digits: str, *, is_filled: bool = True) -> str:
    left = "-" in verb.flags
    if "0" in verb.flags and is_filled and not left:
        return sign + digits.rjust(verb.width - len(sign), "0")
    if "0" in verb.flags and left and verb.letter in "sv" and verb.width:
        raise UnknownError(verb.text)
    text = sign + digits
    return text.ljust(verb.width) if left else text.rjust(verb.width)


_WRITERS: Mapping[str, Callable[[_Verb, Json], str]] = {
    **dict.fromkeys("dboxX", _integer),
    **dict.fromkeys("eE", _scientific),
    **dict.fromkeys("gG", _shortest),
    "f": _fixed,
    "q": _quoted,
    "s": _string,
    "t": _truth,
    "v": _any,
}
