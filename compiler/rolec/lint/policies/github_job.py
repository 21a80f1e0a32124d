"""Finds subjects of GitHub workflows that no job has: a branch without `refs/heads/`, a word that is no event.

Such a subject is equal to none that GitHub writes into a token, so that nobody can assume the role by it.
"""

from __future__ import annotations

from collections.abc import Iterator

from rolec.diagnostics.diagnostic import Diagnostic
from rolec.diagnostics.level import Level
from rolec.ir.operator import Family as Operators
from rolec.lint.example import policy
from rolec.lint.facts import Facts
from rolec.lint.github_pattern import literal
from rolec.lint.lint import Family, Lint
from rolec.policy.policy_text import ConditionText, Kind, PolicyText

_HOST = "token.actions.githubusercontent.com"


def _trust(subject: str) -> str:
    return policy(
        '{"Effect": "Allow", "Principal": {"Federated":'
        f' "arn:aws:iam::111122223333:oidc-provider/{_HOST}"}},'
        ' "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {"StringEquals": {'
        f'"{_HOST}:aud": "sts.amazonaws.com", "{_HOST}:sub": "{subject}"}}}}}}'
    )


NO_JOB = Lint(
    id="L0647",
    name="github-subject-of-no-job",
    level=Level.WARNING,
    explain="""
A subject is `repo:OWNER/NAME:` and then `ref:refs/heads/BRANCH`, `ref:refs/tags/TAG`, `environment:NAME` or
`pull_request`, or other claims of the token, each with its name, where the repository asks for that. This one
is none of these. Source: GitHub, "OpenID Connect reference".
""",
    bad=_trust("repo:acme/web:ref:main"),
    good=_trust("repo:acme/web:ref:refs/heads/main"),
)

_PULL_REQUEST = "pull_request"
_REFS = "refs/"
_START = "repo:"


def _check(document: PolicyText, _: Facts) -> Iterator[Diagnostic]:
    if document.kind is not Kind.TRUST:
        return
    for statement in document.statements:
        for condition in statement.conditions:
            if _compares_subjects(condition):
                for value in condition.values:
                    help_ = _right(value.text, condition) if value.exact else None
                    if help_:
                        message = f"no job of GitHub has the subject `{value.text}`"
                        yield NO_JOB.at(value.span, message, help=help_)


def _compares_subjects(condition: ConditionText) -> bool:
    key, operator = condition.key.text.lower(), condition.parsed
    return (
        key.startswith(_HOST)
        and key.endswith(":sub")
        and operator is not None
        and operator.family is Operators.STRING
    )


def _right(text: str, condition: ConditionText) -> str | None:
    """What to write instead of a subject of no job; None where there may be such a job."""
    takes_wildcards = condition.parsed is not None and condition.parsed.takes_wildcards
    start = literal(text) if takes_wildcards else text
    is_whole = start == text
    if "/" in start.partition(":")[0]:
        return f"begin it with `{_START}`"
    repository, colon, job = start.removeprefix(_START).partition(":")
    if not start.startswith(_START) or not colon or not repository:
        return None
    claim, of_claim, value = job.partition(":")
    if claim == "ref" and of_claim:
        fits = value.startswith(_REFS) or (not is_whole and _REFS.startswith(value))
        branch = text[len(start) - len(value) :].removeprefix("heads/")
        return None if fits else f"write `ref:refs/heads/{branch}` for a branch"
    if is_whole and job and not of_claim and job != _PULL_REQUEST:
        return f"write `{_PULL_REQUEST}`, or `ref:refs/heads/{job}` for a branch"
    return None


FAMILY = Family((NO_JOB,), _check)
