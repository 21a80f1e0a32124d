"""A build that ends at each single call to the system: by a kill, or because the call fails."""

from __future__ import annotations

import errno
import os

import pytest

from rolec.write import codes, sync
from rolec.write.compare import compare_output
from rolec.write.manifest import MANIFEST, SUCCESSOR

OLD = {
    "": {"role.a.tf": "a\n", "json/role/a/trust.json": "old\n", "role.gone.tf": "gone\n"},
    "stale": {"json/role/s/trust.json": "s\n"},
    "team": {"role.t.tf": "t\n"},
}
NEW = {
    "": {"role.a.tf": "new a\n", "json/role/a/trust.json": "new\n", "role.b.tf": "b\n"},
    "team": {"role.t.tf": "t\n", "json/role/t/trust.json": "t\n"},
    "fresh/team": {"role.f.tf": "f\n"},
}
OTHER = {"": {"role.c.tf": "c\n"}, "team": {"role.t.tf": "other\n"}}
MINE = {"main.tf": "mine", "json/role/a/.trust.json.mine": "mine"}

CALLS = ("open", "write", "fsync", "replace", "unlink", "mkdir", "rmdir")


class Killed(BaseException):
    """Nothing that the product does can follow it: every later call raises it again."""


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch):
    """These tests ask in which order things are done, not how long the disk takes for them."""
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", lambda _: None)
        patch.setattr(sync, "_THREADS", 1_000)
        yield


@pytest.fixture
def end_at(monkeypatch):
    """Lets the n-th call to the system that changes something raise an error, once or for ever.

    What it returns says whether it came to that.
    """

    def arm(number, error, *, once):
        count = 0

        def counted(call):
            def made(*arguments, **options):
                nonlocal count
                if call is real["open"] and not arguments[1] & os.O_CREAT:
                    return call(*arguments, **options)
                count += 1
                if count == number or (count > number and not once):
                    raise error
                return call(*arguments, **options)

            return made

        for name, call in real.items():
            monkeypatch.setattr(os, name, counted(call))
        return lambda: count >= number

    real = {name: getattr(os, name) for name in CALLS} | {"fsync": lambda _: None}
    yield arm
    monkeypatch.undo()


def old_build(path, build):
    build(path, OLD)
    for name, text in MINE.items():
        (path / name).write_text(text)


@pytest.mark.parametrize("following", [NEW, OLD, OTHER], ids=["new", "old", "other"])
@pytest.mark.parametrize("first", [False, True], ids=["rebuild", "first build"])
def test_after_a_kill_at_any_call_the_next_build_is_as_if_nothing_had_been(
    tmp_path, build, tree, wanted, monkeypatch, end_at, following, first
):
    def prepare(path):
        if not first:
            old_build(path, build)

    prepare(tmp_path / "undisturbed")
    before = tree(tmp_path / "undisturbed")
    build(tmp_path / "undisturbed", NEW)
    after = tree(tmp_path / "undisturbed")
    build(tmp_path / "undisturbed", following)
    expected = tree(tmp_path / "undisturbed")
    kills = between = 0
    while True:
        path = tmp_path / f"killed-{kills}"
        prepare(path)
        end_at(kills + 1, Killed(), once=False)
        try:
            assert build(path, NEW).value
        except Killed:
            monkeypatch.undo()
        else:
            break
        kills += 1
        found = tree(path)
        for name, content in found.items():
            if not name.rpartition("/")[2].startswith(".") and "manifest" not in name:
                assert content in (b"", before.get(name), after.get(name)), name
        compared = compare_output(path, wanted(NEW)).value
        if without_empty_folders(found) not in (without_empty_folders(before), after):
            between += 1
            assert compared.unfinished or set(found) == set(after), kills
        assert compared.fresh == (without_empty_folders(found) == after)
        assert build(path, following).value, (kills, found)
        assert without_empty_folders(tree(path)) == without_empty_folders(expected), kills
    assert kills > 20
    assert between > kills / 2


