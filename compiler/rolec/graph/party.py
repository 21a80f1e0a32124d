"""Whom the statements of a trust policy let in: nodes that are no role of the project."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from rolec.graph.graph import Node, NodeKind
from rolec.graph.vouched import vouched
from rolec.ir.module import Account
from rolec.policy.identity_provider import Protocol, provider_of
from rolec.policy.mark import unmarked
from rolec.policy.policy_text import ConditionText, PrincipalText, StatementText

_ACCOUNT = re.compile(r"(?:arn:[a-z-]+:iam::)?([0-9]{12})(?::root)?", re.ASCII)
_IN_ACCOUNT = re.compile(r"arn:[a-z-]+:(?:iam|sts)::([0-9]{12}):.+", re.ASCII)
_ORGANIZATION = "aws:principalorgid"
_CALLER = "aws:principalarn"
_POSITIVE = frozenset(
    ("StringEquals", "StringEqualsIgnoreCase", "StringLike", "ArnEquals", "ArnLike")
)

ANYONE = Node(id="public", kind=NodeKind.PUBLIC, name="anyone", outside=True)


def account_of(principal: PrincipalText) -> str | None:
    """The id of the account that all of ``principal`` is, or None."""
    if principal.type != "AWS" or not principal.value.exact:
        return None
    match = _ACCOUNT.fullmatch(principal.value.text)
    return match[1] if match else None


def is_everyone(principal: PrincipalText) -> bool:
    """Whether ``principal`` is anybody, in any account."""
    return principal.type == "AWS" and principal.value.text == "*" and principal.value.exact


def parties(
    principal: PrincipalText, statement: StatementText, owned: Mapping[str, Account]
) -> Iterator[Node]:
    """Who ``principal`` of ``statement`` is; ``owned`` are accounts of projects by their ids."""
    written = unmarked(principal.value.marked or principal.value.text)
    account = account_of(principal)
    match principal.type:
        case _ if is_everyone(principal):
            yield from _everyone(statement)
        case "AWS" if account:
            named = _named_principals(statement, account)
            yield from (_principal(each, owned) for each in named)
            if not named:
                yield _account(account, owned)
        case "AWS":
            yield _principal(written, owned)
        case "Service":
            yield Node(id=f"service/{written}", kind=NodeKind.SERVICE, name=written)
        case _:
            yield from _federated(principal, written, statement)


def _everyone(statement: StatementText) -> Iterator[Node]:
    organizations = list(_values(statement, _ORGANIZATION))
    for each in organizations:
        yield Node(id=f"organization/{each}", kind=NodeKind.ORGANIZATION, name=each, outside=True)
    if not organizations:
        yield ANYONE


def _named_principals(statement: StatementText, account: str) -> tuple[str, ...]:
    """The principals of ``account`` that a condition leaves of it, where each is named in full."""
    found = [each for each in statement.conditions if _asks_for(each, _CALLER)]
    for condition in found:
        names = [value.text for value in condition.values]
        matches = [_IN_ACCOUNT.fullmatch(name) for name in names]
        if all(match and not set("*?$") & set(match[0]) for match in matches):
            return tuple(match[0] for match in matches if match and match[1] == account)
    return ()


def _account(id_: str, owned: Mapping[str, Account]) -> Node:
    nickname = owned[id_].nickname if id_ in owned else ""
    return Node(
        id=f"account/{id_}",
        kind=NodeKind.ACCOUNT,
        name=nickname or id_,
        account=id_,
        outside=id_ not in owned or not owned[id_].owned,
    )


def _principal(written: str, owned: Mapping[str, Account]) -> Node:
    match = _IN_ACCOUNT.fullmatch(written)
    account = match[1] if match else ""
    is_owned = account in owned and owned[account].owned
    # Where only Terraform knows the principal, nobody here can say whose it is.
    return Node(
        id=f"principal/{written}",
        kind=NodeKind.PRINCIPAL,
        name=written,
        account=account,
        outside=not is_owned,
    )


def _federated(principal: PrincipalText, written: str, statement: StatementText) -> Iterator[Node]:
    provider = provider_of(principal)
    if provider and provider.protocol is Protocol.SAML:
        yield Node(id=f"saml/{written}", kind=NodeKind.SAML, name=provider.name, outside=True)
        return
    issuer = provider.name if provider else _issuer(statement) or written
    subjects = list(_values(statement, f"{issuer}:sub"))
    found = vouched(issuer, subjects) if subjects else ()
    for each in found:
        yield Node(
            id=f"web_identity/{issuer}/{each.name}",
            kind=NodeKind.WEB_IDENTITY,
            name=f"{each.words} {each.name}" if each.words else f"{each.name} of {issuer}",
            outside=True,
        )
    if not found:
        yield Node(
            id=f"web_identity/{issuer}", kind=NodeKind.WEB_IDENTITY, name=issuer, outside=True
        )


def _issuer(statement: StatementText) -> str | None:
    """The issuer that conditions name, where Terraform alone knows the provider."""
    for condition in statement.conditions:
        issuer, colon, claim = condition.key.text.rpartition(":")
        if colon and claim in {"aud", "sub"} and condition.key.exact:
            return issuer
    return None


def _values(statement: StatementText, key: str) -> Iterator[str]:
    """The values of which the statement asks that ``key`` has one."""
    for condition in statement.conditions:
        if _asks_for(condition, key.lower()):
            yield from (unmarked(v.marked or v.text) for v in condition.values)


def _asks_for(condition: ConditionText, key: str) -> bool:
    operator = condition.parsed
    return (
        condition.key.text.lower() == key
        and operator is not None
        and operator.name in _POSITIVE
        and not operator.if_exists
        and operator.qualifier != "ForAllValues"
    )
