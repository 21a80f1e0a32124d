"""Steps of Bitbucket Pipelines."""

from __future__ import annotations

from rolec.catalog.ci_system import BITBUCKET_PIPELINES
from rolec.lower.ci import ci_kind

KIND = ci_kind(BITBUCKET_PIPELINES)
