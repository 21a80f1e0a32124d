"""Finds subjects of GitHub workflows that let in more than one means, or less.

A subject is `repo:OWNER/NAME:` and what started the job: a branch, a tag, an environment, a pull request.
"""

from __future__ import annotations

from collections.abc import Iterator

from rolec.diagnostics.diagnostic import Diagnostic
from rolec.diagnostics.level import Level
from rolec.lint.example import policy
from rolec.lint.facts import Facts
from rolec.lint.github_pattern import literal, of_anybody
from rolec.lint.lint import Family, Lint
from rolec.lint.met import needs
from rolec.policy.policy_text import ConditionText, Kind, PolicyText, StatementText, Word

_HOST = "token.actions.githubusercontent.com"


def _trust(subject: str) -> str:
    return policy(
        '{"Effect": "Allow", "Principal": {"Federated":'
        f' "arn:aws:iam::111122223333:oidc-provider/{_HOST}"}},'
        ' "Action": "sts:AssumeRoleWithWebIdentity", "Condition": {"StringLike": {'
        f'"{_HOST}:aud": "sts.amazonaws.com", "{_HOST}:sub": {subject}}}}}}}'
    )


OPEN_SUBJECT = Lint(
    id="L0626",
    name="open-github-subject",
    level=Level.WARNING,
    access_analyzer="SPECIFIC_GITHUB_REPO_AND_BRANCH_RECOMMENDED",
    explain="""
The pattern leaves open which repository is meant, or which branch, tag or environment. Who can push a
branch of any name, or open a pull request, can then assume the role. A pattern that starts the name of a
branch, `release/*`, is fine: its name says which branches are meant.
""",
    bad=_trust('"repo:acme/web:*"'),
    good=_trust('"repo:acme/web:ref:refs/heads/main"'),
)

NAMES_WITHOUT_IDS = Lint(
    id="L0627",
    name="github-pattern-without-ids",
    level=Level.WARNING,
    explain="""
Repositories that were made, renamed or moved since July 2026 have subjects with ids in them,
`repo:OWNER@ID/NAME@ID:`. A pattern for the repositories of an owner that has no `@` matches the older ones
only. With the owner's id in a second pattern it matches all, and nobody gets in who takes over the name.
""",
    bad=_trust('["repo:acme/infra-*:environment:production"]'),
    good=_trust(
        '["repo:acme/infra-*:environment:production", "repo:acme@1296269/infra-*:environment:production"]'
    ),
)

_KINDS_OF_JOBS = ("ref:refs/heads/", "ref:refs/tags/", "environment:")
_REPOSITORY_CLAIMS = ("repository", "repository_id")
_JOB_CLAIMS = ("ref", "environment", "job_workflow_ref")


def _check(document: PolicyText, _: Facts) -> Iterator[Diagnostic]:
    if document.kind is not Kind.TRUST:
        return
    for statement in document.statements:
        if statement.allows:
            for condition in statement.conditions:
                if _compares_patterns(condition):
                    for value in condition.values:
                        yield from _check_subject(value, condition, statement)


def _compares_patterns(condition: ConditionText) -> bool:
    key = condition.key.text.lower()
    operator = condition.parsed
    return (
        key.startswith(_HOST)
        and key.endswith(":sub")
        and operator is not None
        and operator.takes_wildcards
        and not operator.negated
    )


def _check_subject(
    value: Word, condition: ConditionText, statement: StatementText
) -> Iterator[Diagnostic]:
    text = value.text
    start = literal(text)
    if not value.exact or start == text or value in of_anybody(statement):
        return
    repository, colon, job = start.removeprefix("repo:").partition(":")
    issuer = condition.key.text.lower().removesuffix("sub")
    what = None
    if not colon:
        if not _compares(statement, issuer, _REPOSITORY_CLAIMS):
            what = "repository"
    elif _is_open(job) and not _compares(statement, issuer, _JOB_CLAIMS):
        what = "branch, tag or environment"
    if what and (start.startswith("repo:") or "repo:".startswith(start)):
        yield OPEN_SUBJECT.at(
            value.span,
            f"`{text}` does not say which {what} is trusted",
            help="name the repository, and the branch or environment",
        )
    owner, slash, _ = repository.partition("/")
    if start.startswith("repo:") and not colon and slash and "@" not in owner:
        yield from _without_ids(value, owner, condition)


def _compares(statement: StatementText, issuer: str, claims: tuple[str, ...]) -> bool:
    return needs(statement, *(f"{issuer}{claim}" for claim in claims))


def _is_open(job: str) -> bool:
    """Whether what is known of the job ends before a branch, a tag or an environment is named."""
    return any(kind.startswith(job) for kind in _KINDS_OF_JOBS)


def _without_ids(value: Word, owner: str, condition: ConditionText) -> Iterator[Diagnostic]:
    with_id = f"repo:{owner}@"
    if all(each.exact and not each.text.startswith(with_id) for each in condition.values):
        yield NAMES_WITHOUT_IDS.at(
            value.span,
            f"`{value.text}` matches no repository whose subject has ids",
            help=f"add a pattern that starts with `{with_id}ID/`",
        )


FAMILY = Family((OPEN_SUBJECT, NAMES_WITHOUT_IDS), _check)
