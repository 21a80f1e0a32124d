"""Codes for trust entries that fit the schema and yet would not do what they say: E0310 on."""

from __future__ import annotations

from rolec.diagnostics.code import Code
from rolec.diagnostics.level import Level

NO_SOURCE_KEYS = Code(
    "E0310",
    "service-sends-no-source",
    """
`source_account`, `source_arn` and `source_org` compare what a service says about the
resource it works for. EC2 and Lambda say nothing, so a condition on it is never met and
nobody could assume the role.

    trust:
      - aws_service: ec2
        source_account: "111122223333"

Delete the field. Who may pass a role to such a service is decided by `iam:PassRole`.
""",
)

UNKNOWN_SERVICE = Code(
    "E0311",
    "unknown-service",
    """
rolec does not know a service of this name. IAM refuses a role that trusts a service which
does not exist.

    trust:
      - aws_service: lamda

AWS publishes no list of its services, so this is a warning: a new service may be right.
""",
    level=Level.WARNING,
)

SERVICE_FORM = Code(
    "E0312",
    "service-principal-form",
    """
A service has one principal, `NAME.amazonaws.com`, in every region and partition. Some need
more than `sts:AssumeRole`, and have a kind of their own.

    trust:
      - aws_service: pods.eks          # write `eks_pod_identity: NAMESPACE/NAME`
      - aws_service: ec2.amazonaws.com.cn      # only in China, and no longer needed there
""",
)

SOURCES_DISAGREE = Code(
    "E0313",
    "sources-disagree",
    """
The conditions on where a request of a service comes from cannot all be met: the ARN is of
another account than `source_account`, or has a form that the service never sends.

    trust:
      - aws_service: scheduler
        source_arn: arn:aws:scheduler:eu-west-1:111122223333:schedule/default/nightly

EventBridge Scheduler sends the ARN of the schedule group.
""",
)

MFA = Code(
    "E0314",
    "mfa-cannot-be-there",
    """
`aws:MultiFactorAuthPresent` and `aws:MultiFactorAuthAge` exist only for callers that gave
IAM's own MFA: users, and roles that were assumed with it. People from IAM Identity Center
never have them, whatever they did to sign in; a role seldom has.

    trust:
      - aws_account: identity
        permission_set: Developer
        mfa: true

Require MFA in Identity Center instead, and leave `mfa` out.
""",
)

SESSIONS = Code(
    "E0315",
    "session-not-possible",
    """
A deny has no session, and nobody passes tags or a source identity to it. Compare them in
`Condition`, as in `aws:RequestTag/team`.

    trust:
      - statement: {Effect: Deny, Principal: "*", Action: sts:AssumeRole}
        session_tags: true
""",
)

PROVIDER = Code(
    "E0316",
    "provider-not-clear",
    """
An identity provider is the name of an `oidc_provider` or `saml_provider` document of the
project, the host of an OpenID Connect issuer, the ARN of a provider, or a Terraform
reference. A reference does not tell the issuer, which stands in every condition key, so
`issuer` is needed beside it.

    trust:
      - web_identity: ${aws_iam_openid_connect_provider.vercel.arn}
        issuer: oidc.vercel.com/acme
        audience: https://vercel.com/acme
""",
)

AUDIENCE = Code(
    "E0317",
    "audience-needed",
    """
Tokens of this issuer have no usual audience. A role that does not compare the audience may
be assumed with a token that was made for somebody else.

    trust:
      - web_identity: accounts.google.com
        audience: 66677788899900pro0
""",
)

CLAIM_NEEDED = Code(
    "E0318",
    "claim-needed",
    """
Many customers share this OpenID Connect issuer, so IAM refuses a role that does not compare
the claim which tells them apart (MalformedPolicyDocument). It must be compared in this very
statement, by StringEquals, StringLike or StringEqualsIgnoreCase, with a value that is more
than a wildcard; for Google, Amazon and Facebook, StringEquals.

    trust:
      - web_identity: gitlab.com
        claims: {namespace_id: "12345"}

Add `subject:`, or use the kind that knows the issuer, such as `gitlab_ci`.
""",
)

