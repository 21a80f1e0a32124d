"""Jobs of CI systems."""

from __future__ import annotations

import json

import pytest

GITHUB = "token.actions.githubusercontent.com"
ORGANIZATION = "41b1a2c7-6d1d-4b0f-8a39-6c54f1f0b222"
PROJECT = "8f1b6d3e-2f6b-4c0e-9a3d-0d1f5c1c7a11"
ENVIRONMENT = "0c2d5b1e-1d6b-4f6e-8d3e-5a7b9c1d3333"
BITBUCKET = "api.bitbucket.org/2.0/workspaces/acme/pipelines-config/identity/oidc"
CIRCLECI = f"oidc.circleci.com/org/{ORGANIZATION}"

CONDITIONS = {
    "GitHub: branches, tags and pull requests are alternatives": (
        """
        - github_actions: acme/web
          branches: [main]
          git_tags: [v1]
          pull_requests: true
        """,
        GITHUB,
        """{"StringEquals": {
              "ISSUER:aud": "sts.amazonaws.com",
              "ISSUER:sub": ["repo:acme/web:pull_request", "repo:acme/web:ref:refs/heads/main",
                             "repo:acme/web:ref:refs/tags/v1"]}}""",
    ),
    "GitHub: one wildcard makes the whole list a pattern": (
        """
        - github_actions: [acme/web, acme/api]
          branches: [main, release/*]
        """,
        GITHUB,
        """{"StringEquals": {"ISSUER:aud": "sts.amazonaws.com"},
            "StringLike": {"ISSUER:sub": [
              "repo:acme/api:ref:refs/heads/main", "repo:acme/api:ref:refs/heads/release/*",
              "repo:acme/web:ref:refs/heads/main", "repo:acme/web:ref:refs/heads/release/*"]}}""",
    ),
    "GitHub: environments alone": (
        """
        - github_actions: acme/web
          environments: [production, "eu:west"]
        """,
        GITHUB,
        """{"StringEquals": {
              "ISSUER:aud": "sts.amazonaws.com",
              "ISSUER:sub": ["repo:acme/web:environment:eu%3Awest",
                             "repo:acme/web:environment:production"]}}""",
    ),
    "GitHub: environments and branches, both must fit": (
        """
        - github_actions: acme/web
          environments: production
          branches: main
          git_tags: v*
        """,
        GITHUB,
        """{"StringEquals": {
              "ISSUER:aud": "sts.amazonaws.com",
              "ISSUER:sub": "repo:acme/web:environment:production"},
            "StringLike": {"ISSUER:ref": ["refs/heads/main", "refs/tags/v*"]}}""",
    ),
    "GitHub: any job": (
        """
        - github_actions: acme/web
          any_job: true
          job_workflow_ref: acme/workflows/.github/workflows/deploy.yaml@refs/heads/main
        """,
        GITHUB,
        """{"StringEquals": {
              "ISSUER:aud": "sts.amazonaws.com",
              "ISSUER:job_workflow_ref":
                "acme/workflows/.github/workflows/deploy.yaml@refs/heads/main"},
            "StringLike": {"ISSUER:sub": "repo:acme/web:*"}}""",
    ),
    "GitHub: with ids, both forms of the subject": (
        """
        - github_actions: {repository: acme/web, owner_id: "1234", repository_id: "5678"}
          branches: main
        """,
        GITHUB,
        """{"StringEquals": {
              "ISSUER:aud": "sts.amazonaws.com",
              "ISSUER:repository_id": "5678",
              "ISSUER:sub": ["repo:acme/web:ref:refs/heads/main",
                             "repo:acme@1234/web@5678:ref:refs/heads/main"]}}""",
    ),
    "GitHub: only the immutable form": (
        """
        - github_actions:
            - {repository: acme/web, owner_id: "1234", repository_id: "5678"}
            - {repository: acme/api, owner_id: "1234", repository_id: "5679"}
          subject_format: immutable
          environments: production
        """,
        GITHUB,
        """{"StringEquals": {
              "ISSUER:aud": "sts.amazonaws.com",
              "ISSUER:repository_id": ["5678", "5679"],
              "ISSUER:sub": ["repo:acme@1234/api@5679:environment:production",
                             "repo:acme@1234/web@5678:environment:production"]}}""",
    ),
    "GitHub: a pattern for repositories, with the owner's id": (
        """
        - github_actions: {repository: acme/*, owner_id: "1234"}
          branches: main
        """,
        GITHUB,
        """{"StringEquals": {"ISSUER:aud": "sts.amazonaws.com",
                             "ISSUER:repository_owner_id": "1234"},
            "StringLike": {"ISSUER:sub": ["repo:acme/*:ref:refs/heads/main",
                                          "repo:acme@1234/*:ref:refs/heads/main"]}}""",
    ),
    "GitHub: subjects as they are": (
        """
        - github_actions: acme/web
          subjects: ["repo:acme/web:actor:octocat"]
          claims: {enterprise_id: "9"}
          audience: https://acme.example
        """,
        GITHUB,
        """{"StringEquals": {
              "ISSUER:aud": "https://acme.example",
              "ISSUER:enterprise_id": "9",
              "ISSUER:sub": "repo:acme/web:actor:octocat"}}""",
    ),
    "GitHub Enterprise": (
        """
        - github_actions: acme/web
          branches: ${var.branch}
          provider: token.actions.acme.ghe.com
        """,
        "token.actions.acme.ghe.com",
        """{"StringEquals": {
              "ISSUER:aud": "sts.amazonaws.com",
              "ISSUER:sub": "repo:acme/web:ref:refs/heads/${var.branch}"}}""",
    ),
    "GitLab": (
        """
        - gitlab_ci: acme/platform/web
          branches: main
          git_tags: v1
          project_id: "12345"
          claims: {ref_protected: "true"}
        """,
        "gitlab.com",
        """{"StringEquals": {
              "ISSUER:aud": "https://gitlab.com",
              "ISSUER:project_id": "12345",
              "ISSUER:ref_protected": "true",
              "ISSUER:sub": ["project_path:acme/platform/web:ref_type:branch:ref:main",
                             "project_path:acme/platform/web:ref_type:tag:ref:v1"]}}""",
    ),
    "a GitLab of one's own": (
        """
        - gitlab_ci: acme/web
          any_job: true
          provider: gitlab.acme.example
        """,
        "gitlab.acme.example",
        """{"StringEquals": {"ISSUER:aud": "https://gitlab.acme.example"},
            "StringLike": {"ISSUER:sub": "project_path:acme/web:*"}}""",
    ),
    "HCP Terraform": (
        """
        - terraform_cloud: acme/Default Project/production
          run_phases: [plan, apply]
        """,
        "app.terraform.io",
        """{"StringEquals": {
              "ISSUER:aud": "aws.workload.identity",
              "ISSUER:sub": [
"organization:acme:project:Default Project:workspace:production:run_phase:apply",
"organization:acme:project:Default Project:workspace:production:run_phase:plan"]}}""",
    ),
    "HCP Terraform, both phases": (
        "- terraform_cloud: acme/*/production",
        "app.terraform.io",
        """{"StringEquals": {"ISSUER:aud": "aws.workload.identity"},
            "StringLike": {"ISSUER:sub":
              "organization:acme:project:*:workspace:production:run_phase:*"}}""",
    ),
    "Bitbucket": (
        f"""
        - bitbucket_pipelines: acme/{PROJECT}
          workspace_id: "{{{ORGANIZATION}}}"
          environments: "{{{ENVIRONMENT}}}"
        """,
        BITBUCKET,
        f"""{{"StringEquals": {{
              "ISSUER:aud": "ari:cloud:bitbucket::workspace/{ORGANIZATION}"}},
            "StringLike": {{"ISSUER:sub": "{{{PROJECT}}}:{{{ENVIRONMENT}}}:*"}}}}""",
    ),
    "Bitbucket, any job": (
        f"""
        - bitbucket_pipelines: acme/{{{PROJECT}}}
          workspace_id: {ORGANIZATION}
          any_job: true
        """,
        BITBUCKET,
        f"""{{"StringEquals": {{
              "ISSUER:aud": "ari:cloud:bitbucket::workspace/{ORGANIZATION}"}},
            "StringLike": {{"ISSUER:sub": "{{{PROJECT}}}:*"}}}}""",
    ),
    "CircleCI": (
        f"""
        - circleci: {ORGANIZATION}/{PROJECT}
          any_job: true
        """,
        CIRCLECI,
        f"""{{"StringEquals": {{"ISSUER:aud": "{ORGANIZATION}"}},
            "StringLike": {{"ISSUER:sub": "org/{ORGANIZATION}/project/{PROJECT}/*"}}}}""",
    ),
    "CircleCI, a branch": (
        f"""
        - circleci: {ORGANIZATION}/{PROJECT}
          branches: main
          repository: github.com/acme/web
        """,
        CIRCLECI,
        f"""{{"StringEquals": {{"ISSUER:aud": "{ORGANIZATION}"}},
            "StringLike": {{"ISSUER:sub": "org/{ORGANIZATION}/project/{PROJECT}/user/????????-????-????-????-????????????/vcs-origin/github.com/acme/web/vcs-ref/refs/heads/main"}}}}""",
    ),
    "Buildkite": (
        """
        - buildkite: acme/web
          branches: main
          steps: [deploy]
        """,
        "agent.buildkite.com",
        """{"StringEquals": {"ISSUER:aud": "sts.amazonaws.com"},
            "StringLike": {"ISSUER:sub":
              "organization:acme:pipeline:web:ref:refs/heads/main:commit:*:step:deploy"}}""",
    ),
    "Buildkite, any job": (
        "- {buildkite: acme/web, any_job: true}",
        "agent.buildkite.com",
        """{"StringEquals": {"ISSUER:aud": "sts.amazonaws.com"},
            "StringLike": {"ISSUER:sub": "organization:acme:pipeline:web:*"}}""",
    ),
}


