"""Syncing many descriptors: each once, and a problem with one is a problem."""

from __future__ import annotations

import errno
import os

import pytest

from rolec.write.sync import SyncBatch

MANY = 300


@pytest.fixture
def descriptors(tmp_path):
    return [os.open(tmp_path / str(number), os.O_CREAT | os.O_WRONLY) for number in range(MANY)]


def closed(descriptor):
    try:
        os.fstat(descriptor)
    except OSError:
        return True
    return False


def sync(descriptors):
    """Hand them over until one is an error, and say how many were taken."""
    taken = 0
    try:
        with SyncBatch() as batch:
            for descriptor in descriptors:
                taken += 1
                batch.add(descriptor)
    except OSError as problem:
        return taken, problem.errno
    return taken, None


def test_all_are_synced_once_and_closed(descriptors, monkeypatch):
    synced = []
    monkeypatch.setattr(os, "fsync", synced.append)
    assert sync(descriptors) == (MANY, None)
    assert sorted(synced) == sorted(descriptors)
    assert all(map(closed, descriptors))


@pytest.mark.parametrize("number", [0, 100, MANY - 1])
def test_one_that_cannot_be_synced_is_an_error_and_all_are_closed(
    descriptors, monkeypatch, number
):
    def fsync(descriptor):
        if descriptor == descriptors[number]:
            raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(os, "fsync", fsync)
    taken, problem = sync(descriptors)
    assert problem == errno.EIO
    assert all(map(closed, descriptors[:taken]))
    for descriptor in descriptors[taken:]:
        os.close(descriptor)
