"""Roles that exist, in other forms, to specs that a person would have written."""
