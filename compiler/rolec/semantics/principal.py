"""Whether a principal is one that a policy names.

Source: the IAM User Guide, "AWS JSON policy elements: Principal".
"""

from __future__ import annotations

import re
from typing import NamedTuple

from rolec.policy.mark import is_mark, is_marked, marks
from rolec.semantics.statement import Principal, Principals
from rolec.semantics.truth import Truth, Unknown, any_of, negation

EVERYONE = Principal("AWS", "*")
"""Every principal: of any account, a service, an identity of a provider, and who is anonymous."""


class _Role(NamedTuple):
    """A role, as its ARN and those of its sessions both tell it; the latter have no path."""

    partition: str
    account: str
    name: str


def is_named(principals: Principals, asks: Principal, *, is_open: bool) -> Truth:
    """Whether ``asks`` is one of ``principals`` or, inverted, none of them.

    Where the request is open, a role's ARN may be that of any session of it, and what only
    Terraform knows, on either side, may be any principal.
    """
    found = any_of(_is(item, asks, is_open=is_open) for item in principals.items)
    return negation(found) if principals.inverted else found


def account_of(arn: str) -> str | None:
    """The account of a principal of IAM or STS, of which twelve digits are another form."""
    found = _OF_ACCOUNT.fullmatch(arn)
    return (found[1] or found[2]) if found else None


_ACCOUNT = re.compile(r"(?:arn:[^:]*:iam::)?(\d{12})(?::root)?", re.ASCII)
_OF_ACCOUNT = re.compile(r"arn:[^:]*:(?:iam|sts)::(\d{12}):.*|(\d{12})", re.ASCII | re.DOTALL)
_ROLE = re.compile(r"arn:([^:]*):iam::(\d{12}):role/(?:.*/)?([^/]+)", re.ASCII)
_SESSION = re.compile(r"arn:([^:]*):sts::(\d{12}):assumed-role/([^/]+)/[^/]+", re.ASCII)


def _is(item: Principal, asks: Principal, *, is_open: bool) -> Truth:
    if item in {EVERYONE, asks}:
        return True
    # A reference alone that nothing says more of may be of any type.
    if item.type != asks.type and not (asks.type == "AWS" and is_mark(asks.value)):
        return False
    if is_open and (is_marked(item.value) or is_marked(asks.value)):
        return Unknown(others=frozenset((*marks(item.value), *marks(asks.value))))
    if item.type != "AWS":
        return False
    whole = _ACCOUNT.fullmatch(item.value)
    if whole:
        return whole[1] == account_of(asks.value)
    if _as_role(_SESSION, asks.value):
        return _as_role(_ROLE, item.value) == _as_role(_SESSION, asks.value)
    if is_open and _as_role(_SESSION, item.value):
        same = _as_role(_SESSION, item.value) == _as_role(_ROLE, asks.value)
        return Unknown(keys=frozenset(("aws:userid",))) if same else False
    return False


def _as_role(form: re.Pattern[str], arn: str) -> _Role | None:
    found = form.fullmatch(arn)
    return _Role(*found.groups()) if found else None
