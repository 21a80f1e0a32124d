"""Lints that look at the shape of JSON, which a spec cannot get wrong: a module for each family."""
