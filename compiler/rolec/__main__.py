"""`python -m rolec`: the same as the `rolec` command."""

from __future__ import annotations

import sys

from rolec.cli.main import program

if __name__ == "__main__":
    sys.exit(program())
