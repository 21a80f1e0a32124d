"""Principals of trust policies, and those that tell trust policies apart.

Source: the IAM User Guide, "AWS JSON policy elements: Principal".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from rolec.compare.predicate import Test
from rolec.semantics.statement import Principal

_ACCOUNT = re.compile(r"(?:arn:[^:]*:iam::)?(\d{12})(?::root)?")
_ARN = re.compile(r"arn:[^:]*:(?:iam|sts)::(\d{12}):(?P<what>.*)", re.DOTALL)
_SESSION = re.compile(r"(arn:[^:]*):sts::(\d{12}):assumed-role/([^/]+)/[^/]+")
_ROLE = re.compile(r"(arn:[^:]*):iam::(\d{12}):role/(?:.*/)?([^/]+)")

AWS = "AWS"
EVERYONE = "*"


def covering(items: tuple[Principal, ...]) -> Test:
    """Whether a principal is one of ``items``."""
    known = tuple(sorted(set(items)))
    tests = tuple(map(_covers, known))
    return Test(known, lambda principal: any(test(principal) for test in tests), known)


def apart(items: Iterable[Principal]) -> tuple[Principal, ...]:
    """A principal of each kind that ``items`` tell apart: named ones, and others of each account."""
    found: dict[Principal, None] = {}
    accounts: dict[str, None] = {}
    for each in sorted(set(items)):
        account = _account(each)
        if account:
            accounts[account] = None
        elif each.value != EVERYONE:
            found[each] = None
            arn = _ARN.fullmatch(each.value)
            if arn and each.type == AWS:
                accounts[arn[1]] = None
            role = _ROLE.fullmatch(each.value)
            if role:
                session = f"{role[1]}:sts::{role[2]}:assumed-role/{role[3]}/session"
                found[Principal(AWS, session)] = None
    for account in (*accounts, _other(accounts)):
        found[Principal(AWS, f"arn:aws:iam::{account}:role/{_new(found, 'example')}")] = None
    found[Principal("Service", _new(found, "ec2.amazonaws.com"))] = None
    found[Principal("Federated", _new(found, "accounts.google.com"))] = None
    return tuple(found)


def account_of(value: str) -> str | None:
    """The account of the principal ``value``, twelve digits or an ARN."""
    found = _ACCOUNT.fullmatch(value) or _ARN.fullmatch(value)
    return found[1] if found else None


def role_of(session: str) -> Iterator[str]:
    """The role of a ``session``, without a path."""
    found = _SESSION.fullmatch(session)
    if found:
        yield f"{found[1]}:iam::{found[2]}:role/{found[3]}"


def _account(principal: Principal) -> str | None:
    found = _ACCOUNT.fullmatch(principal.value) if principal.type == AWS else None
    return found[1] if found else None


def _covers(item: Principal) -> Callable[[Principal], bool]:
    if item == (AWS, EVERYONE):
        return lambda _: True
    account = _account(item)
    if account:
        return lambda principal: principal.type == AWS and _is_of(principal.value, account)
    role = _ROLE.fullmatch(item.value) if item.type == AWS else None
    if role:
        of_role = role.groups()
        return lambda principal: (
            principal == item or (principal.type == AWS and _role(principal.value) == of_role)
        )
    return lambda principal: principal == item


def _is_of(arn: str, account: str) -> bool:
    found = _ARN.fullmatch(arn)
    return found is not None and found[1] == account


def _role(arn: str) -> tuple[str, ...] | None:
    found = _SESSION.fullmatch(arn)
    return found.groups() if found else None


def _other(accounts: Iterable[str]) -> str:
    known = set(accounts)
    number = 999_988_887_777
    while f"{number:012}" in known:
        number -= 1
    return f"{number:012}"


def _new(known: Iterable[Principal], name: str) -> str:
    values = " ".join(each.value for each in known)
    head, dot, tail = name.partition(".")
    number = 1
    new = name
    while new in values:
        number += 1
        new = f"{head}{number}{dot}{tail}"
    return new
