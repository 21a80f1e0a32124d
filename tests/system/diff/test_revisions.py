"""`rolec diff` of revisions: each as it was, from objects, whatever lies in the work tree."""

from __future__ import annotations

import json

import pytest

from rolec.cli import main
from rolec.cli.exit_code import ExitCode
from support.git import Repository
from support.project import write

WEB = "role: web\ndescription: First.\ntrust: [{aws_service: ec2}]\n"
SECOND = WEB.replace("First", "Second")
PROJECT = "language: 1\n"


@pytest.fixture
def repository(tmp_path, monkeypatch):
    made = Repository.make(tmp_path / "here")
    monkeypatch.chdir(made.folder)
    return made


@pytest.fixture
def diff(capsys):
    def run(*arguments: str) -> dict[str, dict[str, str]]:
        code = main.main(["diff", *arguments, "--format", "json"])
        said = capsys.readouterr()
        assert code in {ExitCode.OK, ExitCode.NO}, said.err
        return {
            role["role"]: {each["address"]: each["action"] for each in role["resources"]}
            for role in json.loads(said.out)["roles"]
        }

    return run


UPDATED = {"web": {"aws_iam_role.web": "update"}}


def test_a_revision_is_compared_with_the_work_tree(repository, diff):
    repository.commit({"rolec.yaml": PROJECT, "roles/web.yaml": WEB})
    assert diff("main") == {}
    write(repository.folder, {"roles/web.yaml": SECOND})
    assert diff("main") == diff("HEAD") == UPDATED


def test_what_is_not_committed_does_not_matter_to_revisions(repository, diff):
    repository.commit({"rolec.yaml": PROJECT, "roles/web.yaml": WEB})
    repository.commit({"roles/web.yaml": SECOND})
    write(repository.folder, {"roles/web.yaml": "role: [", "rolec.yaml": "language: 7\n"})
    assert diff("main~1..main") == diff("main~1", "main") == diff("HEAD~..") == UPDATED


def test_three_dots_are_about_where_a_branch_began(repository, diff):
    repository.commit({"rolec.yaml": PROJECT, "roles/web.yaml": WEB})
    repository.git("checkout", "--quiet", "-b", "feature")
    repository.commit({"roles/web.yaml": SECOND})
    repository.git("checkout", "--quiet", "main")
    repository.commit({"roles/other.yaml": WEB.replace("web", "other")})
    assert diff("main...feature") == UPDATED
    assert diff("main..feature") == UPDATED | {"other": {"aws_iam_role.other": "delete"}}
    repository.git("checkout", "--quiet", "feature")
    assert diff("main...") == UPDATED


def test_what_exists_is_a_path_before_it_is_a_revision(repository, diff):
    repository.commit({"rolec.yaml": PROJECT, "roles/web.yaml": WEB})
    write(repository.folder, {"main/web.yaml": WEB.replace("web", "a"), "new/web.yaml": WEB})
    (repository.folder / "rolec.yaml").unlink()
    assert set(diff("main", "new")) == {"a", "web"}


def test_each_revision_has_its_own_settings_lock_and_documents(repository, diff):
    document = {"Version": "2012-10-17", "Statement": []}
    statement = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}
    spec = WEB + "permissions: [{inline_policy: own, document: own.json}]\n"
    own = json.dumps(document | {"Statement": [statement]})
    repository.commit({"rolec.yaml": PROJECT, "roles/web.yaml": spec, "own.json": own})
    repository.commit({"own.json": own.replace("GetObject", "PutObject")})
    settings = f"{PROJECT}defaults: {{tags: {{team: web}}}}\n"
    repository.commit({"rolec.yaml": settings, "own.json": own})
    policy = {"aws_iam_role_policy.web__own": "update"}
    assert diff("main~2..main~1") == {"web": policy}
    assert diff("main~2..main") == UPDATED
    assert diff("main~1..main") == {"web": UPDATED["web"] | policy}


def test_a_project_below_the_top_is_found_from_within(repository, diff, monkeypatch):
    files = {"infra/rolec.yaml": PROJECT, "infra/roles/team/web.yaml": WEB}
    repository.commit(files | {"elsewhere/rolec.yaml": PROJECT, "elsewhere/roles/b.yaml": "no"})
    repository.commit({"infra/roles/team/web.yaml": SECOND})
    monkeypatch.chdir(repository.folder / "infra/roles/team")
    assert diff("main~1") == diff("main~1..main") == UPDATED
    monkeypatch.chdir(repository.folder.parent)
    assert diff("main~1..main", "--project", "here/infra") == UPDATED
    assert diff("main~1", "here/infra") == UPDATED


def test_a_project_that_was_not_there_is_all_new(repository, diff):
    repository.commit({"README": "nothing"})
    repository.commit({"infra/rolec.yaml": PROJECT, "infra/roles/web.yaml": WEB})
    made = {"web": {"aws_iam_role.web": "create"}}
    assert diff("main~1..main", "--project", "infra") == diff("main~1") == made
    assert diff("main", "main~1") == {"web": {"aws_iam_role.web": "delete"}}


