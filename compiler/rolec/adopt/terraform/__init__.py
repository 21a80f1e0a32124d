"""Modules of Terraform, as they are written, to roles."""
