"""A graph of who can become whom, for people and for programs."""
