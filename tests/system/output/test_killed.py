"""A build that is killed at a random moment, as often as `--kills` says."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time

import pytest

TEMPORARY = "rolec-"
ROLES = 40
SPEC = """\
role: {name}
description: The {variant} role.
trust: [{{aws_service: ec2}}]
permissions:
  - managed_policy: AmazonS3ReadOnlyAccess
instance_profile: true
"""


@pytest.fixture(scope="module")
def command(tmp_path_factory):
    """Runs `rolec build` into an output folder, of one of two variants of a project."""
    folder = tmp_path_factory.mktemp("projects")
    for variant in ("old", "new"):
        roles = folder / variant / "roles"
        roles.mkdir(parents=True)
        for name in (*(f"r{number}" for number in range(ROLES)), f"only-{variant}"):
            (roles / f"{name}.yaml").write_text(SPEC.format(name=name, variant=variant))

    def start(output, variant, *options):
        arguments = ["build", str(folder / variant), "--output", str(output), "--no-verify"]
        return subprocess.Popen(
            [sys.executable, "-m", "rolec", *arguments, *options],
            env=os.environ | {"XDG_CACHE_HOME": str(folder / "cache")},
            stdout=subprocess.PIPE,
            text=True,
        )

    return start


def finish(command, output, variant):
    # Without `--overwrite`: what a killed build left is no edit by hand.
    process = command(output, variant)
    process.communicate()
    assert process.returncode == 0


def wait_for_first_write(process, output):
    while process.poll() is None and not any(output.glob(f".*{TEMPORARY}*")):
        time.sleep(0.000_2)


@pytest.fixture(scope="module")
def variants(command, tmp_path_factory, tree):
    """What undisturbed builds leave, by variant."""
    folder = tmp_path_factory.mktemp("undisturbed")
    for variant in ("old", "new"):
        finish(command, folder / variant, variant)
    return {variant: tree(folder / variant) for variant in ("old", "new")}


@pytest.fixture(scope="module")
def seconds(command, tmp_path_factory):
    """How long a build takes before its first write, and from there to its last."""
    output = tmp_path_factory.mktemp("measured") / "build"
    finish(command, output, "old")
    begin = time.perf_counter()
    process = command(output, "new")
    wait_for_first_write(process, output)
    first = time.perf_counter()
    process.communicate()
    return first - begin, time.perf_counter() - first


def kill_once(command, output, wait, seconds):
    """Kill a build ``seconds`` after its first write, or after its start."""
    process = command(output, "new")
    if wait:
        wait_for_first_write(process, output)
    time.sleep(seconds)
    process.send_signal(signal.SIGKILL)
    process.communicate()


def test_after_a_kill_the_next_build_is_as_if_nothing_had_been(
    tmp_path, command, tree, variants, seconds, seed, request
):
    kills = request.config.getoption("--kills")
    dice = random.Random(seed)
    finish(command, tmp_path / "template", "old")
    before, writing = seconds
    between = 0
    for number in range(1, kills + 1):
        output = tmp_path / f"build-{number}"
        shutil.copytree(tmp_path / "template", output)
        # Anywhere in the run, as long as most kills are where it matters.
        anywhere = dice.random() < 0.4 and between > 0.7 * number
        kill_once(command, output, not anywhere, dice.random() * (writing + anywhere * before))
        found = tree(output)
        for path, content in found.items():
            if TEMPORARY not in path and not path.endswith(("/", "rolec.manifest.json")):
                both = [variants[variant].get(path) for variant in ("old", "new")]
                assert content in both, (number, path)
        if files(found) not in (variants["old"], variants["new"]):
            between += 1
            assert unfinished(command, output), number
        if not anywhere:
            # How fast a machine writes depends on what else it does, and that changes.
            writing *= 0.6 if files(found) == variants["new"] else 1.1
        finish(command, output, "new")
        assert files(tree(output)) == variants["new"], number
        shutil.rmtree(output)
    print(f"{between} of {kills} between the first write and the last")
    assert between >= kills / 2


def unfinished(command, output):
    """Whether `build --check` says that a build was killed here."""
    process = command(output, "new", "--check")
    said, _ = process.communicate()
    return process.returncode == 3 and "unfinished build" in said


def files(found):
    return {path: content for path, content in found.items() if not path.endswith("/")}
