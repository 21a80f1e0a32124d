"""Roles to a project: names found, circles of trust opened, modules made."""
