"""Runs of HCP Terraform or Terraform Enterprise."""

from __future__ import annotations

from rolec.catalog.ci_system import TERRAFORM_CLOUD
from rolec.lower.ci import ci_kind

KIND = ci_kind(TERRAFORM_CLOUD)
