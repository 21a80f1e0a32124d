"""The lints over a project: what they find, at which level, and what is accepted."""
