"""Finds principals that IAM stores by an id, where another under the same name is to be expected.

IAM looks a role or user of a trust policy up when the policy is saved, and keeps its id, AROA... or
AIDA.... One that is made anew under the name has another id, and is not meant any more. Source: IAM User
Guide, "AWS JSON policy elements: Principal", IAM role principals and IAM user principals.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from rolec.diagnostics.diagnostic import Diagnostic
from rolec.diagnostics.level import Level
from rolec.ir.module import Account
from rolec.lint.example import policy
from rolec.lint.facts import Facts
from rolec.lint.lint import Family, Lint
from rolec.policy.policy_text import Kind, PolicyText, StatementText, Word


def _allow(principal: str) -> str:
    return (
        f'{{"Effect": "Allow", "Principal": {{"AWS": "{principal}"}}, "Action": "sts:AssumeRole"}}'
    )


_ROOT = "arn:aws:iam::111122223333:root"
_ROLE = "arn:aws:iam::111122223333:role/ci/deploy"

IDENTITY_CENTER_ROLE = Lint(
    id="L0641",
    name="identity-center-role-as-principal",
    level=Level.WARNING,
    explain="""
IAM stores a principal by its id. IAM Identity Center makes the roles of a permission set anew whenever it
is assigned again, with another id and another end of the name, and nobody gets in any more. Name the account
and compare `aws:PrincipalArn` by ArnLike with a pattern for the name.
""",
    bad=policy(
        _allow(
            "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Dev_0123456789abcdef"
        )
    ),
    good=policy(_allow("arn:aws:iam::111122223333:role/developers/Dev")),
)

REPLACED_BY_OTHERS = Lint(
    id="L0644",
    name="principal-that-others-replace",
    level=Level.NOTE,
    explain="""
IAM stores a principal by its id, so that a role or user which is made anew under the same name does not get
in until the trust policy is written again. This one is not of the project: somebody else decides when that
happens. Told are roles and users of accounts that the project does not own, and service-linked roles. Where
the name should be enough, trust the account and compare `aws:PrincipalArn` by ArnEquals, as `match: arn` of
a spec does.
""",
    bad=policy(_allow("arn:aws:iam::777788889999:role/scanner")),
    good=policy(_allow("arn:aws:iam::111122223333:role/scanner")),
    facts=Facts(
        account=Account(id="111122223333"), accounts={"111122223333": Account(id="111122223333")}
    ),
)

DENIED_BY_ID = Lint(
    id="L0645",
    name="deny-of-principal-by-id",
    level=Level.SUGGESTION,
    explain="""
IAM stores a principal by its id, in a deny too: a role or user that is made anew under the same name is not
denied any more, and whoever may make roles gets around the deny. Deny everybody, `*`, and compare
`aws:PrincipalArn` by ArnEquals.
""",
    bad=policy(
        _allow(_ROOT),
        f'{{"Effect": "Deny", "Principal": {{"AWS": "{_ROLE}"}}, "Action": "sts:AssumeRole"}}',
    ),
    good=policy(
        _allow(_ROOT),
        '{"Effect": "Deny", "Principal": {"AWS": "*"}, "Action": "sts:AssumeRole",'
        f' "Condition": {{"ArnEquals": {{"aws:PrincipalArn": "{_ROLE}"}}}}}}',
    ),
)

_OF_IDENTITY_CENTER = "AWSReservedSSO_"
_STORED = re.compile(r"arn:[^:]*:iam::([0-9]{12}):(role|user)/(.+)", re.ASCII)
_SERVICE_LINKED = "aws-service-role/"


class _Stored(NamedTuple):
    account: str
    type: str
    path: str


def _check(document: PolicyText, facts: Facts) -> Iterator[Diagnostic]:
    if document.kind is not Kind.TRUST:
        return
    for statement in document.statements:
        for principal in statement.principals:
            if principal.type == "AWS":
                yield from _check_principal(statement, principal.value, facts)


def _check_principal(statement: StatementText, word: Word, facts: Facts) -> Iterator[Diagnostic]:
    if statement.allows and _OF_IDENTITY_CENTER in word.text:
        yield IDENTITY_CENTER_ROLE.at(
            word.span,
            f"IAM Identity Center will replace `{word.text}`",
            help="name the account, and compare `aws:PrincipalArn` by ArnLike with"
            " `.../AWSReservedSSO_NAME_*`",
        )
        return
    stored = _stored(word.text)
    if stored is None:
        return
    if statement.denies:
        yield DENIED_BY_ID.at(
            word.span,
            f"the deny ends when the {stored.type} `{word.text}` is made anew",
            help="deny `*`, and compare `aws:PrincipalArn` by ArnEquals",
        )
    elif statement.allows and (owner := _owner(stored, facts)):
        yield REPLACED_BY_OTHERS.at(
            word.span,
            f"`{word.text}` does not get in any more when {owner} makes it anew",
            help="where the name should be enough, name the account and compare `aws:PrincipalArn`"
            " by ArnEquals; in a spec, `match: arn` does",
        )


def _owner(stored: _Stored, facts: Facts) -> str | None:
    """Who decides when the principal is made anew, where that is surely not the project."""
    if stored.type == "role" and stored.path.startswith(_SERVICE_LINKED):
        return "its service"
    # Where the project names no account, nobody can be told from a stranger.
    if not facts.accounts or stored.account == facts.account.id:
        return None
    known = facts.accounts.get(stored.account)
    if known is not None and known.owned:
        return None
    name = known.nickname if known and known.nickname else stored.account
    return f"account `{name}`"


@lru_cache(maxsize=1024)
def _stored(arn: str) -> _Stored | None:
    match = _STORED.fullmatch(arn)
    # Of a wildcard or a variable IAM finds no id, and a reference of Terraform is a `*` here.
    if match is None or any(sign in arn for sign in ("*", "?", "${")):
        return None
    return _Stored(match[1], match[2], match[3])


FAMILY = Family((IDENTITY_CENTER_ROLE, REPLACED_BY_OTHERS, DENIED_BY_ID), _check)
