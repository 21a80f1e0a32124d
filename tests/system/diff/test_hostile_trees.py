"""Trees that somebody made to mislead: nothing outside the repository is read, nothing is overlooked."""

from __future__ import annotations

import subprocess

import pytest

from rolec.cli import main
from rolec.cli.exit_code import ExitCode
from support.git import Repository

PROJECT = "language: 1\n"
WEB = "role: web\ntrust: [{aws_service: ec2}]\n"


@pytest.fixture
def repository(tmp_path, monkeypatch):
    made = Repository.make(tmp_path / "here")
    monkeypatch.chdir(made.folder)
    return made


@pytest.fixture
def secret(tmp_path):
    path = tmp_path / "secret.yaml"
    path.write_text("role: secret\nkey: AKIA\n")
    return path


@pytest.mark.parametrize("place", ["roles/web.yaml", "rolec.yaml"])
@pytest.mark.parametrize("target", ["{}", "../../secret.yaml", "../secret.yaml"])
def test_a_link_out_of_the_repository_is_refused(repository, secret, capsys, place, target):
    repository.commit({"rolec.yaml": PROJECT, "roles/web.yaml": WEB})
    (repository.folder / place).unlink()
    (repository.folder / place).symlink_to(target.format(secret))
    repository.commit()
    repository.git("checkout", "--quiet", "main~1")
    code = main.main(["diff", "main~1", "main"])
    said = capsys.readouterr().err
    leads = (repository.folder / place).parent / target.format(secret)
    assert "AKIA" not in said
    if leads.exists():
        assert code == ExitCode.ERRORS
        assert "is outside the project" in said


def test_a_document_that_is_a_link_out_is_refused(repository, secret, capsys):
    spec = f"{WEB}permissions: [{{inline_policy: own, document: own.json}}]\n"
    repository.commit({"rolec.yaml": PROJECT, "roles/web.yaml": WEB})
    (repository.folder / "own.json").symlink_to(secret)
    repository.commit({"roles/web.yaml": spec})
    assert main.main(["diff", "main~1", "main"]) == ExitCode.ERRORS
    said = capsys.readouterr().err
    assert "error[E0522]: `own.json` is outside the project" in said
    assert "AKIA" not in said


def test_a_link_inside_the_project_is_followed(repository, capsys):
    repository.commit({"rolec.yaml": PROJECT, "shared/web.yaml": WEB})
    (repository.folder / "roles").mkdir()
    (repository.folder / "roles/web.yaml").symlink_to("../shared/web.yaml")
    repository.commit()
    assert main.main(["diff", "main~1", "main"]) in {ExitCode.OK, ExitCode.NO}
    assert "Role web, which is new" in capsys.readouterr().out


def test_a_submodule_is_not_looked_into_and_this_is_said(repository, tmp_path, capsys):
    other = Repository.make(tmp_path / "other")
    other.commit({"a.yaml": WEB})
    repository.commit({"rolec.yaml": PROJECT, "roles/web.yaml": WEB})
    allowed = ("-c", "protocol.file.allow=always")
    repository.git(*allowed, "submodule", "--quiet", "add", str(other.folder), "roles/more")
    repository.commit()
    assert main.main(["diff", "main~1", "main"]) == ExitCode.OK
    said = capsys.readouterr().err
    assert "warning[E0550]: what is in submodules is not read: `roles/more`" in said


@pytest.mark.parametrize("name", ["..", ".", ".git"])
def test_names_that_git_would_not_check_out_are_not_there(repository, capsys, name):
    repository.commit({"rolec.yaml": PROJECT, "roles/web.yaml": WEB})
    blob = repository.git("hash-object", "-w", "--stdin", stdin=WEB.replace("web", "odd"))
    settings = repository.git("rev-parse", "HEAD:rolec.yaml")
    inner = _tree(repository, ("100644", blob, "odd.yaml"))
    roles = _tree(repository, ("40000", inner, name))
    top = _tree(repository, ("100644", settings, "rolec.yaml"), ("40000", roles, "roles"))
    commit = repository.git("commit-tree", top, "-m", "odd")
    main.main(["diff", "main", commit])
    said = capsys.readouterr()
    assert "odd" not in said.out + said.err
    assert "Role web, which is gone" in said.out


def test_a_file_below_a_link_of_the_same_name_is_not_written_anywhere(repository, secret, capsys):
    """A tree with `roles` as a link and as a folder: a checkout could write through the link."""
    repository.commit({"rolec.yaml": PROJECT, "roles/web.yaml": WEB})
    settings = repository.git("rev-parse", "HEAD:rolec.yaml")
    link = repository.git("hash-object", "-w", "--stdin", stdin=str(secret.parent))
    folder = repository.git("rev-parse", "HEAD:roles")
    entries = (
        ("100644", settings, "rolec.yaml"),
        ("120000", link, "roles"),
        ("40000", folder, "roles"),
    )
    commit = repository.git("commit-tree", _tree(repository, *entries), "-m", "odd")
    before = sorted(path.name for path in secret.parent.iterdir())
    main.main(["diff", "main", commit])
    assert sorted(path.name for path in secret.parent.iterdir()) == before
    assert "AKIA" not in "".join(capsys.readouterr())


def _tree(repository: Repository, *entries: tuple[str, str, str]) -> str:
    """Writes a tree as it is given, which `git mktree` would refuse."""
    content = b"".join(
        f"{mode} {name}".encode() + b"\0" + bytes.fromhex(object_)
        for mode, object_, name in entries
    )
    done = subprocess.run(
        ["git", "hash-object", "-t", "tree", "-w", "--stdin", "--literally"],
        cwd=repository.folder,
        input=content,
        capture_output=True,
        check=True,
    )
    return done.stdout.decode().strip()
