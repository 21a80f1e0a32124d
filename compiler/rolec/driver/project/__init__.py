"""A project: its folder, its files, and what its `rolec.yaml` says."""
