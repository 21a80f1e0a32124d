"""Jobs of CircleCI."""

from __future__ import annotations

from rolec.catalog.ci_system import CIRCLECI
from rolec.lower.ci import ci_kind

KIND = ci_kind(CIRCLECI)
