"""Results of tests for people and for programs."""
