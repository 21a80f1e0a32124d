"""Finds trust in accounts, roles and sessions that holds for more people than meant, or says it twice.

What an account does with the trust it is given is for others to decide.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from rolec.diagnostics.diagnostic import Diagnostic, Label
from rolec.diagnostics.level import Level
from rolec.ir.module import Account
from rolec.ir.operator import Family as Operators
from rolec.lint.denied_unless import denied_unless
from rolec.lint.example import policy
from rolec.lint.facts import Facts
from rolec.lint.lint import Family, Lint
from rolec.lint.met import (
    conditions_on,
    holds_without_key,
    names_one,
    needs,
    needs_value,
    says_something,
)
from rolec.policy.policy_text import (
    ConditionText,
    Kind,
    PolicyText,
    PrincipalText,
    StatementText,
    Word,
)


def _trust(principal: str, condition: str = "") -> str:
    return policy(
        f'{{"Effect": "Allow", "Principal": {{"AWS": {principal}}},'
        f' "Action": "sts:AssumeRole"{condition}}}'
    )


_ROLE = '"arn:aws:iam::111122223333:role/ci/deploy"'
_SESSION = '"arn:aws:sts::111122223333:assumed-role/deploy/nightly"'

NO_EXTERNAL_ID = Lint(
    id="L0640",
    name="stranger-without-external-id",
    level=Level.SECURITY_WARNING,
    explain="""
The account is not one of the project. If it belongs to somebody who works for many customers, another
customer can make them use this role. `sts:ExternalId`, which they choose anew for each customer, prevents
that. An account that the policy also trusts with MFA, through IAM Identity Center or as part of an
organization is where one's own people work, and not meant.
""",
    bad=_trust('"777788889999"'),
    good=_trust(
        '"777788889999"', ', "Condition": {"StringEquals": {"sts:ExternalId": "7f3a9c41"}}'
    ),
    facts=Facts(
        account=Account(id="111122223333"), accounts={"111122223333": Account(id="111122223333")}
    ),
)

REDUNDANT_SESSION = Lint(
    id="L0642",
    name="session-beside-its-role",
    level=Level.SUGGESTION,
    access_analyzer="REDUNDANT_PRINCIPAL_IN_ROLE_TRUST_POLICY",
    explain="""
Who trusts a role trusts all its sessions. To name one of them as well says nothing more.
""",
    bad=_trust(f"[{_ROLE}, {_SESSION}]"),
    good=_trust(f"[{_ROLE}]"),
)

MFA_IF_EXISTS = Lint(
    id="L0643",
    name="mfa-only-if-known",
    level=Level.SECURITY_WARNING,
    explain="""
Requests with the long-term key of a user do not say anything about MFA. With `IfExists` they are let in,
although nobody gave a code. In a deny it is the other way round, and right.
""",
    bad=_trust(
        '"111122223333"', ', "Condition": {"BoolIfExists": {"aws:MultiFactorAuthPresent": "true"}}'
    ),
    good=_trust(
        '"111122223333"', ', "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}'
    ),
)

ID_IF_EXISTS = Lint(
    id="L0652",
    name="external-id-only-if-passed",
    level=Level.SECURITY_WARNING,
    explain="""
