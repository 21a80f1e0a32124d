"""Whatever is done to a project: where a build did nothing, a full build says and leaves the same."""

from __future__ import annotations

import os
import random
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

pytestmark = pytest.mark.usefixtures("project")
TICK = 0.07
ROUNDS = 60

ROLE = """role: {name}
trust:
  - {trust}
tags: {{number: "{number}"}}
"""


def _write(chance: random.Random):
    name = chance.choice("abcd")
    trust = chance.choice(
        ["aws_service: ec2", "aws_service: ec2\n    until: 2020-01-31", "role: a"]
    )
    folder = Path("roles") / chance.choice(["", "deep", "new"])
    folder.mkdir(exist_ok=True)
    text = ROLE.format(name=name, trust=trust, number=chance.randrange(3))
    (folder / f"{name}.yaml").write_text(text)


def _specs() -> list[Path]:
    return sorted(Path("roles").rglob("*.yaml"))


def _remove(chance: random.Random):
    if specs := _specs():
        chance.choice(specs).unlink()


def _rename(chance: random.Random):
    if specs := _specs():
        spec = chance.choice(specs)
        spec.rename(spec.with_name(f"{chance.choice('xyz')}.yaml"))


def _break(chance: random.Random):
    if specs := _specs():
        spec = chance.choice(specs)
        spec.write_text(spec.read_text() + chance.choice(["trusts: 1\n", "]", "# nothing\n"]))


def _settings(chance: random.Random):
    account = chance.choice(["account: '111122223333'", "accounts: {one: {id: '111122223333'}}"])
    specs = chance.choice(["", "specs: [roles/**/*, more/*.yaml]\n"])
    Path("rolec.yaml").write_text(f"language: 1\n{account}\n{specs}")


def _output(chance: random.Random):
    if files := sorted(path for path in Path("build").rglob("*") if path.is_file()):
        chosen = chance.choice(files)
        chance.choice([lambda: chosen.write_text("mine"), chosen.unlink, chosen.touch])()


def _touch(chance: random.Random):
    if specs := _specs():
        os.utime(chance.choice(specs))


def _strange(chance: random.Random):
    Path("build/own").mkdir(parents=True, exist_ok=True)
    (Path(chance.choice(["build/own", "build", "roles", "."])) / "main.tf").write_text("mine")


def _mend(chance: random.Random):
    for spec in _specs():
        spec.unlink()
    for _ in range(3):
        _write(chance)


def _in_order(chance: random.Random):
    shutil.rmtree("build", ignore_errors=True)
    Path("main.tf").unlink(missing_ok=True)
    _settings(chance)
    for spec in _specs():
        spec.unlink()
    Path("roles/a.yaml").write_text(ROLE.format(name="a", trust="aws_service: ec2", number=0))


EDITS: list[Callable[[random.Random], None]] = [
    _write,
    _remove,
    _rename,
    _break,
    _settings,
    _output,
    _touch,
    _strange,
    _mend,
    _mend,
    _mend,
]


def _tree() -> dict[str, bytes]:
    files = (path for path in Path("build").rglob("*") if path.is_file())
    return {str(path): path.read_bytes() for path in files}


def test_a_build_that_does_nothing_is_right(build, tmp_path, seed):
    chance = random.Random(seed)
    spared = 0
    for number in range(ROUNDS):
        chance.choice(EDITS)(chance)
        options = chance.choice([(), ("--check",), ("--overwrite",)])
        for _ in range(chance.randint(1, 4)):
            time.sleep(chance.choice([0, TICK, TICK]))
            said, left = build(*options), _tree()
            if said.compiled:
                continue
            spared += 1
            full = build(*options, cache=tmp_path / f"empty-{number}")
            assert full.compiled
            assert (said.code, said.out, said.err) == (full.code, full.out, full.err)
            assert left == _tree()
            shutil.rmtree(tmp_path / f"empty-{number}", ignore_errors=True)
    if not spared:  # random edits may have left what no build gets over from the first on
        _in_order(chance)
    for _ in range(20):  # a busy machine may have settled nothing in time
        if not spared:
            time.sleep(5 * TICK)
            spared += not build().compiled
    print(f"{spared} builds did nothing")
    assert spared
