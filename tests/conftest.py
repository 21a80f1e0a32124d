"""What every test shares: options of the run, and settings of hypothesis."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

# The first call of a property imports what it tests, which no deadline allows for.
settings.register_profile("rolec", deadline=None)
settings.load_profile("rolec")


def pytest_addoption(parser):
    parser.addoption(
        "--bless", action="store_true", help="rewrite expected output; read the difference"
    )


@pytest.fixture
def blessed(request):
    """Compares text with a file, or with `--bless` rewrites the file."""
    bless = request.config.getoption("--bless")

    def compare(path: Path, actual: str) -> None:
        if bless:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(actual, encoding="utf-8", newline="\n")
        assert path.exists(), f"{path.name} is missing; `pytest --bless` writes it"
        assert actual == path.read_text(encoding="utf-8")

    return compare
