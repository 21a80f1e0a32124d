"""Jobs of GitLab CI/CD, on GitLab.com or a GitLab of your own."""

from __future__ import annotations

from rolec.catalog.ci_system import GITLAB_CI
from rolec.lower.ci import ci_kind

KIND = ci_kind(GITLAB_CI)
