"""A revision is read as it would lie on the disk: links, odd names, patterns and all."""

from __future__ import annotations

import os
import random
from errno import ELOOP
from pathlib import Path

import pytest

from rolec.driver.diff.revision_files import RevisionFiles
from rolec.driver.project.files import DISK
from rolec.driver.project.project import find_projects, spec_files
from rolec.driver.project.source_file import is_below, read_source
from rolec.git.repository import repository
from support.git import Repository

NAMES = (
    "a",
    "roles",
    "b.yaml",
    "c.yml",
    "rolec.yaml",
    ".d",
    "é",
    "x y",
    "new\nline",
    "node_modules",
)
TARGETS = (
    "..",
    ".",
    "a",
    "../a",
    "roles",
    "b.yaml",
    "../roles/b.yaml",
    "/etc",
    "/etc/hosts",
    "no",
    "../../../..",
    "a/../roles",
    "c.yml/x",
)
PATTERNS = ("roles/**/*", "**/*.yaml", "*", "*/*", "a/**", "**/b.yaml", "roles/b.yaml", "?/*.yml", "**/roles/*", "**")  # fmt: skip
SETTINGS = "language: 1\n"
ROUNDS = 150


@pytest.fixture
def rounds(request):
    return request.config.getoption("--trees")


def test_a_revision_is_as_the_disk(tmp_path, monkeypatch, seed, rounds):
    chance = random.Random(seed)
    links = 0
    for number in range(rounds):
        top = tmp_path / str(number)
        made = Repository.make(top)
        _fill(top, chance, 0)
        _remove_what_no_revision_has(top)
        commit = made.commit()
        here = chance.choice([top, *_folders(top)])
        monkeypatch.chdir(here)
        opened = repository(Path())
        objects = opened.objects()
        revision = RevisionFiles(opened, commit, objects)
        try:
            links += _compare(revision, top, chance)
        finally:
            objects.close()
    assert links > rounds


def _compare(revision: RevisionFiles, top: Path, chance: random.Random) -> int:
    """Ask both the same; say about how many links."""
    all_ = [path for path in top.rglob("*") if ".git" not in path.parts]
    paths = [Path(os.path.relpath(path)) for path in all_]
    if not paths:
        return 0
    more = [chance.choice(paths) / chance.choice(TARGETS) for _ in range(10)]
    paths += [path for path in (*more, Path()) if not _leaves(path, top)]
    for path in paths:
        for question in ("exists", "is_file", "is_folder", "is_link"):
            asked = [getattr(files, question)(path) for files in (revision, DISK)]
            assert asked[0] == asked[1], (question, path)
        one, other = (read_source(path, files=files) for files in (revision, DISK))
        # Why something cannot be read may be said in other words.
        assert one.file == other.file, path
        assert bool(one.diagnostics) == bool(other.diagnostics), path
        assert is_below(path, Path(), revision) == is_below(path, Path())
        assert _goes_in_a_circle(path) or revision.real(path) == DISK.real(path)
    for start in (Path(), Path(os.path.relpath(top)), *chance.sample(paths, 2)):
        one, other = (find_projects((start,), files) for files in (revision, DISK))
        assert one == other, start
        for project in one.value or ():
            for pattern in PATTERNS:
                found = [spec_files(project, (pattern,), files) for files in (revision, DISK)]
                assert found[0] == found[1], (project, pattern)
    return sum(path.is_symlink() for path in all_)


def _goes_in_a_circle(path: Path) -> bool:
    """Whether links do, of which there is no real path."""
    try:
        path.stat()
    except OSError as problem:
        return problem.errno == ELOOP
    return False


def _leaves(path: Path, top: Path) -> bool:
    """Whether links lead out of the repository, where a revision has nothing."""
    real = os.path.realpath(path)
    return not f"{real}/".startswith(f"{top.resolve()}/")


def _fill(folder: Path, chance: random.Random, depth: int) -> None:
    for name in chance.sample(NAMES, chance.randint(1, 5)):
        path = folder / name
        match chance.choice(["file", "file", "link", "folder", "folder"]):
            case "link":
                path.symlink_to(chance.choice(TARGETS))
            case "folder" if depth < 3:
                path.mkdir()
                _fill(path, chance, depth + 1)
            case _:
                path.write_text(SETTINGS if name == "rolec.yaml" else f"role: {depth}\n")


def _folders(top: Path) -> list[Path]:
    return [Path(f) for f, _, _ in os.walk(top) if ".git" not in Path(f).parts]


def _remove_what_no_revision_has(top: Path) -> None:
    """Remove links that leave the repository, and then folders without a file."""
    links = [path for path in top.rglob("*") if path.is_symlink() and ".git" not in path.parts]
    while gone := [path for path in links if path.is_symlink() and _leaves(path, top)]:
        for path in gone:
            path.unlink()
    for folder in sorted(_folders(top), key=lambda f: -len(f.parts)):
        if folder != top and not any(folder.iterdir()):
            folder.rmdir()
