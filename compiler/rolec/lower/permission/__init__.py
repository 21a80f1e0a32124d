"""The kinds of permission: one module each."""