def test_an_error_has_the_revision_before_its_place(repository, capsys):
    repository.commit({"a/rolec.yaml": PROJECT, "a/roles/web.yaml": WEB})
    repository.commit({"a/roles/web.yaml": WEB.replace("trust", "trusts")})
    assert main.main(["diff", "main~1", "main"]) == ExitCode.ERRORS
    assert "--> main:a/roles/web.yaml:3:1" in (said := capsys.readouterr()).err
    assert said.out == ""
    assert main.main(["diff", "main", "main~1"]) == ExitCode.ERRORS
    assert "3 | trusts: [{aws_service: ec2}]" in capsys.readouterr().err
    commit = repository.git("rev-parse", "--short=12", "main")
    repository.commit({"a/roles/web.yaml": WEB})
    repository.git("branch", "other", "main~1")
    assert main.main(["diff", "other...main"]) == ExitCode.ERRORS
    assert f"--> {commit}:a/roles/web.yaml:3:1" in capsys.readouterr().err


def test_an_error_that_both_sides_have_is_what_check_is_for(repository, diff):
    repository.commit({"rolec.yaml": PROJECT, "roles/web.yaml": WEB, "roles/bad.yaml": "role: ["})
    repository.commit({"roles/web.yaml": SECOND})
    assert diff("main~1..main") == UPDATED


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nothing"], "`nothing` is no path that exists, and no revision"),
        (["../nothing"], "`../nothing` is no path that exists, and no revision"),
        (["main...nothing"], "`main...nothing`: the repository has no such commit"),
        (["rolec.yaml"], "`rolec.yaml` is a path, and NEW is missing"),
        (["main", "--", "-c"], "`-c` is no path that exists, and no revision"),
        (["main:rolec.yaml"], "`main:rolec.yaml` is no path that exists, and no revision"),
        (["main\n", "main"], "is no path that exists, and no revision: no revision has such"),
    ],
)
def test_what_is_neither_is_wrong_use(repository, capsys, arguments, said):
    repository.commit({"rolec.yaml": PROJECT, "roles/web.yaml": WEB})
    assert main.main(["diff", *arguments]) == ExitCode.USAGE
    assert said in capsys.readouterr().err


def test_outside_of_a_repository_there_are_no_revisions(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert main.main(["diff", "main"]) == ExitCode.USAGE
    assert "not a git repository" in capsys.readouterr().err


def test_without_git_paths_can_be_compared(tmp_path, monkeypatch, capsys, diff):
    write(tmp_path, {"a/web.yaml": WEB, "b/web.yaml": SECOND})
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert diff("a", "b") == UPDATED
    assert main.main(["diff", "main"]) == ExitCode.USAGE
    assert "`git` is not on the PATH" in capsys.readouterr().err


def test_two_sides_without_a_spec_are_an_error(repository, capsys):
    repository.commit({"README": "nothing"})
    assert main.main(["diff", "main"]) == ExitCode.ERRORS
    assert "error[E0520]: no spec in `.`" in capsys.readouterr().err


def test_nothing_of_the_repository_is_run(repository, diff, tmp_path):
    """Neither hooks, nor monitors, filters and text conversions, nor what fetches objects."""
    trap = tmp_path / "trap"
    trap.write_text(f"#!/bin/sh\ntouch {tmp_path}/sprung\n", encoding="utf-8")
    trap.chmod(0o755)
    repository.commit({"rolec.yaml": PROJECT, "roles/web.yaml": WEB})
    repository.commit({"roles/web.yaml": SECOND, ".gitattributes": "* filter=x diff=x\n"})
    for hook in ("post-checkout", "pre-auto-gc", "reference-transaction", "post-index-change"):
        (repository.folder / ".git/hooks").mkdir(exist_ok=True)
        (repository.folder / ".git/hooks" / hook).symlink_to(trap)
    settings = ("core.fsmonitor", "filter.x.smudge", "filter.x.clean", "diff.x.textconv")
    for name in (*settings, "core.pager", "core.sshCommand", "credential.helper"):
        repository.git("config", name, str(trap))
    assert diff("main~1..main") == UPDATED
    assert diff("main~1") == UPDATED
    assert not (tmp_path / "sprung").exists()


def test_what_the_repository_does_not_hold_is_not_fetched(repository, tmp_path, capsys):
    repository.commit({"rolec.yaml": PROJECT, "roles/web.yaml": WEB})
    repository.git("config", "uploadpack.allowFilter", "true")
    away = repository.folder.as_uri()
    clone = Repository(tmp_path)
    clone.git("clone", "--quiet", "--no-checkout", "--filter=blob:none", away, "partial")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(tmp_path / "partial")
        assert main.main(["diff", "HEAD", "HEAD"]) == ExitCode.ERRORS
    said = capsys.readouterr().err
    assert "cannot read `rolec.yaml`: the repository does not hold its content" in said
