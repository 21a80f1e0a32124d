"""A full disk, a folder that cannot be written, a file of somebody else: one clear error."""

from __future__ import annotations

import errno
import os
import resource
import shutil
import subprocess
import sys
from contextlib import suppress

import pytest

from rolec.write import codes
from rolec.write.compare import compare_output
from rolec.write.output_folder import Folder

OLD = {"": {"role.a.tf": "a\n", "json/role/a/trust.json": "old\n"}}
NEW = {"": {"role.a.tf": "new\n", "json/role/a/trust.json": "new\n", "role.b.tf": "b\n"}}
SPEC = """\
role: a
description: {description}
trust: [{{aws_service: ec2}}]
"""
BIG = {
    "": {f"role.r{number}.tf": str(number) * 5_000 for number in range(60)} | NEW[""],
    "production": {"role.a.tf": "a\n"},
}


def the_error(outcome):
    assert outcome.value is None
    (diagnostic,) = outcome.diagnostics
    assert diagnostic.code is codes.CANNOT_WRITE
    assert "nothing was changed" in diagnostic.notes
    return diagnostic


@pytest.fixture
def small_disk(tmp_path):
    """A file system of 128 KiB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=128k", "tmpfs", str(folder)]
    if (
        not shutil.which("mount")
        or subprocess.run(command, check=False, capture_output=True).returncode
    ):
        pytest.skip(
            "no file system can be mounted here; the limit on the size of a file stands in"
        )
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_leaves_the_old_output(small_disk, build, tree):
    output = small_disk / "build"
    build(output, OLD)
    before = tree(output)
    diagnostic = the_error(build(output, BIG))
    assert "no space left on device" in diagnostic.message
    assert "make room" in diagnostic.help
    assert tree(output) == before
    assert build(output, NEW).value


def test_a_disk_with_room_for_the_temporary_files_has_room_for_all(small_disk, build, tree):
    output = small_disk / "build"
    build(output, OLD)
    before = tree(output)
    finished = refused = 0
    for filled in range(60_000, 132_000, 8192):
        filler = small_disk / "filler"
        filler.write_bytes(b"")
        with suppress(OSError):
            filler.write_bytes(b"x" * filled)
        outcome = build(output, NEW)
        if outcome.value:
            finished += 1
            assert not any("rolec-" in path for path in tree(output))
        else:
            refused += 1
            assert the_error(outcome)
            assert tree(output) == before
        filler.unlink()
        build(output, OLD)
        assert tree(output) == before
    assert finished
    assert refused


def test_the_file_that_cannot_be_written_is_named(tmp_path, build, monkeypatch):
    # Others were made before it, in folders that are deeper.
    create = Folder.create

    def full(folder, name, content):
        if "role.b.tf" in name:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), name)
        return create(folder, name, content)

    monkeypatch.setattr(Folder, "create", full)
    diagnostic = the_error(build(tmp_path / "build", NEW))
    assert diagnostic.primary.span.path == f"{tmp_path}/build/role.b.tf"


def test_a_file_over_the_limit_leaves_the_old_output(tmp_path, tree):
    project, output = tmp_path / "project", tmp_path / "build"
    project.mkdir()
    (project / "a.yaml").write_text(SPEC.format(description="Old."))

    def limited_build(limit):
        # In a process of its own: a limit on this one would keep pytest from reporting.
        return subprocess.run(
            [sys.executable, "-m", "rolec", "build", project, "--output", output, "--no-verify"],
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
            env=os.environ | {"XDG_CACHE_HOME": str(tmp_path / "cache")},
            capture_output=True,
            text=True,
            check=False,
        )

    assert limited_build(100_000).returncode == 0
    before = tree(output)
    (project / "a.yaml").write_text(SPEC.format(description="New. " + "x" * 900))
    ended = limited_build(800)
    assert ended.returncode == 1
    assert "file too large" in ended.stderr
    assert "role.a.tf" in ended.stderr
    assert "nothing was changed" in ended.stderr
    assert tree(output) == before


@pytest.mark.usefixtures("ordinary_user")
@pytest.mark.parametrize("folder", [".", "json/role/a"])
@pytest.mark.parametrize("files", [NEW, {"": {"role.b.tf": "b\n"}}], ids=["changed", "removed"])
def test_a_folder_that_cannot_be_written_leaves_the_old_output(
    open_folder, build, tree, folder, files
):
    output = open_folder / "build"
    build(output, OLD)
    before = tree(output)
    (output / folder).chmod(0o555)
    outcome = build(output, files)
    (output / folder).chmod(0o755)
    assert {diagnostic.code for diagnostic in outcome.diagnostics} == {codes.CANNOT_WRITE}
    assert "permission denied" in outcome.diagnostics[0].message
    assert tree(output) == before
    assert build(output, files).value


@pytest.mark.usefixtures("ordinary_user")
def test_an_output_folder_that_cannot_be_made_is_one_error(open_folder, build):
    (open_folder / "closed").mkdir()
    (open_folder / "closed").chmod(0o555)
    diagnostic = the_error(build(open_folder / "closed/build", NEW))
    assert "permission denied" in diagnostic.message


@pytest.mark.parametrize("files", [NEW, {"": {"role.b.tf": "b\n"}}], ids=["changed", "removed"])
@pytest.mark.parametrize(
    ("name", "mode"), [("role.a.tf", 0o644), ("role.a.tf", 0o600), ("rolec.manifest.json", 0o644)]
)
def test_a_file_of_somebody_else_is_not_replaced(
    open_folder, build, tree, request, files, name, mode
):
    if os.geteuid() != 0:
        pytest.skip("only root can make a file that belongs to somebody else")
    output = open_folder / "build"
    build(output, OLD)
    before = tree(output)
    for path in (output, *output.rglob("*")):
        os.chown(path, 65534, 65534)
    os.chown(output / name, 0, 0)
    (output / name).chmod(mode)
    request.getfixturevalue("ordinary_user")
    diagnostic = the_error(build(output, files))
    assert f"`{output}/{name}`" in diagnostic.message
    os.seteuid(0)
    assert tree(output) == before


@pytest.mark.usefixtures("ordinary_user")
def test_a_folder_that_cannot_be_written_can_be_compared(open_folder, build, wanted):
    output = open_folder / "build"
    build(output, OLD)
    output.chmod(0o555)
    compared = compare_output(output, wanted(NEW)).value
    output.chmod(0o755)
    assert [file.path for file in compared.stale] == [
        "json/role/a/trust.json",
        "role.a.tf",
        "role.b.tf",
        "rolec.manifest.json",
    ]


@pytest.mark.parametrize("place", ["file", "folder"])
def test_a_cache_that_cannot_be_is_done_without(tmp_path, place):
    (tmp_path / "a.yaml").write_text(SPEC.format(description="New."))
    (tmp_path / "file").write_text("")
    # A grammar that is a folder can be neither read nor written, by root neither.
    (tmp_path / "folder/rolec/hcl2-grammar.bin").mkdir(parents=True)
    ended = subprocess.run(
        [sys.executable, "-m", "rolec", "build", tmp_path, "--output", tmp_path / "build"],
        env=os.environ | {"XDG_CACHE_HOME": str(tmp_path / place)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (0, "")
