"""Lints that look at one policy document: a module for each family."""