@pytest.mark.parametrize(("entries", "issuer", "expected"), CONDITIONS.values(), ids=CONDITIONS)
def test_document(entries, issuer, expected, statements):
    assert statements(entries) == [
        {
            "Effect": "Allow",
            "Principal": {"Federated": f"arn:aws:iam::111122223333:oidc-provider/{issuer}"},
            "Action": ["sts:AssumeRoleWithWebIdentity"],
            "Condition": json.loads(expected.replace("ISSUER", issuer)),
        }
    ]


IDS = "{repository: acme/web, owner_id: '1', repository_id: '2'}"
FINDINGS = {
    "GitHub: which jobs": ("- github_actions: acme/web", ("E0321", "error", "github_actions")),
    "GitHub: a workflow does not say which jobs": (
        "- {github_actions: acme/web, job_workflow_ref: acme/a/b.yaml@refs/heads/main}",
        ("E0321", "error", "github_actions"),
    ),
    "GitHub: any job, and branches": (
        "- {github_actions: acme/web, any_job: true, branches: main}",
        ("E0321", "error", "any_job"),
    ),
    "GitHub: whole subjects, and branches": (
        "- {github_actions: acme/web, subjects: 'repo:acme/web:*', branches: main}",
        ("E0321", "error", "branches"),
    ),
    "GitHub: a wildcard in the owner": (
        "- {github_actions: acme-*/web, branches: main}",
        ("E0320", "error", "acme-*/web"),
    ),
    "GitHub: a wildcard in the owner of a whole subject": (
        "- {github_actions: acme/web, subjects: 'repo:acme*:*'}",
        ("E0320", "error", "'repo:acme*:*'"),
    ),
    "GitHub: a subject that begins with a wildcard": (
        "- {github_actions: acme/web, subjects: '*:main'}",
        ("E0318", "error", ""),
    ),
    "GitHub: one id of two": (
        "- {github_actions: {repository: acme/web, owner_id: '1'}, branches: main}",
        ("E0322", "error", "acme/web"),
    ),
    "GitHub: the immutable form without ids": (
        "- {github_actions: acme/web, subject_format: immutable, branches: main}",
        ("E0322", "error", "acme/web"),
    ),
    "GitHub: ids for some": (
        f"- {{github_actions: [{IDS}, acme/api], branches: main}}",
        ("E0322", "error", "acme/api"),
    ),
    "GitHub: the id of a pattern": (
        "- {github_actions: {repository: acme/*, owner_id: '1', repository_id: '2'}, branches: a}",
        ("E0322", "error", "acme/*"),
    ),
    "GitHub: a pattern without the owner's id": (
        "- {github_actions: acme/*, branches: main}",
        ("E0322", "warning", "acme/*"),
    ),
    "GitLab: which jobs": ("- gitlab_ci: acme/web", ("E0321", "error", "gitlab_ci")),
    "CircleCI: a branch without its repository": (
        f"- {{circleci: {ORGANIZATION}/{PROJECT}, branches: main}}",
        ("E0321", "error", "circleci"),
    ),
    "CircleCI: two organizations": (
        f"- {{circleci: [{ORGANIZATION}/{PROJECT}, {PROJECT}/{PROJECT}], any_job: true}}",
        ("E0303", "error", f"[{ORGANIZATION}/{PROJECT}, {PROJECT}/{PROJECT}]"),
    ),
}


