"""The shape of a difference in access: which actions, on what, under which conditions."""
