"""The `rolec` command: what it takes, what it prints, and how it exits."""