def without_empty_folders(found):
    return {path: content for path, content in found.items() if not path.endswith("/")}


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES])
def test_a_call_that_fails_is_one_error_and_the_old_output_stands(
    tmp_path, build, tree, wanted, monkeypatch, end_at, number
):
    old_build(tmp_path / "undisturbed", build)
    build(tmp_path / "undisturbed", NEW)
    expected = tree(tmp_path / "undisturbed")
    failures = intact = 0
    while True:
        path = tmp_path / f"failed-{failures}"
        old_build(path, build)
        before = tree(path)
        failed = end_at(failures + 1, OSError(number, os.strerror(number)), once=True)
        outcome = build(path, NEW)
        monkeypatch.undo()
        if not failed():
            break
        failures += 1
        if outcome.value is None:
            (diagnostic,) = outcome.diagnostics
            assert diagnostic.code is codes.CANNOT_WRITE
            if "nothing was changed" in diagnostic.notes:
                intact += 1
                assert tree(path) == before
            else:
                compared = compare_output(path, wanted(NEW)).value
                assert compared.unfinished or without_empty_folders(tree(path)) == expected
        assert build(path, NEW).value
        assert without_empty_folders(tree(path)) == without_empty_folders(expected)
    assert intact > failures / 2


def test_an_interrupt_before_the_first_rename_leaves_the_old_output(
    tmp_path, build, tree, monkeypatch, end_at
):
    old_build(tmp_path, build)
    before = tree(tmp_path)
    for number in range(1, 12):
        end_at(number, KeyboardInterrupt(), once=True)
        with pytest.raises(KeyboardInterrupt):
            build(tmp_path, NEW)
        monkeypatch.undo()
        assert tree(tmp_path) == before


def test_a_file_that_a_stranger_makes_after_a_kill_is_not_ours(
    tmp_path, build, tree, monkeypatch, end_at
):
    end_at(14, Killed(), once=False)
    with pytest.raises(Killed):
        build(tmp_path, NEW)
    monkeypatch.undo()
    assert not (tmp_path / "role.b.tf").exists()
    (tmp_path / "role.b.tf").write_text("mine")
    outcome = build(tmp_path, NEW, overwrite=True)
    assert [diagnostic.code for diagnostic in outcome.diagnostics] == [codes.NOT_OURS]
    (tmp_path / "role.b.tf").rename(tmp_path / "role.mine.tf")
    assert build(tmp_path, NEW).value
    assert tree(tmp_path)["role.mine.tf"] == b"mine"


def test_a_strangers_file_with_a_temporary_name_is_not_ours(tmp_path, build, tree):
    (tmp_path / ".role.a.tf.rolec-tmp").write_text("mine")
    before = tree(tmp_path)
    outcome = build(tmp_path, NEW)
    assert [diagnostic.code for diagnostic in outcome.diagnostics] == [codes.NOT_OURS]
    assert tree(tmp_path) == before


def test_nothing_takes_its_place_before_it_is_on_the_disk(tmp_path, build, monkeypatch):
    names, on_disk, renamed = {}, set(), []

    def open_(name, flags, *arguments, real=os.open, **options):
        descriptor = real(name, flags, *arguments, **options)
        if flags & os.O_CREAT:
            names[descriptor] = name
        return descriptor

    def replace(source, target, real=os.replace, **options):
        renamed.append(source)
        assert source in on_disk, (source, target)
        return real(source, target, **options)

    def close(descriptor, real=os.close):
        names.pop(descriptor, None)
        return real(descriptor)

    monkeypatch.setattr(os, "open", open_)
    monkeypatch.setattr(os, "close", close)
    monkeypatch.setattr(os, "replace", replace)
    monkeypatch.setattr(os, "fsync", lambda descriptor: on_disk.add(names.get(descriptor)))
    assert build(tmp_path, NEW).value
    assert len(renamed) == 6 + 2 * 3


def test_names_are_on_the_disk_before_the_manifest_says_so(tmp_path, build, monkeypatch):
    old_build(tmp_path, build)
    unsynced, manifests = {}, []

    def watch(name, descriptor, real):
        def call(*arguments, **options):
            if arguments[0] in {SUCCESSOR, MANIFEST}:
                manifests.append(arguments[0])
                # What happened to a folder that is gone is in the one that it was in.
                assert not [one for one in unsynced.values() if os.fstat(one).st_nlink]
                return real(*arguments, **options)
            real(*arguments, **options)
            inode = os.fstat(options[descriptor]).st_ino
            unsynced.setdefault(inode, os.dup(options[descriptor]))
            return None

        monkeypatch.setattr(os, name, call)

    def fsync(descriptor):
        if folder := unsynced.pop(os.fstat(descriptor).st_ino, None):
            os.close(folder)

    watch("replace", "dst_dir_fd", os.replace)
    for name in ("mkdir", "rmdir", "unlink"):
        watch(name, "dir_fd", getattr(os, name))
    monkeypatch.setattr(os, "fsync", fsync)
    assert build(tmp_path, NEW).value
    assert sorted(manifests) == [SUCCESSOR, SUCCESSOR, SUCCESSOR, MANIFEST]
    for folder in unsynced.values():
        os.close(folder)
