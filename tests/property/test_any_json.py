"""Any JSON, and what is none, as a policy document: findings or silence; quick, and no traceback."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

PROGRAM = Path(__file__).parents[1] / "support/any_json.py"
SECOND = 1.0


def test_no_json_breaks_the_lints(request, seed):
    count = request.config.getoption("--json-texts")
    program = [sys.executable, PROGRAM, str(seed), str(count)]
    ended = subprocess.run(program, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    found = json.loads(ended.stdout)
    print(found)
    assert not found["failures"], "\n".join(found["failures"])
    parsed = found["found"] + found["silent"]
    assert parsed + found["refused"] == count
    assert parsed >= count / 10, "the mutations are too wild to say anything"
    assert found["refused"] >= count / 10, "the mutations are too tame to say anything"
    assert found["slowest"] < SECOND
