"""A review, for pull requests and for programs."""
