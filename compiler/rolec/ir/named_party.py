"""Whether a condition makes somebody of everybody: of the principal `*`, organizations or accounts that are named.

A policy variable names nobody: `${aws:PrincipalAccount}` is the account of whoever asks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from rolec.ir.operator import Family, Operator, parse_operator

UNKNOWN = "\ue100"
"""What stands in a value for a part that only Terraform knows: it is the same whoever asks."""

# Without a colon: each policy variable that is a key has one.
_WRITTEN = re.compile(r"\$\{[^{}:*?]*\}")
_AFTER = rf"(?:iam|sts)::(?:[0-9]{{12}}|{UNKNOWN}):.+"
_ARN = re.compile(rf"arn:[^:$]+:{_AFTER}", re.DOTALL)
# A wildcard of a text stands for colons too.
_TEXT = re.compile(rf"arn:[^:$*?]+:{_AFTER}", re.DOTALL)


def names_some(operator: str, key: str, values: Iterable[str]) -> bool:
    """Whether a condition lets in only organizations or accounts that it names."""
    parsed = parse_operator(operator)
    if parsed is None or parsed.if_exists or parsed.negated:
        return False
    if parsed.qualifier == "ForAllValues" or parsed.family not in {Family.STRING, Family.ARN}:
        return False
    texts = [_WRITTEN.sub(UNKNOWN, value) for value in values]
    match key.casefold():
        case "aws:principalorgid" | "aws:principalaccount":
            return all(_is_fixed(text, parsed) for text in texts)
        case "aws:principalarn":
            form = _ARN if parsed.family is Family.ARN else _TEXT
            return all(map(form.fullmatch, texts))
        case "aws:principalorgpaths":
            # A path begins with an organization.
            first = [text.partition("/")[0] for text in texts]
            return parsed.qualifier == "ForAnyValue" and all(_is_fixed(e, parsed) for e in first)
        case _:
            return False


def _is_fixed(text: str, operator: Operator) -> bool:
    """Whether ``text`` is the same whoever asks, and no pattern."""
    return "${" not in text and not (operator.takes_wildcards and {*text} & {*"*?"})
