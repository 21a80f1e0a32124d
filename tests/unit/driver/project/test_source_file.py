"""Files are read whole, whatever the system says of their size, and not beyond the limit."""

from __future__ import annotations

import os

import pytest

from rolec.driver.project.source_file import read_source


def test_a_file_of_just_the_limit_is_read_whole(tmp_path):
    path = tmp_path / "spec.yaml"
    path.write_text("a" * 100, encoding="utf-8")
    source = read_source(path, max_bytes=100)
    assert source.file is not None
    assert source.file.text == "a" * 100


def test_a_file_of_one_byte_more_is_refused(tmp_path):
    path = tmp_path / "spec.yaml"
    path.write_text("a" * 101, encoding="utf-8")
    source = read_source(path, max_bytes=100)
    assert source.file is None
    assert "larger than 100 bytes" in source.diagnostics[0].message


@pytest.mark.parametrize("said", [0, 40])
def test_a_file_that_is_longer_than_its_size_is_read_to_its_end(tmp_path, monkeypatch, said):
    path = tmp_path / "spec.yaml"
    path.write_text("a" * 90, encoding="utf-8")
    real = path.stat()
    short = os.stat_result((*real[:6], said, *real[7:10]))
    monkeypatch.setattr("rolec.driver.project.files.os.fstat", lambda _: short)
    source = read_source(path, max_bytes=100)
    assert source.file is not None
    assert len(source.file.text) == 90
