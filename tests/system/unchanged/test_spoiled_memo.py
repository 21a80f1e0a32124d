"""A spoiled cache costs time and nothing else."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from rolec.recall import memo

pytestmark = pytest.mark.usefixtures("project")


def _truncate(path: Path, chance: random.Random):
    path.write_bytes(path.read_bytes()[: chance.randrange(path.stat().st_size)])


def _flip(path: Path, chance: random.Random):
    data = bytearray(path.read_bytes())
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    path.write_bytes(data)


def _extend(path: Path, chance: random.Random):
    path.write_bytes(path.read_bytes() + chance.randbytes(chance.randint(1, 99)))


def _random(path: Path, chance: random.Random):
    path.write_bytes(chance.randbytes(chance.randrange(2000)))


def _json(path: Path, _: random.Random):
    path.write_text('{"out": "all is well"}')


def _huge(path: Path, _: random.Random):
    os.truncate(path, 1 << 40)


def _folder(path: Path, _: random.Random):
    path.unlink()
    path.mkdir()


def _texts(path: Path, chance: random.Random):
    """Other texts that have the right checksum."""
    numbers = [chance.randrange(9) for _ in range(chance.randrange(9))]
    text = "\0".join(["rolec-memo-1", *map(str, numbers)]).encode()
    body = len(text).to_bytes(8) + text
    path.write_bytes(memo._checksum(body) + body)


@pytest.mark.parametrize("spoil", [_truncate, _flip, _extend, _random, _json, _texts])
def test_what_was_spoiled_is_no_memo(settled, tmp_path, seed, spoil):
    settled()
    (kept,) = (tmp_path / "cache/builds").iterdir()
    good, chance = kept.read_bytes(), random.Random(seed)
    key = _loaded(tmp_path).key
    for _ in range(200):
        spoil(kept, chance)
        found = _loaded(tmp_path)
        assert found is None or found.key != key or kept.read_bytes() == good
        kept.write_bytes(good)


@pytest.mark.parametrize("spoil", [_truncate, _flip, _json, _huge, _folder])
def test_a_spoiled_memo_costs_time_and_nothing_else(build, settled, tmp_path, seed, spoil):
    said = settled()
    (kept,) = (tmp_path / "cache/builds").iterdir()
    spoil(kept, random.Random(seed))
    after = build()
    assert (after.code, after.out, after.err) == (said.code, said.out, said.err)
    assert after.compiled


def test_a_cache_that_cannot_be_used_is_done_without(build, tmp_path):
    (tmp_path / "cache").write_text("a file")
    assert [(build().code, build().compiled) for _ in range(2)] == [(0, True), (0, True)]


def test_memos_do_not_fill_the_disk(settled, tmp_path):
    settled()
    good = _loaded(tmp_path)
    for number in range(150):
        memo.store_memo(str(tmp_path / "cache"), str(number), good)
    assert len(list((tmp_path / "cache/builds").iterdir())) == memo._KEPT
    assert memo.load_memo(str(tmp_path / "cache"), "149") is not None
    assert memo.load_memo(str(tmp_path / "cache"), "0") is None


def _loaded(tmp_path: Path) -> memo.Memo | None:
    project = tmp_path / "above/project"
    return memo.load_memo(str(tmp_path / "cache"), repr((str(project), ("build", "--no-verify"))))
