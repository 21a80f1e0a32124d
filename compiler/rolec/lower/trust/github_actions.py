"""Jobs of GitHub Actions.

The forms of a subject are in GitHub's "OpenID Connect reference". A repository that was
created, renamed or transferred after 15 July 2026 has immutable ones, with ids in them.
"""

from __future__ import annotations

from rolec.ir.document import Condition
from rolec.ir.text import Text
from rolec.lower import trust_codes
from rolec.lower.ci import any_job, provider_of
from rolec.lower.condition import has_wildcard
from rolec.lower.context import Context
from rolec.lower.cursor import Cursor
from rolec.lower.github import (
    Repository,
    check_owner,
    immutable_ids,
    repositories_at,
    repository_forms,
)
from rolec.lower.identity_provider import OidcProvider
from rolec.lower.oidc import (
    audience_conditions,
    claim_condition,
    claims_conditions,
    web_identity,
)
from rolec.lower.trust_kind import Grant, TrustKind

_ISSUER = "token.actions.githubusercontent.com"
_AUDIENCE = "sts.amazonaws.com"
_ALTERNATIVES = ("branches", "git_tags", "pull_requests", "environments")
_PULL_REQUEST_REF = "refs/pull/*/merge"


def _lower(entry: Cursor, context: Context) -> Grant | None:
    repositories = repositories_at(entry, context)
    provider = provider_of(entry, _ISSUER, entry.field("github_actions"), context)
    everything = any_job(entry, _ALTERNATIVES, context)
    if provider is None or everything is None:
        return None
    subjects = _subjects(entry, repositories, context, everything=everything)
    if not subjects:
        return None
    conditions = (
        *audience_conditions(entry, provider, context, _AUDIENCE),
        claim_condition(provider, "sub", subjects, entry.key_span("github_actions")),
        *_refs_beside_environments(entry, provider, context),
        *immutable_ids(entry, repositories, provider, context),
        *_workflow(entry, provider, context),
        *claims_conditions(entry, provider, context),
    )
    return web_identity(entry, provider, conditions)


def _subjects(
    entry: Cursor, repositories: tuple[Repository, ...], context: Context, *, everything: bool
) -> tuple[Text, ...]:
    given = tuple(context.item(at) for at in entry.get_many("subjects"))
    if given:
        _judge_given(entry, given, context)
        return given
    suffixes = [("*", entry.field("github_actions"))] if everything else _suffixes(entry)
    return tuple(
        context.text_of(f"repo:{form}:{suffix}", at.span)
        for repository in repositories
        for form in repository_forms(entry, repository, context)
        for suffix, at in suffixes
    )


def _suffixes(entry: Cursor) -> list[tuple[str, Cursor]]:
    """What follows the repository; a job with an environment has no branch in its subject."""
    environments = entry.get_many("environments")
    if environments:
        return [(f"environment:{at.string.replace(':', '%3A')}", at) for at in environments]
    found = [(f"ref:{ref}", at) for ref, at in _refs(entry)]
    if _pull_requests(entry):
        found.append(("pull_request", entry.field("pull_requests")))
    return found


def _refs(entry: Cursor) -> list[tuple[str, Cursor]]:
    return [
        (f"{prefix}{at.string}", at)
        for field, prefix in (("branches", "refs/heads/"), ("git_tags", "refs/tags/"))
        for at in entry.get_many(field)
    ]


def _pull_requests(entry: Cursor) -> bool:
    at = entry.get("pull_requests")
    return at is not None and at.boolean


def _refs_beside_environments(
    entry: Cursor, provider: OidcProvider, context: Context
) -> tuple[Condition, ...]:
    if "environments" not in entry:
        return ()
    found = _refs(entry)
    if _pull_requests(entry):
        found.append((_PULL_REQUEST_REF, entry.field("pull_requests")))
    if not found:
        return ()
    values = tuple(context.text_of(ref, at.span) for ref, at in found)
    return (claim_condition(provider, "ref", values, found[0][1].span),)


def _workflow(entry: Cursor, provider: OidcProvider, context: Context) -> tuple[Condition, ...]:
    values = tuple(context.item(at) for at in entry.get_many("job_workflow_ref"))
    if not values:
        return ()
    span = entry.key_span("job_workflow_ref")
    return (claim_condition(provider, "job_workflow_ref", values, span),)


def _judge_given(entry: Cursor, given: tuple[Text, ...], context: Context) -> None:
    for field in _ALTERNATIVES:
        if field in entry:
            context.error(
                trust_codes.JOBS,
                f"`subjects` are whole subjects, which `{field}` cannot change",
                entry.key_span(field),
                help=f"delete `{field}` or `subjects`",
            )
    for subject in given:
        written = subject.written
        if written.startswith("repo:") and has_wildcard(subject):
            check_owner(written.removeprefix("repo:"), subject.span, context)


KIND = TrustKind(name="github_actions", lower=_lower)
