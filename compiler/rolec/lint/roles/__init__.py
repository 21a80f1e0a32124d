"""Lints that look at a role with everything it has: a module for each family."""
