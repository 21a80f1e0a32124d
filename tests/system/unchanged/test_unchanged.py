"""A build that finds everything as it was does nothing, and says what it would say otherwise."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from rolec.cli import request
from rolec.recall import recall

pytestmark = pytest.mark.usefixtures("project")
TICK = 0.07


def edit(name: str, old: str, new: str):
    path = Path(name)
    path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")


def write(name: str, text: str):
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_text(text, "utf-8")


def link(name: str, target: str):
    """Put a link to a copy in the place of a file."""
    path = Path(name)
    Path(target).parent.mkdir(parents=True, exist_ok=True)
    shutil.move(path, target)
    path.symlink_to(Path(target).resolve())


LOCK = '[{"generated_by": "rolec, do not edit", "catalogue": "2026-10-27"}\n]\n'
ROLE = "role: c\ntrust: [{aws_service: ec2}]\n"

CHANGES = {
    "a spec is edited": lambda: edit("roles/deep/b.yaml", "ec2", "lambda"),
    "a spec is broken": lambda: edit("roles/deep/b.yaml", "trust", "trusts"),
    "a spec is new": lambda: write("roles/deep/c.yaml", ROLE),
    "a spec is new in a new folder": lambda: write("roles/new/c.yaml", ROLE),
    "a spec goes": lambda: Path("roles/deep/b.yaml").unlink(),
    "a spec gets another name": lambda: Path("roles/deep/b.yaml").rename("roles/deep/c.yaml"),
    "settings are edited": lambda: edit("rolec.yaml", "1111", "9999"),
    "settings go": lambda: Path("rolec.yaml").unlink(),
    "a project inside": lambda: write("roles/deep/rolec.yaml", "language: 1\n"),
    "a project beside": lambda: write("other/rolec.yaml", "language: 1\n"),
    "a document is edited": lambda: edit("documents/p.json", "s3:GetObject", "s3:PutObject"),
    "a spec is a link to outside": lambda: link("roles/deep/b.yaml", "../b.yaml"),
    "settings are a link to outside": lambda: link("rolec.yaml", "../rolec.yaml"),
    "a lock is there": lambda: write("rolec.lock", LOCK),
    "a document goes": lambda: Path("documents/p.json").unlink(),
    "a document is a link to outside": lambda: link("documents/p.json", "../p.json"),
    "documents are a link to outside": lambda: link("documents", "../documents"),
    "output is edited": lambda: edit("build/role.a.tf", "ec2", "lambda"),
    "output goes": lambda: Path("build/json/role/a/trust.json").unlink(),
    "all output goes": lambda: shutil.rmtree("build"),
    "output is a link": lambda: link("build/role.a.tf", "../role.a.tf"),
    "the output folder is a link": lambda: link("build", "../build"),
    "a module more": lambda: (
        shutil.copytree("build", "../b") and shutil.move("../b", "build/json/b")
    ),
    "the manifest is edited": lambda: edit("build/rolec.manifest.json", "roles/a", "roles/z"),
    "somebody else's build was killed": lambda: write("build/.rolec.manifest.json.rolec-tmp", ""),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
@pytest.mark.parametrize("check", [True, False], ids=["check", "build"])
def test_a_change_is_seen(build, settled, tmp_path, change, check):
    options = ("--check",) if check else ()
    settled()
    settled(*options)
    change()
    after = build(*options)
    assert after.compiled
    if check:
        assert after == build(*options, cache=tmp_path / "empty")


def test_settings_that_a_link_leads_to_later_are_seen(build, settled):
    Path("roles/a.yaml").write_text(ROLE, "utf-8")
    shutil.rmtree("roles/deep")
    Path("rolec.yaml").rename("../later")
    Path("../rolec.yaml").symlink_to("settings")
    settled()
    Path("../later").rename("../settings")
    assert build().compiled


def test_nothing_is_done_twice(build, settled):
    first = build()
    assert (first.code, first.compiled) == (0, True)
    again = settled()
    assert "2 roles in build: 0 written, 0 removed, 6 unchanged" in again.out
    assert again.err == ""


@pytest.mark.parametrize(
    "options",
    [
        (),
        ("--check",),
        ("--format", "json"),
        ("--check", "--format", "json"),
        ("--format", "sarif"),
        ("--format", "github"),
        ("roles", "-o", "../elsewhere"),
        ("roles/a.yaml",),
        (".", "roles"),
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("warns", [False, True])
def test_the_same_is_said(build, settled, tmp_path, options, warns):
    if warns:
        edit("roles/a.yaml", "ec2}", "ec2, until: 2020-01-31}")
    build(*(option for option in options if option != "--check"))
    again = settled(*options)
    full = build(*options, cache=tmp_path / "empty")
    assert (again.code, again.out, again.err) == (full.code, full.out, full.err)
    assert full.compiled
    assert ("2020-01-31" in again.err + again.out) == warns


def test_specs_without_settings(tmp_path, monkeypatch, build, settled):
    monkeypatch.chdir(tmp_path)
    write("specs/a.yaml", ROLE)
    build("specs")
    settled("specs")
    write("rolec.yaml", "language: 1\n")
    assert build("specs").compiled


def test_settings_above_are_seen(build, settled):
    settled()
    settled("roles/deep", "-o", "deep")
    Path("rolec.yaml").rename("../rolec.yaml")
    assert build("roles/deep", "-o", "deep").compiled


@pytest.mark.parametrize("name", ["rolec.yaml", "roles/deep/b.yaml", "build/role.a.tf", "roles"])
def test_a_touch_changes_nothing(build, settled, name):
    settled()
    os.utime(name)
    assert not build().compiled
    # What was touched just now is read again, until it is old enough.
    time.sleep(TICK)
    assert not build().compiled


def test_what_proved_to_be_the_same_is_not_read_again(build, settled, monkeypatch):
    settled()
    Path("rolec.yaml").touch()
    time.sleep(TICK)
    build()
    monkeypatch.setattr(recall, "digest_of", None)
    assert not build().compiled


def test_a_clock_that_is_set_back_hides_no_edit(build, settled):
    settled()
    path = Path("roles/deep/b.yaml")
    before = path.stat()
    edit("roles/deep/b.yaml", "ec2", "ecs")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert build().compiled


@pytest.mark.parametrize("name", ["roles/deep/b.yaml", "roles/deep"])
def test_what_changed_a_moment_ago_is_not_believed(build, name):
    build()
    os.utime(name)
    assert [build().compiled for _ in range(2)] == [True, True]


def test_another_day_is_no_other_build_without_until(settled, build, monkeypatch):
    settled()
    monkeypatch.setattr(request, "today", lambda: "2099-01-01")
    assert not build().compiled


def test_another_day_is_another_build_with_until(build, settled, monkeypatch):
    edit("roles/a.yaml", "ec2}", '"ec2", "\\x75ntil": 2098-12-31}')
    settled()
    monkeypatch.setattr(request, "today", lambda: "2099-01-01")
    assert build().compiled


def test_another_rolec_is_another_build(build, settled, monkeypatch):
    settled()
    monkeypatch.setattr("rolec.__version__", "0.0.0")
    assert build().compiled


def test_another_terminal_is_another_build(build, settled, monkeypatch):
    settled()
    monkeypatch.setenv("NO_COLOR", "1")
    assert build().compiled


def test_folders_behind_links_are_built_each_time(build):
    link("roles/deep", "../deep")
    time.sleep(TICK)
    assert [build().compiled for _ in range(3)] == [True, True, True]


def test_a_spec_that_is_a_link_is_followed(build, settled):
    link("roles/deep/b.yaml", "documents/b.yaml")
    settled()
    edit("documents/b.yaml", "ec2", "lambda")
    assert build().compiled


def test_a_folder_that_became_a_link_to_outside_is_seen(build, settled):
    settled("roles")
    link("documents", "../documents")
    assert "E0522" in build("roles").err


IMPORTS = """
import sys
before = set(sys.modules)
from rolec.cli.main import main
code = main(["build", "--no-verify"])
print(*sorted(set(sys.modules) - before), file=sys.stderr)
sys.exit(code)
"""


def test_hardly_anything_is_imported():
    for _ in range(3):
        time.sleep(TICK)
        done = subprocess.run(
            [sys.executable, "-I", "-c", IMPORTS], capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
    slow = {"click", "dataclasses", "enum", "hashlib", "json", "pathlib", "re", "typing", "yaml"}
    loaded = set(done.stderr.split())
    assert "rolec.recall.recall" in loaded
    assert not loaded & slow
