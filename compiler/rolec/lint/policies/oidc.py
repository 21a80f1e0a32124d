"""Finds OpenID Connect providers that are trusted without saying for whom.

A provider issues tokens to all its users and all their programs. Which of them may assume a role is
said by conditions on the claims of the token: its audience, and above all its subject.
"""

from __future__ import annotations

from collections.abc import Iterator

from rolec.catalog.oidc_issuer import OidcIssuer, is_built_in, oidc_issuer
from rolec.catalog.trust_action import WITH_WEB_IDENTITY
from rolec.diagnostics.diagnostic import Diagnostic
from rolec.diagnostics.level import Level
from rolec.ir.glob import matches
from rolec.lint.example import policy
from rolec.lint.facts import Facts
from rolec.lint.github_pattern import of_anybody
from rolec.lint.lint import Family, Lint
from rolec.lint.met import needs_value, says_something
from rolec.lint.other_provider import keys_of_another
from rolec.policy.identity_provider import Protocol, provider_of
from rolec.policy.policy_text import ConditionText, Kind, PolicyText, StatementText
from rolec.source.span import Span


def _trust(
    host: str, *claims: str, provider: str = "arn:aws:iam::111122223333:oidc-provider/"
) -> str:
    compared = ", ".join(f'"{host}:{claim}"' for claim in claims)
    condition = f', "Condition": {{"StringEquals": {{{compared}}}}}' if claims else ""
    return policy(
        f'{{"Effect": "Allow", "Principal": {{"Federated": "{provider}{host}"}},'
        f' "Action": "sts:AssumeRoleWithWebIdentity"{condition}}}'
    )


_EKS = "oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLE"
_GITHUB = "token.actions.githubusercontent.com"
_AUDIENCE = 'aud": "sts.amazonaws.com'

NO_CONDITION = Lint(
    id="L0620",
    name="identity-provider-without-condition",
    level=Level.SECURITY_WARNING,
    access_analyzer="MISSING_CONDITION_KEY_FOR_OIDC_PRINCIPAL",
    explain="""
No condition looks at the token, so that any token of the provider will do. The keys are the host of the
provider, a colon, and a claim.
""",
    bad=_trust("idp.example.com"),
    good=_trust("idp.example.com", 'sub": "build'),
)

NO_REPOSITORY = Lint(
    id="L0621",
    name="any-github-repository",
    level=Level.ERROR,
    access_analyzer="MISSING_GITHUB_REPO_CONDITION_KEY",
    explain="""
GitHub issues tokens to every workflow of everybody. Only the subject, or `job_workflow_ref`, says whose
workflow it is; IAM refuses a role that compares neither. It takes a pattern such as `?*` or
`repo:acme*/web:*`, and anybody can have an owner that it matches: the owner has to be written in full.
""",
    bad=_trust(_GITHUB, _AUDIENCE),
    good=_trust(_GITHUB, _AUDIENCE, 'sub": "repo:acme/web:ref:refs/heads/main'),
)

CLAIM_DEMANDED = Lint(
    id="L0622",
    name="shared-provider-without-its-claim",
    level=Level.ERROR,
    explain="""
Many customers share this OpenID Connect issuer, so IAM refuses a role that does not compare the claim
which tells them apart. It counts in each statement that allows sts:AssumeRoleWithWebIdentity, compared by
StringEquals, StringLike or StringEqualsIgnoreCase with more than a wildcard; for Google, Amazon and
Facebook not by StringLike.
""",
    bad=_trust("gitlab.com", 'aud": "https://gitlab.com'),
    good=_trust(
        "gitlab.com",
        'aud": "https://gitlab.com',
        'sub": "project_path:acme/web:ref_type:branch:ref:main',
    ),
)

NO_SUBJECT = Lint(
    id="L0623",
    name="any-subject-of-provider",
    level=Level.SECURITY_WARNING,
    explain="""
Only the audience of the token is compared. It says for which program the token was made, and not who has
it: all users, all pods of a cluster, all jobs of a system. The subject says who.
""",
    bad=_trust(_EKS, _AUDIENCE),
    good=_trust(_EKS, _AUDIENCE, 'sub": "system:serviceaccount:payments:api'),
)

_COUNTED = frozenset({"StringEquals", "StringEqualsIgnoreCase", "StringLike"})
_NOT_WHO = frozenset({"aud", "oaud", "amr"})
_OTHER_WORDS_FOR_WHO = ("sts:roleauthorizedbyidp", "sts:sourceidentity")
_TAGS = ("aws:requesttag/", "aws:principaltag/")


