"""Any text as a spec: a diagnostic with a place, or a build; quick, small, and no traceback."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
SECOND = 1.0
MEGABYTES = 200


def test_no_text_breaks_the_compiler(request, seed):
    count = request.config.getoption("--texts")
    corpus = request.config.getoption("--corpus")
    program = [sys.executable, ROOT / "tests/support/any_text.py"]
    arguments = [str(seed), str(count), ROOT / "examples", *([corpus] if corpus else [])]
    ended = subprocess.run([*program, *arguments], capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    found = json.loads(ended.stdout)
    print(found)
    assert not found["failures"], "\n".join(found["failures"])
    assert found["built"] + found["refused"] == count
    assert found["built"] >= count / 10, "the mutations are too wild to say anything"
    assert found["refused"] >= count / 10, "the mutations are too tame to say anything"
    assert found["slowest"] < SECOND
    assert found["peak_mb"] < MEGABYTES
