"""Condition keys that follow from who asks, in a request that could exist.

Source: the IAM User Guide, "AWS global condition context keys", properties of the principal.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeAlias

from rolec.compare.predicate import PRINCIPAL
from rolec.semantics.request import Request
from rolec.semantics.statement import Principal

Values: TypeAlias = Mapping[str, tuple[Any, ...] | None]

ARN = "aws:principalarn"
ACCOUNT = "aws:principalaccount"

_OF_ACCOUNT = re.compile(r"arn:[^:*]+:(?:iam|sts)::(\d{12}):[^*]+")
_SESSION = re.compile(r"(arn:[^:]*):sts::(\d{12}):assumed-role/([^/]+)/[^/]+")
_ID = re.compile(r"\d{12}")


def agreeing(values: Values, others: Iterable[Principal]) -> Iterator[Values]:
    """``values`` in which the keys are those of the principal: this one, theirs, or of ``others``."""
    asked = values.get(PRINCIPAL)
    if not asked or values.keys().isdisjoint((ARN, ACCOUNT)):
        return
    for principal in (asked[0], *_principals(values), *others):
        facts = _facts(principal)
        yield {
            **values,
            PRINCIPAL: (principal,),
            **{key: facts.get(key) for key in (ARN, ACCOUNT) if key in values},
        }


def agrees(request: Request) -> bool:
    """Whether the keys of ``request`` that follow from its principal are as they have to be."""
    if request.principal is None:
        return True
    facts = _facts(request.principal)
    return all(
        request.context[key] == facts.get(key) for key in (ARN, ACCOUNT) if key in request.context
    )


def _principals(values: Values) -> Iterator[Principal]:
    """Principals of which the keys are as in ``values``."""
    for arn in values.get(ARN) or ():
        if _OF_ACCOUNT.fullmatch(arn):
            yield Principal("AWS", arn)
    for account in values.get(ACCOUNT) or ():
        if _ID.fullmatch(account):
            yield Principal("AWS", f"arn:aws:iam::{account}:role/example")


def _facts(principal: Principal) -> Mapping[str, tuple[str, ...]]:
    """The keys by what they are for ``principal``; a service and an identity have none of them."""
    found = _OF_ACCOUNT.fullmatch(principal.value) if principal.type == "AWS" else None
    if found is None:
        return {}
    arn = _SESSION.sub(r"\1:iam::\2:role/\3", principal.value)
    return {ARN: (arn,), ACCOUNT: (found[1],)}
