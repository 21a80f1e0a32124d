"""Finds patterns for a default branch that other branches have too.

Who may push to a repository may mostly make branches in it, and call them as the pattern wants it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rolec.diagnostics.diagnostic import Diagnostic
from rolec.diagnostics.level import Level
from rolec.ir.operator import Family as Operators
from rolec.lint.example import policy
from rolec.lint.facts import Facts
from rolec.lint.lint import Family, Lint
from rolec.policy.policy_text import ConditionText, Kind, PolicyText

_HOST = "token.actions.githubusercontent.com"


def _trust(branch: str) -> str:
    return policy(
        '{"Effect": "Allow", "Principal": {"Federated":'
        f' "arn:aws:iam::111122223333:oidc-provider/{_HOST}"}},'
        ' "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {'
        f'"StringEquals": {{"{_HOST}:aud": "sts.amazonaws.com"}}, "StringLike":'
        f' {{"{_HOST}:sub": "repo:acme/web:ref:refs/heads/{branch}"}}}}}}'
    )


MORE_BRANCHES = Lint(
    id="L0651",
    name="pattern-for-default-branch",
    level=Level.SUGGESTION,
    explain="""
`main*` is the branch `main`, and `main-2` and `maintenance` too. The rules that protect the default
branch are not those of a branch that somebody makes, so that what nobody has reviewed can assume
the role.
""",
    bad=_trust("main*"),
    good=_trust("main"),
)

# A branch in a claim of GitHub, and in the subject of a job of GitLab.
_BRANCH = re.compile(r"(?:refs/heads/|:ref_type:branch:ref:)((?:main|master)[*?]+)$")


def _check(document: PolicyText, _: Facts) -> Iterator[Diagnostic]:
    if document.kind is not Kind.TRUST:
        return
    for statement in document.statements:
        for condition in statement.conditions if statement.allows else ():
            if _takes_patterns(condition):
                for value in condition.values:
                    branch = _BRANCH.search(value.text)
                    if branch and value.exact:
                        name = branch[1].rstrip("*?")
                        yield MORE_BRANCHES.at(
                            value.span,
                            f"`{branch[1]}` is also every branch whose name begins with `{name}`",
                            help=f"write `{name}`, or list the branches that are meant",
                        )


def _takes_patterns(condition: ConditionText) -> bool:
    operator = condition.parsed
    return (
        operator is not None
        and operator.family is Operators.STRING
        and operator.takes_wildcards
        and not operator.negated
    )


FAMILY = Family((MORE_BRANCHES,), _check)
