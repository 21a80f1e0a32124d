"""Conditions in words.

Source: the IAM User Guide, "IAM JSON policy elements: Condition operators".
"""

from __future__ import annotations

from rolec.cli.render_role.page import Quoted, Words, listed
from rolec.ir.document import Condition
from rolec.ir.text import Text

_VERBS = {
    "StringEquals": "is",
    "StringNotEquals": "is not",
    "StringEqualsIgnoreCase": "is, in any case of letters,",
    "StringNotEqualsIgnoreCase": "is not, in any case of letters,",
    "StringLike": "is like",
    "StringNotLike": "is not like",
    "ArnEquals": "is like",
    "ArnLike": "is like",
    "ArnNotEquals": "is not like",
    "ArnNotLike": "is not like",
    "NumericEquals": "is",
    "NumericNotEquals": "is not",
    "NumericLessThan": "is below",
    "NumericLessThanEquals": "is at most",
    "NumericGreaterThan": "is above",
    "NumericGreaterThanEquals": "is at least",
    "DateEquals": "is",
    "DateNotEquals": "is not",
    "DateLessThan": "is before",
    "DateLessThanEquals": "is at the latest",
    "DateGreaterThan": "is after",
    "DateGreaterThanEquals": "is at the earliest",
    "Bool": "is",
    "BinaryEquals": "is",
    "IpAddress": "is in",
    "NotIpAddress": "is not in",
}

_FIXED: dict[tuple[str, str, str], str] = {
    ("Bool", "aws:multifactorauthpresent", "true"): "the caller signed in with MFA",
    ("Bool", "aws:securetransport", "true"): "the connection is encrypted",
}


def condition_words(condition: Condition) -> Words:
    """What a request must be like to meet the condition."""
    operator, key, values = condition.operator, condition.key.written, condition.values
    if len(values) == 1:
        fixed = _FIXED.get((operator, key.lower(), values[0].written.lower()))
        if fixed:
            return (fixed,)
        if (operator, key.lower()) == ("DateLessThan", "aws:currenttime"):
            return ("until ", Quoted(values[0].written))
    return _general(operator, Quoted(key), values)


def _general(operator: str, key: Quoted, values: tuple[Text, ...]) -> Words:
    base = operator.removeprefix("ForAnyValue:").removeprefix("ForAllValues:")
    name = base.removesuffix("IfExists")
    subject = _subject(operator, key, if_exists=name != base)
    if name == "Null":
        return (*subject, _null(values))
    verb = _VERBS.get(name)
    alternatives = listed(tuple((Quoted(value.written),) for value in values))
    if verb is None:
        return (*subject, " meets ", Quoted(name), " with ", *alternatives)
    if "not" in verb and len(values) > 1:
        verb = verb.replace("is not", "is neither", 1)
        alternatives = listed(tuple((Quoted(value.written),) for value in values), "nor")
    return (*subject, f" {verb} ", *alternatives)


def _subject(operator: str, key: Quoted, *, if_exists: bool) -> Words:
    optional: Words = (", if there is one,",) if if_exists else ()
    if operator.startswith("ForAnyValue:"):
        return ("some value of ", key, *optional)
    if operator.startswith("ForAllValues:"):
        return ("every value of ", key, " (none at all fits too)", *optional)
    return (key, *optional)


def _null(values: tuple[Text, ...]) -> str:
    match [value.written.lower() for value in values]:
        case ["true"]:
            return " is absent"
        case ["false"]:
            return " is there"
        case _:
            return " is there or absent"
