"""Roles that exist to specs: read, written down, proved, and taken over by Terraform."""