CLAIM_NOT_READ = Code(
    "E0319",
    "claim-not-read",
    """
IAM reads some claims of a token and no others; a condition on another is never met. From
any issuer it reads amr, aud, email, oaud and sub; more from GitHub, GitLab.com, Google,
CircleCI and Buildkite, of which the lint `unknown-key-of-service` tells. Of attributes of
SAML see E0330.

    trust:
      - web_identity: login.example.com
        audience: rolec
        subject: build
        claims: {groups: admins}
""",
    level=Level.WARNING,
)

NO_PATTERN = Code(
    "E0320",
    "no-pattern-here",
    """
IAM takes no wildcard in this place. The conditions of Google, Amazon and Facebook must be
StringEquals, organization and account ids are compared as they are, and the owner of a
GitHub repository decides who is trusted at all.

    trust:
      - github_actions: acme-*/web
        branches: [main]
""",
)

JOBS = Code(
    "E0321",
    "which-jobs",
    """
An entry for a CI system says which jobs it trusts: by branch, tag, environment or another
field of its kind, or `any_job: true`, which also lets in pull requests and branches that
anybody with write access can make.

    trust:
      - github_actions: acme/web
        branches: [main]
""",
)

IDS = Code(
    "E0322",
    "immutable-ids",
    """
GitHub's immutable subjects, `repo:acme@1234/web@5678:...`, need the number of the owner and
that of the repository; a condition on `repository_id` needs the number of every repository
of the entry. `gh api repos/acme/web --jq '.owner.id, .id'` prints the two.

    trust:
      - github_actions: {repository: acme/web, owner_id: 1234, repository_id: 5678}
        branches: [main]
""",
)

TRUST_ACTION = Code(
    "E0323",
    "not-a-trust-action",
    """
The statements of a trust policy are about assuming this role. IAM refuses other actions.

    trust:
      - statement:
          Effect: Allow
          Principal: {AWS: "111122223333"}
          Action: s3:GetObject

Write what the role may do under `permissions`.
""",
)

EVERYONE = Code(
    "E0324",
    "everyone-trusted",
    """
The principal `*` is everybody with an AWS account, whoever they are.

    trust:
      - statement: {Effect: Allow, Principal: "*", Action: sts:AssumeRole}

Name an account, or use `organization`, which adds the condition on `aws:PrincipalOrgID`. A
condition that lets in named accounts alone makes it somebody, too: `aws:PrincipalAccount`, or
`aws:PrincipalArn` with an account in each ARN.
""",
)

PRINCIPAL_FORM = Code(
    "E0325",
    "principal-form",
    """
A principal of a trust policy is an account, the ARN of a role, user or session, the full
name of a service, or an identity provider. IAM reads no wildcard in a principal, has no
groups there, and stores the ids AROA... and AIDA... for principals that were deleted.

    Principal: {AWS: arn:aws:iam::111122223333:role/ci-*}

Name the account, and compare `aws:PrincipalArn` in a condition; `aws_account` with `roles`
does both.
""",
)

CIRCLE = Code(
    "E0326",
    "list-in-itself",
    """
A list of trusted entities stands for itself, directly or through others.

    trusted_entities: ci
    trust:
      - trusted_entities: ci
""",
)

OTHER_PARTITION = Code(
    "E0327",
    "other-partition",
    """
A principal must be of the role's own partition: nobody in `aws` can assume a role in
`aws-cn` or `aws-us-gov`, or the other way round.
""",
)

ASSOCIATION = Code(
    "E0328",
    "association-not-clear",
    """
`association: true` also writes the association of EKS, which names one cluster and one
service account. Without `cluster`, or with a wildcard, it is not known which.

    trust:
      - eks_pod_identity: payments/api
        cluster: production
        association: true
""",
)
