"""What is made from something else is fresh."""

from __future__ import annotations

import pytest

from rolec.devtools.generated import makers, stale
from support.source import ROOT


def test_generated_files_are_fresh():
    old = list(stale(ROOT))
    assert old == [], "run `python -m rolec.devtools generate`"


@pytest.mark.parametrize("path", sorted(makers()))
def test_an_old_file_is_noticed(tmp_path, path):
    for made, make in makers().items():
        (tmp_path / made).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / made).write_text(make(), encoding="utf-8", newline="\n")
    assert stale(tmp_path) == {}
    (tmp_path / path).write_text("{}\n", encoding="utf-8")
    assert list(stale(tmp_path)) == [path]
