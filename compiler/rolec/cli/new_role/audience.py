"""Who will use a role: the question that comes before the console's first step."""

from __future__ import annotations

from rolec.record import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """A kind of user, and the kinds of trust that suit it; a person has none."""

    name: str
    who: str
    kinds: tuple[str, ...]


AUDIENCES = (
    Audience(name="service", who="an AWS service, such as EC2 or Lambda", kinds=("aws_service",)),
    Audience(
        name="account",
        who="people or programs of an AWS account, for a while each time",
        kinds=("aws_account",),
    ),
    Audience(
        name="ci",
        who="a CI job",
        kinds=(
            "github_actions",
            "gitlab_ci",
            "terraform_cloud",
            "bitbucket_pipelines",
            "circleci",
            "buildkite",
        ),
    ),
    Audience(
        name="kubernetes",
        who="a workload in Kubernetes",
        kinds=("eks_pod_identity", "kubernetes_service_account"),
    ),
    Audience(
        name="directory", who="people who sign in through SAML 2.0 (AD FS, Okta)", kinds=("saml",)
    ),
    Audience(
        name="app",
        who="users of an app who sign in with Cognito, Google or another OIDC provider",
        kinds=("web_identity",),
    ),
    Audience(
        name="certificate",
        who="a server outside AWS that has a certificate (IAM Roles Anywhere)",
        kinds=("roles_anywhere",),
    ),
    Audience(
        name="role",
        who="another role of this project, or everyone in an organization",
        kinds=("role", "organization"),
    ),
    Audience(name="person", who="one person who needs the access all the time", kinds=()),
)

NOT_A_ROLE = """\
That is not a role. A role is assumed for some hours by whoever its trust policy names; it
has no password and no keys of its own, and nobody is signed in to it for good.

A person with permanent needs gets
  - a user of IAM Identity Center with a permission set: one sign-in for all accounts, with
    short-lived credentials. This is what AWS recommends for people;
  - or, where there is no Identity Center, an IAM user in a group, with MFA.

If the person needs the access only now and then (to fix production, say), it is a role
after all: `rolec new --used-by account`, with MFA.
"""
