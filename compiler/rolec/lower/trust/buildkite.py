"""Jobs of Buildkite."""

from __future__ import annotations

from rolec.catalog.ci_system import BUILDKITE
from rolec.lower.ci import ci_kind

KIND = ci_kind(BUILDKITE)
