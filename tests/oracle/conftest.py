"""Judges that nobody here wrote, started once for all tests."""

from __future__ import annotations

import pytest

from support.aws_provider import Workspaces
from support.moto_server import moto_server


@pytest.fixture(scope="session")
def moto():
    with moto_server() as server:
        yield server


@pytest.fixture(scope="session")
def workspaces(tmp_path_factory):
    return Workspaces.initialise(tmp_path_factory.mktemp("initialised"))