The condition also holds where the caller passes no external id, so that it keeps nobody out: whoever does not
know the id leaves it away.
""",
    bad=_trust(
        '"777788889999"', ', "Condition": {"StringEqualsIfExists": {"sts:ExternalId": "7f3a9c41"}}'
    ),
    good=_trust(
        '"777788889999"', ', "Condition": {"StringEquals": {"sts:ExternalId": "7f3a9c41"}}'
    ),
)

_ACCOUNT = re.compile(r"(?:arn:[^:]*:(?:iam|sts)::)?([0-9]{12})(?::.*)?", re.ASCII | re.DOTALL)
_ROLE_ARN = re.compile(r"arn:[^:]*:iam::([0-9]{12}):role/(?:.*/)?([^/]+)", re.ASCII)
_SESSION_ARN = re.compile(r"arn:[^:]*:sts::([0-9]{12}):assumed-role/([^/]+)/[^/]+", re.ASCII)
_OF_IDENTITY_CENTER = "AWSReservedSSO_"
_EXTERNAL_ID = "sts:externalid"
_MFA = ("aws:multifactorauthpresent", "aws:multifactorauthage")


def _check(document: PolicyText, facts: Facts) -> Iterator[Diagnostic]:
    if document.kind is not Kind.TRUST:
        return
    trusting = [
        (statement, principals)
        for statement in document.statements
        if (principals := [each.value for each in statement.principals if each.type == "AWS"])
    ]
    granting = [(statement, found) for statement, found in trusting if statement.allows]
    # Where the project names no account, nobody can be told from a stranger.
    if facts.accounts:
        yield from _strangers(granting, document, facts)
    for statement, _ in granting:
        yield from _mfa_if_exists(statement)
        if optional := _optional_id(statement):
            yield ID_IF_EXISTS.at(
                optional.operator.span,
                f"`{optional.operator.text}` lets in whoever passes no external id",
                help=_required(optional),
            )
    for _, principals in trusting:
        yield from _sessions(principals)


def _required(optional: ConditionText) -> str:
    operator = optional.parsed
    if operator is None or operator.negated or operator.family is Operators.NULL:
        return "compare `sts:ExternalId` by `StringEquals` with the id that they pass"
    return f"write `{operator.name}`"


def _strangers(
    granting: Sequence[tuple[StatementText, list[Word]]], document: PolicyText, facts: Facts
) -> Iterator[Diagnostic]:
    # An account in which one's own people sign in is not that of a vendor.
    familiar = {
        _account_of(word.text)
        for statement, principals in granting
        if _is_for_own_people(statement)
        for word in _parties(statement, principals)
    }
    for statement, principals in granting:
        if _has_external_id(statement) or _optional_id(statement):
            continue
        for word in _parties(statement, principals):
            account = _account_of(word.text)
            if not (account and account not in familiar and _is_strange(account, facts)):
                continue
            as_written = word if word in principals else next(filter(_is_anybody, principals))
            if not denied_unless(document, PrincipalText("AWS", as_written), _EXTERNAL_ID):
                yield _stranger(word, account, facts)


def _parties(statement: StatementText, principals: list[Word]) -> list[Word]:
    """``principals``; for `*` also the accounts, or ARNs, that conditions hold it to."""
    if not any(map(_is_anybody, principals)):
        return principals
    named = (
        condition.values
        for condition in conditions_on(statement, "aws:principalaccount", "aws:principalarn")
        if names_one(condition)
    )
    return [*principals, *next(named, ())]


def _is_anybody(word: Word) -> bool:
    return word.exact and word.text == "*"


def _is_for_own_people(statement: StatementText) -> bool:
    if needs(statement, *_MFA, "aws:principalorgid"):
        return True
    return any(
        _OF_IDENTITY_CENTER in value.text
        for condition in conditions_on(statement, "aws:principalarn")
        for value in condition.values
    )


def _has_external_id(statement: StatementText) -> bool:
    return any(
        needs_value(condition) and says_something(condition)
        for condition in conditions_on(statement, _EXTERNAL_ID)
    )


def _optional_id(statement: StatementText) -> ConditionText | None:
    """The condition that compares an external id, where one that is missing meets all there are."""
    found = list(conditions_on(statement, _EXTERNAL_ID))
    return found[0] if found and all(map(holds_without_key, found)) else None


def _is_strange(account: str, facts: Facts) -> bool:
    known = facts.accounts.get(account)
    return account != facts.account.id and (known is None or not known.owned)


def _stranger(word: Word, account: str, facts: Facts) -> Diagnostic:
    known = facts.accounts.get(account)
    name = known.nickname if known and known.nickname else account
    if known is not None:
        return NO_EXTERNAL_ID.at(
            word.span,
            f"`{name}` is not owned (`owned: false`), and gets in without an external id",
            help="compare `sts:ExternalId` with what they gave you",
        )
    return NO_EXTERNAL_ID.at(
        word.span,
        f"`{name}` is not an account of the project, and gets in without an external id",
        help="compare `sts:ExternalId` with what they gave you, or list the account in rolec.yaml"
        " if it is yours",
    )


def _mfa_if_exists(statement: StatementText) -> Iterator[Diagnostic]:
    if needs(statement, *_MFA):
        return
    for condition in conditions_on(statement, *_MFA):
        operator = condition.parsed
        if operator is None or not operator.if_exists or operator.negated:
            continue
        if operator.family is Operators.NUMERIC or any(
            value.text.lower() == "true" for value in condition.values
        ):
            yield MFA_IF_EXISTS.at(
                condition.operator.span,
                f"`{condition.operator.text}` lets in whoever has not said anything about MFA",
                help=f"write `{_without_if_exists(condition)}`",
            )


def _without_if_exists(condition: ConditionText) -> str:
    # Whether there was MFA is true or false, and compared as a text it is another mistake.
    is_age = condition.key.text.lower() == _MFA[1]
    return condition.operator.text.removesuffix("IfExists") if is_age else "Bool"


def _sessions(principals: list[Word]) -> Iterator[Diagnostic]:
    if len(principals) == 1:
        return
    roles = {role: word for word in principals if word.exact and (role := _role_of(word.text))}
    for word in principals:
        parent = roles.get(_role_of_session(word.text) or ("", ""))
        if parent is not None and word.exact:
            yield REDUNDANT_SESSION.at(
                word.span,
                f"`{parent.text}` includes its session `{word.text}`",
                help="delete the session",
                secondary=(Label(parent.span),),
            )


@lru_cache(maxsize=1024)
def _account_of(principal: str) -> str | None:
    match = _ACCOUNT.fullmatch(principal)
    return match[1] if match else None


@lru_cache(maxsize=1024)
def _role_of(arn: str) -> tuple[str, str] | None:
    match = _ROLE_ARN.fullmatch(arn)
    return (match[1], match[2]) if match else None


@lru_cache(maxsize=1024)
def _role_of_session(arn: str) -> tuple[str, str] | None:
    match = _SESSION_ARN.fullmatch(arn)
    return (match[1], match[2]) if match else None


FAMILY = Family((NO_EXTERNAL_ID, REDUNDANT_SESSION, MFA_IF_EXISTS, ID_IF_EXISTS), _check)
