"""What the tests of unchanged builds share: a project, builds of it, and what did no work."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent

import pytest

from rolec.cli import main, request

TICK = 0.07
"""Seconds after which a change is old enough to be sure of."""

PROJECT = {
    "rolec.yaml": "language: 1\naccount: '111122223333'\n",
    "roles/a.yaml": """
        role: a
        trust: [{aws_service: ec2}]
        permissions:
          - inline_policy: p
            document: documents/p.json
    """,
    "roles/deep/b.yaml": "role: b\ntrust: [{aws_service: ec2}]\n",
    "documents/p.json": """{
        "Version": "2012-10-17",
        "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}]
    }""",
}


@dataclass(frozen=True)
class Said:
    """How a build ended, what it said, and whether it was done for that."""

    code: int
    out: str
    err: str
    compiled: bool


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(dedent(text), "utf-8")


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project in a folder of its own, which is the one we are in."""
    folder = tmp_path / "above" / "project"
    for name, text in PROJECT.items():
        write(folder / name, text)
    monkeypatch.chdir(folder)


@pytest.fixture
def build(tmp_path, monkeypatch, capsys):
    """Builds, with a cache of the test's own, or with the one that is given."""
    # The modules of the tests are hundreds, and do not change while they run.
    monkeypatch.setattr(request, "loaded_files", tuple)
    compiled = []
    original = main._run

    def run(arguments):
        again = main._said_again(arguments)
        compiled.append(not again)
        return 0 if again else original(arguments)

    def build(*options: str, cache: Path | None = None) -> Said:
        monkeypatch.setenv("ROLEC_CACHE", str(cache or tmp_path / "cache"))
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(main, "_run", run)
            code = main.main(["build", "--no-verify", *options])
        shown = capsys.readouterr()
        return Said(int(code), shown.out, shown.err, compiled[-1])

    return build


@pytest.fixture
def settled(build):
    """Builds until a build has nothing to do any more, and gives what that one says."""

    def settle(*options: str) -> Said:
        for _ in range(3):
            time.sleep(TICK)
            last = build(*options)
        assert not last.compiled, last
        return last

    return settle
