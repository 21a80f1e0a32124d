"""A build that is killed at a random moment, as often as `--kills` says."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from rolec.driver.compare import compare_output
from support import build_once

PROGRAM = Path(build_once.__file__)
TEMPORARY = "rolec-"


def command(output, variant):
    """The program that is killed: it makes ``output`` what ``variant`` wants."""
    return [sys.executable, str(PROGRAM), str(output), variant]


def start(output, variant):
    return subprocess.Popen(command(output, variant))


def finish(output, variant):
    # Without `--overwrite`: what a killed build left is no edit by hand.
    assert start(output, variant).wait() == 0


def wait_for_first_write(process, output):
    while process.poll() is None and not any(output.glob(f".*{TEMPORARY}*")):
        time.sleep(0.000_2)


@pytest.fixture(scope="module")
def variants(tmp_path_factory, tree):
    """What undisturbed builds leave, by variant."""
    folder = tmp_path_factory.mktemp("undisturbed")
    for variant in ("old", "new"):
        finish(folder / variant, variant)
    return {variant: tree(folder / variant) for variant in ("old", "new")}


@pytest.fixture(scope="module")
def seconds(tmp_path_factory):
    """How long a build takes before its first write, and from there to its last."""
    output = tmp_path_factory.mktemp("measured") / "build"
    finish(output, "old")
    begin = time.perf_counter()
    process = start(output, "new")
    wait_for_first_write(process, output)
    first = time.perf_counter()
    process.wait()
    return first - begin, time.perf_counter() - first


def kill_once(output, dice, before, writing):
    """Kill a build at a random moment, mostly after its first write; say whether the build was faster."""
    process = start(output, "new")
    if dice.random() < 0.85:
        wait_for_first_write(process, output)
        time.sleep(dice.random() * writing)
    else:
        time.sleep(dice.random() * (before + writing))
    process.send_signal(signal.SIGKILL)
    return process.wait() == 0


def test_after_a_kill_the_next_build_is_as_if_nothing_had_been(
    tmp_path, tree, variants, seconds, seed, request
):
    kills = request.config.getoption("--kills")
    dice = random.Random(seed)
    finish(tmp_path / "template", "old")
    before, writing = seconds
    between = number = 0
    # A build that was over before its kill says nothing; more are started, within reason.
    while (number < kills or between < kills / 2) and number < 6 * kills:
        number += 1
        output = tmp_path / f"build-{number}"
        shutil.copytree(tmp_path / "template", output)
        # How fast a machine writes depends on what else it does, and that changes.
        writing *= 0.6 if kill_once(output, dice, before, writing) else 1.1
        found = tree(output)
        for path, content in found.items():
            if TEMPORARY not in path and not path.endswith(("/", "rolec.manifest.json")):
                both = [variants[variant].get(path) for variant in ("old", "new")]
                assert content in both, (number, path)
        if files(found) not in (variants["old"], variants["new"]):
            between += 1
            assert unfinished(output), number
        finish(output, "new")
        assert files(tree(output)) == variants["new"], number
        shutil.rmtree(output)
    print(f"{between} of {number} between the first write and the last")
    assert between >= kills / 2


def unfinished(output):
    """Whether `build --check` would say that a build was killed here."""
    return compare_output(output, build_once.modules("new")).value.unfinished


def files(found):
    return {path: content for path, content in found.items() if not path.endswith("/")}
