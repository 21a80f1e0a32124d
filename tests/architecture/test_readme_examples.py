"""What README.md shows is what is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)


def test_the_first_example_is_the_one_in_the_folder():
    spec = (ROOT / "examples/ec2-s3-reader/ec2-s3-reader.yaml").read_text(encoding="utf-8")
    assert ("yaml", spec) in BLOCKS


def test_its_output_is_what_is_written():
    golden = ROOT / "tests/golden/ec2-s3-reader/module/role.ec2-s3-reader.tf"
    assert ("hcl", golden.read_text(encoding="utf-8")) in BLOCKS


@pytest.mark.parametrize("line", ["rolec build examples --output build", "&& pytest"])
def test_the_two_lines_stand_once(line):
    assert sum(line in text for kind, text in BLOCKS if kind == "sh") == 1


@pytest.mark.parametrize("head", ["| to let in |", "| to allow |"])
def test_every_example_it_names_is_there(head):
    table = README.split(head)[1].split("\n\n")[0]
    named = {
        name
        for row in table.splitlines()
        for name in re.findall(r"`([a-z0-9-]+)`", row.rpartition("| ")[2])
    }
    missing = {name for name in named if not (ROOT / "examples" / name).is_dir()}
    assert not missing