def _check(document: PolicyText, _: Facts) -> Iterator[Diagnostic]:
    if document.kind is not Kind.TRUST:
        return
    for statement in document.statements:
        found = [*_of_statement(statement)]
        # With a key of another provider nobody gets in, which is told for itself.
        if found and not keys_of_another(statement):
            yield from found


def _of_statement(statement: StatementText) -> Iterator[Diagnostic]:
    for principal in statement.principals:
        provider = provider_of(principal)
        if provider is None or provider.protocol is not Protocol.OIDC:
            continue
        # A key whose issuer only Terraform knows may be of this provider.
        if _lets_in(statement) and all(each.key.exact for each in statement.conditions):
            yield from _check_issuer(statement, provider.name, principal.value.span)


def _lets_in(statement: StatementText) -> bool:
    actions = statement.actions
    if not statement.allows or actions is None or actions.inverted:
        return False
    wanted = WITH_WEB_IDENTITY.lower()
    return any(matches(action.text.lower(), wanted) for action in actions.items)


def _check_issuer(statement: StatementText, host: str, span: Span) -> Iterator[Diagnostic]:
    known = oidc_issuer(host)
    claims = _claims(statement, host)
    demanded = bool(known.requires) and not _compares_one(statement, host, known)
    says_who = _says_who(statement, claims, known)
    if not claims and not says_who:
        yield NO_CONDITION.at(
            span,
            f"any token of `{host}` will do",
            help=f"compare `{host}:sub` and `{host}:aud` in a condition",
        )
    elif demanded and host.startswith(_GITHUB):
        yield NO_REPOSITORY.at(
            span,
            "workflows of any GitHub repository are trusted",
            help=f"compare `{host}:sub`",
            notes=("IAM refuses the role",),
        )
        return
    elif host == _GITHUB:
        yield from _open_to_anybody(statement)
    elif not known.requires and not is_built_in(host) and not says_who:
        yield NO_SUBJECT.at(
            span,
            f"whoever has a token of `{host}` for this audience is trusted",
            help=f"compare `{host}:sub`",
        )
    if demanded:
        names = " or ".join(f"`{_key(host, claim)}`" for claim in known.requires)
        yield CLAIM_DEMANDED.at(
            span,
            f"IAM refuses a role for `{host}` that does not compare {names}",
            help="compare it in this statement, with a value that is more than a wildcard",
        )


def _open_to_anybody(statement: StatementText) -> Iterator[Diagnostic]:
    for value in of_anybody(statement):
        yield NO_REPOSITORY.at(
            value.span,
            f"`{value.text}` trusts workflows of repositories of anybody",
            help="write the owner in full, as in `repo:OWNER/NAME:ref:refs/heads/main`",
        )


def _claims(statement: StatementText, host: str) -> tuple[tuple[str, ConditionText], ...]:
    """The conditions on claims of the issuer, with the claim in lower case."""
    prefix = f"{host.lower()}:"
    return tuple(
        (key.removeprefix(prefix), condition)
        for condition in statement.conditions
        if (key := condition.key.text.lower()).startswith(prefix)
    )


def _compares_one(statement: StatementText, host: str, known: OidcIssuer) -> bool:
    keys = {_key(host, claim).lower() for claim in known.requires}
    for condition in statement.conditions:
        operator = condition.parsed
        if (
            operator is not None
            and condition.key.text.lower() in keys
            and operator.name in _COUNTED
            and not operator.if_exists
            and not (known.exact and operator.takes_wildcards)
            and says_something(condition)
        ):
            return True
    return False


def _key(host: str, claim: str) -> str:
    return claim if ":" in claim else f"{host}:{claim}"


def _says_who(
    statement: StatementText, claims: tuple[tuple[str, ConditionText], ...], known: OidcIssuer
) -> bool:
    for claim, condition in claims:
        if claim not in _NOT_WHO and claim != known.audience_claim and _narrows(condition):
            return True
    return any(
        _narrows(condition)
        for condition in statement.conditions
        if (key := condition.key.text.lower()) in _OTHER_WORDS_FOR_WHO or key.startswith(_TAGS)
    )


def _narrows(condition: ConditionText) -> bool:
    return needs_value(condition) and says_something(condition)


FAMILY = Family((NO_CONDITION, NO_REPOSITORY, CLAIM_DEMANDED, NO_SUBJECT), _check)
