"""What IAM knows of OpenID Connect issuers.

Sources: IAM User Guide, "Identity-provider controls for shared OIDC providers" (claims that
a trust policy must evaluate), "IAM and AWS STS condition context keys" (claims that IAM
reads), "Create a role for OpenID Connect federation" (the identity providers built into IAM).
"""

from __future__ import annotations

from functools import cache

from rolec.record import dataclass

ALWAYS_READ = ("amr", "aud", "email", "oaud", "sub")
"""Claims that IAM reads whoever the issuer is."""

MULTIVALUED = frozenset({"amr"})
"""Claims that hold several values."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OidcIssuer:
    """An issuer, by its URL without ``https://``; a ``*`` stands for any text.

    ``requires`` are the condition keys of which one must be evaluated, or IAM refuses the
    role; one without `:` is a claim. ``exact`` says that it must be by StringEquals.
    ``audience`` is what tokens for AWS have, where there is a usual one.
    """

    host: str
    requires: tuple[str, ...] = ()
    exact: bool = False
    audience: str | None = None
    audience_claim: str = "aud"
    subject_claim: str = "sub"
    claims: tuple[str, ...] = ()
    numeric: tuple[str, ...] = ()


BUILT_IN = {
    "cognito": "cognito-identity.amazonaws.com",
    "google": "accounts.google.com",
    "amazon": "www.amazon.com",
    "facebook": "graph.facebook.com",
}
"""The identity providers that need no provider in the account, by their short names."""

_COGNITO_OF_GOVCLOUD = "cognito-identity-us-gov.amazonaws.com"

_GITHUB_CLAIMS = (
    "actor",
    "actor_id",
    "enterprise_id",
    "environment",
    "job_workflow_ref",
    "ref",
    "repository",
    "repository_id",
    "repository_owner_id",
    "workflow",
)
_GITLAB_CLAIMS = (
    "namespace_id",
    "pipeline_source",
    "project_id",
    "ref_protected",
    "runner_environment",
    "user_access_level",
    "user_email",
    "user_id",
    "user_login",
)
_BUILDKITE_CLAIMS = (
    "build_branch",
    "cluster_id",
    "cluster_name",
    "organization_id",
    "organization_slug",
    "pipeline_id",
    "pipeline_slug",
)
_TURBONOMIC = (
    "rh-oidc.s3.us-east-1.amazonaws.com/22ejnvnnturfmt6km08idd0nt4hekbn7",
    "rh-oidc.s3.us-east-1.amazonaws.com/23e3sd27sju1hoou6ohfs68vbno607tr",
    "rh-oidc.s3.us-east-1.amazonaws.com/23ne21h005qjl3n33d8dui5dlrmv2tmg",
    "rh-oidc.s3.us-east-1.amazonaws.com/24jrf12m5dj7ljlfb4ta2frhrcoadm26",
    "oidc.op1.openshiftapps.com/2f785sojlpb85i7402pk3qogugim5nfb",
    "oidc.op1.openshiftapps.com/2c51blsaqa9gkjt0o9rt11mle8mmropu",
)
_BY_SUBJECT = (
    "oidc.codefresh.io",
    "studio.datachain.ai/api",
    "vstoken.actions.githubusercontent.com",
    "oidc-configuration.audit-log.githubusercontent.com",
    "scalr.io",
    "tokens.cloud.shisho.dev",
    "proidc.upbound.io",
    *_TURBONOMIC,
)
_BY_AUDIENCE = ("api.pulumi.com/oidc", "sandboxes.cloud", "oidc.vercel.com")

_ISSUERS = (
    OidcIssuer(host="cognito-identity.amazonaws.com", requires=("aud",)),
    OidcIssuer(host=_COGNITO_OF_GOVCLOUD, requires=("aud",)),
    OidcIssuer(
        host="accounts.google.com",
        requires=("aud", "oaud", "sub"),
        exact=True,
        claims=("google/organization_number",),
        numeric=("google/organization_number",),
    ),
    OidcIssuer(
        host="www.amazon.com",
        requires=("app_id", "sub"),
        exact=True,
        audience_claim="app_id",
        subject_claim="user_id",
        claims=("app_id", "user_id"),
    ),
    OidcIssuer(
        host="graph.facebook.com",
        requires=("app_id", "sub"),
        exact=True,
        audience_claim="app_id",
        subject_claim="id",
        claims=("app_id", "id"),
    ),
    # IAM also takes a job_workflow_ref instead of the subject (recorded live behaviour), and
    # treats the issuers of enterprises, `.../ENTERPRISE`, like the shared one.
    OidcIssuer(
        host="token.actions.githubusercontent.com*",
        requires=("sub", "job_workflow_ref"),
        audience="sts.amazonaws.com",
        claims=_GITHUB_CLAIMS,
    ),
    OidcIssuer(
        host="token.actions.*.ghe.com", audience="sts.amazonaws.com", claims=_GITHUB_CLAIMS
    ),
    OidcIssuer(
        host="github.com/enterprises/*", audience="sts.amazonaws.com", claims=_GITHUB_CLAIMS
    ),
    OidcIssuer(
        host="gitlab.com", requires=("sub",), audience="https://gitlab.com", claims=_GITLAB_CLAIMS
    ),
    OidcIssuer(host="app.terraform.io", requires=("sub",), audience="aws.workload.identity"),
    OidcIssuer(
        host="agent.buildkite.com",
        requires=("sub",),
        audience="sts.amazonaws.com",
        claims=_BUILDKITE_CLAIMS,
    ),
    OidcIssuer(host="oidc.circleci.com/org/*", claims=("oidc.circleci.com/project-id",)),
    OidcIssuer(host="oidc.eks.*", audience="sts.amazonaws.com"),
    OidcIssuer(
        host="sts.windows.net/33e01921-4d64-4f8c-a055-5bdaffd5e33d",
        requires=("sts:RoleSessionName",),
    ),
    *(OidcIssuer(host=host, requires=("sub",)) for host in _BY_SUBJECT),
    *(OidcIssuer(host=host, requires=("aud",)) for host in _BY_AUDIENCE),
)


def oidc_issuer(host: str) -> OidcIssuer:
    """What IAM knows of the issuer ``https://HOST``; of most it knows nothing special."""
    return known_issuer(host) or OidcIssuer(host=host)


@cache
def known_issuer(host: str) -> OidcIssuer | None:
    """What IAM knows of the issuer ``https://HOST``, or None where that is nothing special."""
    from fnmatch import fnmatchcase

    return next((each for each in _ISSUERS if fnmatchcase(host, each.host)), None)


def is_built_in(host: str) -> bool:
    """Whether IAM knows the issuer without a provider in the account."""
    return host in BUILT_IN.values() or host == _COGNITO_OF_GOVCLOUD


def built_in(name: str, partition: str) -> str | None:
    """The host of a built-in provider given by its short name or its host, or None."""
    if name == "cognito" and partition == "aws-us-gov":
        return _COGNITO_OF_GOVCLOUD
    return BUILT_IN.get(name, name if is_built_in(name) else None)