@pytest.mark.parametrize(("entries", "expected"), FINDINGS.values(), ids=FINDINGS)
def test_finding(entries, expected, findings):
    assert findings(entries)[:1] == [expected]


def test_usual_audience_of_an_issuer_that_only_terraform_knows(statements):
    (statement,) = statements(
        """
        - gitlab_ci: acme/web
          branches: main
          provider: ${var.gitlab_arn}
          issuer: ${var.gitlab}
        """
    )
    assert statement["Condition"]["StringEquals"]["${var.gitlab}:aud"] == "https://${var.gitlab}"


def test_pattern_of_a_branch_stays_before_the_next_field(statements):
    """A branch of CircleCI may be called like the end of the subject of another."""
    import re

    (statement,) = statements(
        f"""
        - circleci: {ORGANIZATION}/{PROJECT}
          branches: main
          repository: github.com/acme/web
        """
    )
    ((_, pattern),) = statement["Condition"]["StringLike"].items()
    regex = re.escape(pattern).replace(r"\?", ".").replace(r"\*", ".*")
    start = f"org/{ORGANIZATION}/project/{PROJECT}/user/{ENVIRONMENT}"
    end = "vcs-origin/github.com/acme/web/vcs-ref/refs/heads"
    assert re.fullmatch(regex, f"{start}/{end}/main")
    assert not re.fullmatch(regex, f"{start}/{end}/evil/{end}/main")
