"""One module a format of diagnostics; each defines ``FORMAT``."""
