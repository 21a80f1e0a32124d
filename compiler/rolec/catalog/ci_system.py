"""How CI systems name a job in the subject of its OpenID Connect token.

Sources, each the vendor's own page:

- GitLab: docs.gitlab.com, "Configure OpenID Connect in AWS to retrieve temporary credentials"
- HCP Terraform: developer.hashicorp.com, "Use dynamic credentials with the AWS provider"
- Bitbucket: support.atlassian.com, "Integrate Pipelines with resource servers using OIDC"
- CircleCI: circleci.com/docs/openid-connect-tokens (CIRCLE_OIDC_TOKEN_V2 has the vcs-ref)
- Buildkite: buildkite.com/docs/pipelines/security/oidc/aws
"""

from __future__ import annotations

from dataclasses import field

from rolec.record import dataclass

_ANY_UUID = "????????-????-????-????-????????????"


@dataclass(frozen=True, slots=True, kw_only=True)
class CiSystem:
    """One row. ``{...}`` in a template is a part of the value or the value of a field.

    ``parts`` are what ``/`` separates in the value. ``subjects`` are the templates by the
    field that lists what ``{item}`` is; the fields are alternatives. ``narrowing`` are fields
    that narrow each subject, with what stands there when they are not given; None means that
    the templates which use it cannot do without. ``everything`` is the subject of
    `any_job: true`, or of an entry without fields where ``subjects`` is empty.
    """

    key: str
    issuer: str
    audience: str
    parts: tuple[str, ...]
    everything: str
    subjects: dict[str, str] = field(default_factory=dict)
    narrowing: dict[str, tuple[str, str | None]] = field(default_factory=dict)
    claims: dict[str, str] = field(default_factory=dict)


GITLAB_CI = CiSystem(
    key="gitlab_ci",
    issuer="gitlab.com",
    audience="https://{issuer}",
    parts=("project",),
    everything="project_path:{project}:*",
    subjects={
        "branches": "project_path:{project}:ref_type:branch:ref:{item}",
        "git_tags": "project_path:{project}:ref_type:tag:ref:{item}",
    },
    claims={"project_id": "project_id", "namespace_id": "namespace_id"},
)

TERRAFORM_CLOUD = CiSystem(
    key="terraform_cloud",
    issuer="app.terraform.io",
    audience="aws.workload.identity",
    parts=("organization", "project", "workspace"),
    everything=(
        "organization:{organization}:project:{project}:workspace:{workspace}:run_phase:{run_phase}"
    ),
    narrowing={"run_phases": ("run_phase", "*")},
)

BITBUCKET_PIPELINES = CiSystem(
    key="bitbucket_pipelines",
    issuer="api.bitbucket.org/2.0/workspaces/{workspace}/pipelines-config/identity/oidc",
    audience="ari:cloud:bitbucket::workspace/{workspace_id}",
    parts=("workspace", "repository"),
    everything="{{{repository}}}:*",
    subjects={"environments": "{{{repository}}}:{{{item}}}:*"},
)

# The subject's fields are not closed: a branch may be called `a/vcs-ref/refs/heads/main`.
# So no `*` stands before the field that decides, only a UUID's thirty-six characters.
CIRCLECI = CiSystem(
    key="circleci",
    issuer="oidc.circleci.com/org/{organization}",
    audience="{organization}",
    parts=("organization", "project"),
    everything="org/{organization}/project/{project}/*",
    subjects={
        "branches": (
            f"org/{{organization}}/project/{{project}}/user/{_ANY_UUID}"
            "/vcs-origin/{repository}/vcs-ref/refs/heads/{item}"
        ),
        "git_tags": (
            f"org/{{organization}}/project/{{project}}/user/{_ANY_UUID}"
            "/vcs-origin/{repository}/vcs-ref/refs/tags/{item}"
        ),
    },
    narrowing={"repository": ("repository", None)},
)

BUILDKITE = CiSystem(
    key="buildkite",
    issuer="agent.buildkite.com",
    audience="sts.amazonaws.com",
    parts=("organization", "pipeline"),
    everything="organization:{organization}:pipeline:{pipeline}:*",
    subjects={
        "branches": (
            "organization:{organization}:pipeline:{pipeline}:ref:refs/heads/{item}"
            ":commit:*:step:{step}"
        ),
        "git_tags": (
            "organization:{organization}:pipeline:{pipeline}:ref:refs/tags/{item}"
            ":commit:*:step:{step}"
        ),
    },
    narrowing={"steps": ("step", "*")},
)
