"""A build that keeps going takes nothing away of what it could not make."""

from __future__ import annotations

from datetime import date

import pytest

from rolec.driver.build.build import Built, Wish, build
from support.aws_provider import Workspaces, needs_aws_provider, run
from support.project import write

ROLE = "role: {0}\ntrust: [{{aws_service: ec2}}]\ntags: {{key: '${{var.{0}}}'}}\n"
WRONG = "role: {0}\ntrust: [{{aws_servce: ec2}}]\n"
MANIFEST = "rolec.manifest.json"


def built(folder, files, **wish) -> Built:
    write(folder / "specs", files)
    return build(
        Wish(
            paths=(folder / "specs",),
            output=folder / "build",
            today=date(2026, 1, 1),
            keep_going=True,
            **wish,
        )
    )


def content(folder):
    found = (path for path in (folder / "build").rglob("*") if path.is_file())
    return {
        path.relative_to(folder / "build").as_posix(): path.read_bytes()
        for path in found
        if path.name != MANIFEST
    }


@pytest.fixture(params=["", "one/"], ids=["project", "projects"])
def project(request):
    """Where a project is below the folder that is built."""
    return request.param


SETTINGS = {
    "no settings": None,
    "one account": "account: '111122223333'\n",
    "two accounts": ("accounts: {dev: {id: '111122223333'}, live: {id: '222233334444'}}\n"),
}


def specs(project, settings):
    files = {f"{project}roles/r{n}.yaml": ROLE.format(f"r{n}") for n in range(5)}
    if project:
        files["two/rolec.yaml"] = "language: 1\n"
        files["two/roles/r1.yaml"] = ROLE.format("r1")
    return files | ({f"{project}rolec.yaml": settings} if settings else {})


@pytest.mark.parametrize("settings", SETTINGS.values(), ids=SETTINGS)
def test_the_files_of_a_wrong_role_stay(tmp_path, project, settings):
    built(tmp_path, specs(project, settings))
    before = content(tmp_path)
    wrong = {f"{project}roles/r1.yaml": WRONG.format("r1")}
    again = built(tmp_path, wrong)
    assert again.done
    assert content(tmp_path) == before
    below = "one/" if project and settings else ""
    kept = [p for p in before if "r1" in p and not p.startswith("two/") and p.startswith(below)]
    assert sorted(again.spared) == sorted(kept) != []
    # A second one finds what the first left.
    assert built(tmp_path, wrong).spared == again.spared
    assert content(tmp_path) == before


def test_a_spec_of_another_project_is_not_meant(tmp_path):
    built(tmp_path, specs("one/", SETTINGS["two accounts"]))
    (tmp_path / "specs/two/roles/r1.yaml").unlink()
    again = built(
        tmp_path,
        {"one/roles/r1.yaml": WRONG.format("r1"), "two/roles/r2.yaml": ROLE.format("r2")},
    )
    assert set(again.removed) == {"two/json/role/r1/trust.json", "two/role.r1.tf"}


def test_variables_go_with_the_role_that_is_mended(tmp_path):
    built(tmp_path, specs("", None))
    built(tmp_path, {"roles/r1.yaml": WRONG.format("r1")})
    assert b'variable "r1"' in content(tmp_path)["rolec.tf"]
    built(tmp_path, {"roles/r1.yaml": "role: r1\ntrust: [{aws_service: ec2}]\n"})
    assert b'variable "r1"' not in content(tmp_path)["rolec.tf"]
    assert b'variable "r2"' in content(tmp_path)["rolec.tf"]


def test_a_module_of_which_nothing_could_be_made_stays_whole(tmp_path):
    accounts = "accounts: {dev: {id: '111122223333'}, live: {id: '222233334444'}}\n"
    built(
        tmp_path,
        {
            "rolec.yaml": accounts,
            "roles/a.yaml": ROLE.format("a"),
            "roles/b.yaml": ROLE.format("b") + "accounts: dev\n",
        },
    )
    before = content(tmp_path)
    built(tmp_path, {"roles/a.yaml": WRONG.format("a")})
    assert content(tmp_path) == before


@pytest.mark.parametrize(
    "wrong",
    [
        {"one/rolec.yaml": "acount: '1'\n"},
        {"one/rolec.yaml": "defaults: {permissions_boundary: {managed_policy: x}}\n"},
        {"one/roles/a.yaml": WRONG.format("a"), "one/roles/b.yaml": WRONG.format("b")},
    ],
    ids=["settings", "defaults", "all roles"],
)
def test_a_project_of_which_nothing_is_known_stays_whole(tmp_path, wrong):
    files = {
        "one/rolec.yaml": "account: '111122223333'\n",
        "one/roles/a.yaml": ROLE.format("a"),
        "one/roles/b.yaml": ROLE.format("b"),
        "two/rolec.yaml": "language: 1\n",
        "two/roles/c.yaml": ROLE.format("c"),
    }
    built(tmp_path, files)
    before = content(tmp_path)
    again = built(tmp_path, wrong)
    assert again.done
    assert not again.removed
    assert content(tmp_path) == before


def test_a_policy_that_only_the_wrong_role_uses_stays(tmp_path):
    uses = "permissions: [{policy: p}]\n"
    files = {
        "a.yaml": ROLE.format("a") + uses,
        "b.yaml": ROLE.format("b"),
        "p.yaml": "policy: p\nstatements: [{allow: s3:GetObject, on: '${var.bucket}'}]\n",
    }
    built(tmp_path, files)
    before = content(tmp_path)
    again = built(tmp_path, {"a.yaml": WRONG.format("a") + uses})
    assert content(tmp_path) == before
    assert "E0406" not in {d.code.id for d in again.diagnostics}


@pytest.mark.parametrize("place", ["", "{0}/specs/"], ids=["relative", "absolute"])
def test_what_is_wrong_in_a_document_is_wrong_in_the_specs_that_take_it_in(tmp_path, place):
    document = '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "%s"}]}'
    path = place.format(tmp_path)
    takes = f"permissions: [{{inline_policy: p, document: {path}p.json}}]\n"
    files = {"a.yaml": ROLE.format("a") + takes, "b.yaml": ROLE.format("b")}
    built(tmp_path, {**files, "p.json": document % "*"})
    before = content(tmp_path)
    again = built(tmp_path, {"p.json": document % "${{roles.nobody.arn}}".format()})
    assert again.failed == ((tmp_path / "specs/a.yaml").as_posix(),)
    assert again.done
    assert content(tmp_path) == before


@needs_aws_provider
def test_terraform_finds_what_stays_valid(tmp_path):
    (tmp_path / "initialised").mkdir()
    workspaces = Workspaces.initialise(tmp_path / "initialised")
    built(tmp_path, specs("", None))
    built(tmp_path, {"roles/r1.yaml": WRONG.format("r1"), "roles/r2.yaml": ROLE.format("new")})
    run(workspaces.prepare(tmp_path / "build"), "validate")
