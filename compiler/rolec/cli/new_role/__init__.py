"""`rolec new`: from answers to a spec."""
