"""rolec compiles IAM roles, written in YAML, to Terraform and to IAM policy documents."""

__version__ = "0.1.0"
