"""Where projects are, what governs a spec, and what is never read."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path

import pytest

from rolec.analyse import codes as analyse_codes
from rolec.driver.check import check
from rolec.driver.compile.compile import compile_paths
from rolec.driver.project import codes
from rolec.driver.project.project import find_projects
from rolec.load.codes import UNREADABLE
from rolec.validate import codes as validate_codes
from support.project import compiled, write

ROLE = "role: {}\ntrust: [{{aws_service: ec2}}]\n"


def folders(found):
    return {module.folder: [role.name for role in module.roles] for module in found.modules}


def test_specs_that_no_settings_govern_are_one_project(tmp_path):
    files = {"a.yaml": ROLE.format("a"), "deep/er/b.yml": ROLE.format("b")}
    assert folders(compiled(tmp_path, files)) == {"": ["a", "b"]}


def test_each_folder_with_settings_is_a_project_of_its_own(tmp_path):
    files = {
        "loose.yaml": ROLE.format("loose"),
        "one/rolec.yaml": "language: 1\n",
        "one/roles/a.yaml": ROLE.format("a"),
        "one/roles/deep/rolec.yaml": "specs: '*.yaml'\n",
        "one/roles/deep/b.yaml": ROLE.format("b"),
        "two/rolec.yaml": "accounts: {live: {id: '111122223333'}}\n",
        "two/roles/c.yaml": ROLE.format("c"),
        "two/not-a-spec.yaml": "services: {}\n",
    }
    assert folders(compiled(tmp_path, files)) == {
        "": ["loose"],
        "one": ["a"],
        "one/roles/deep": ["b"],
        "two/live": ["c"],
    }


@pytest.mark.parametrize("path", ["roles", "roles/a.yaml", "."])
def test_a_path_in_a_project_stands_for_the_project(tmp_path, monkeypatch, path):
    files = {"rolec.yaml": "language: 1\n", "roles/a.yaml": ROLE.format("a")}
    compiled(tmp_path, {**files, "roles/b.yaml": ROLE.format("b")})
    monkeypatch.chdir(tmp_path)
    assert folders(compile_paths((Path(path),))) == {"": ["a", "b"]}


def test_the_settings_above_the_working_folder_govern(tmp_path, monkeypatch):
    compiled(tmp_path, {"rolec.yaml": "language: 1\n", "roles/a.yaml": ROLE.format("a")})
    monkeypatch.chdir(tmp_path / "roles")
    found = compile_paths((Path(),))
    assert folders(found) == {"": ["a"]}
    assert found.modules[0].roles[0].source == "roles/a.yaml"


def test_two_projects_never_share_an_output_folder(tmp_path):
    for name in ("one", "two"):
        compiled(
            tmp_path / name, {"rolec.yaml": "language: 1\n", "roles/a.yaml": ROLE.format("a")}
        )
    found = compile_paths((tmp_path / "one", tmp_path / "two"))
    assert [d.code for d in found.diagnostics] == [codes.SAME_FOLDER]


def test_what_is_not_there_and_what_is_empty_are_errors(tmp_path):
    assert compile_paths((tmp_path / "nothing",)).has_errors
    assert [d.code for d in compile_paths((tmp_path,)).diagnostics] == [codes.NO_SPEC]


def only(found):
    [diagnostic] = found.diagnostics
    return diagnostic


@pytest.mark.parametrize(
    ("settings", "spec", "message", "way_out"),
    [
        ("language: 1", "a.yaml", "in `roles/`, where", "write `specs: ['*.yaml']`"),
        ("specs: 'iam/*.yaml'", "x/y/b.yml", "in `iam/*.yaml`", "`specs: ['x/y/*.yml']`"),
    ],
)
def test_a_spec_where_its_project_has_none_is_named(
    tmp_path, monkeypatch, settings, spec, message, way_out
):
    monkeypatch.chdir(tmp_path)
    files = {"rolec.yaml": f"{settings}\n", spec: ROLE.format("a"), "a/values.yaml": "image: a\n"}
    write(tmp_path, files)
    found = only(compile_paths((Path(),)))
    assert found.code is codes.NO_SPEC
    assert message in found.message
    assert f"`{spec}` is one: move it there" in str(found.help)
    assert way_out in str(found.help)


def test_of_a_file_that_is_named_only_that_is_said(tmp_path):
    write(tmp_path, {"rolec.yaml": "language: 1\n", "a.yaml": ROLE.format("a")})
    found = only(compile_paths((tmp_path / "a.yaml",)))
    assert found.code is codes.NOT_AMONG_SPECS
    assert "/roles/`, or write `specs: ['roles/**/*', '*.yaml']` in" in str(found.help)
    write(tmp_path, {"roles/a.txt": ROLE.format("a")})
    found = only(compile_paths((tmp_path / "roles/a.txt",)))
    assert str(found.help).startswith("a spec ends in `.yaml` or `.yml`")


def test_policy_documents_are_to_be_named(tmp_path):
    write(tmp_path, {"raw/a.json": '{"Statement": []}', "other/package.json": "{}"})
    named = str(only(compile_paths((tmp_path / "raw",))).help)
    assert f"`rolec check {(tmp_path / 'raw').as_posix()}/*.json`" in named
    assert "rolec new" in str(only(compile_paths((tmp_path / "other",))).help)


@pytest.mark.parametrize(
    "path", ["../secret.json", "/etc/hostname", "link.json", "folder/secret.json"]
)
def test_nothing_outside_the_project_is_read(tmp_path, path):
    outside = tmp_path / "secret.json"
    outside.write_text('{"Version": "2012-10-17", "Statement": []}')
    inside = tmp_path / "project"
    inside.mkdir()
    (inside / "link.json").symlink_to(outside)
    (inside / "folder").symlink_to(tmp_path)
    spec = f"{ROLE.format('a')}permissions: [{{inline_policy: p, document: {path}}}]\n"
    found = compiled(inside, {"a.yaml": spec})
    assert codes.OUTSIDE in [d.code for d in found.diagnostics]


@pytest.mark.parametrize(
    ("link", "to"),
    [
        ("roles/b.yaml", "outside/b.yaml"),
        ("roles", "outside"),
        ("rolec.yaml", "outside/rolec.yaml"),
        ("b.yaml", "outside/b.yaml"),
    ],
)
def test_no_spec_and_no_settings_are_read_through_a_link_to_outside(tmp_path, link, to):
    # A message about the file would show lines of it.
    secret = "rolec.yaml" if link == "rolec.yaml" else "b.yaml"
    write(tmp_path / "outside", {secret: "password: hunter2\n"})
    inside = tmp_path / "project"
    settings = {"rolec.yaml": "specs: 'roles/*.yaml'\n"} if "roles" in link else {}
    write(inside, settings | {"empty/.keep": ""})
    (inside / link).parent.mkdir(exist_ok=True)
    (inside / link).symlink_to(tmp_path / to)
    found = compile_paths((inside,))
    assert [d.code for d in found.diagnostics] == [codes.OUTSIDE]
    assert not any("hunter2" in file.text for file in found.sources.files.values())


def test_a_link_to_another_project_is_not_followed(tmp_path):
    other = {"rolec.yaml": "language: 1\n", "roles/other.yaml": ROLE.format("other")}
    write(tmp_path / "other", other)
    write(tmp_path / "here", {"rolec.yaml": "language: 1\n", "roles/a.yaml": ROLE.format("a")})
    (tmp_path / "here/link").symlink_to(tmp_path / "other")
    assert folders(compile_paths((tmp_path / "here",))) == {"": ["a"]}


@pytest.mark.parametrize(
    "name", ["a\\b", ".git", "...", "role.a.tf", "rolec.manifest.json", "a\nb", "\udcff"]
)
def test_the_output_has_no_folder_that_it_cannot_hold(tmp_path, name):
    files = {"rolec.yaml": "split: folder\n", f"roles/{name}/a.yaml": ROLE.format("a")}
    found = compiled(tmp_path / "team", files)
    assert [d.code for d in found.diagnostics] == [codes.OUTPUT_NAME]
    if name[0] != ".":  # hidden folders are no projects
        files = {f"{name}/rolec.yaml": "language: 1\n", f"{name}/roles/a.yaml": ROLE.format("a")}
        found = compiled(tmp_path / "project", files)
        assert [d.code for d in found.diagnostics] == [codes.OUTPUT_NAME]


def test_a_spec_has_a_name_that_can_be_written(tmp_path):
    [found] = compiled(tmp_path, {"a\udcff.yaml": ROLE.format("a")}).diagnostics
    assert found.code == codes.OUTPUT_NAME


ACCOUNTS = "accounts: {dev: {id: '111122223333'}, live: {id: '222233334444'}}\n"


@pytest.mark.parametrize(
    "restriction",
    [
        "accounts: [dev]",
        '"acc\\x6funts": [dev]',
        '? "acc\\\n  ounts"\n: [dev]',
        "&a accounts: [dev]",
        "? accounts\n: dev",
    ],
)
def test_a_restriction_to_an_account_holds_however_it_is_written(tmp_path, restriction):
    files = {"rolec.yaml": ACCOUNTS, "roles/a.yaml": ROLE.format("a") + f"{restriction}\n"}
    assert folders(compiled(tmp_path, files)) == {"dev": ["a"]}


def test_lists_and_documents_are_found_however_their_keys_are_written(tmp_path):
    files = {
        "list.yaml": '"trust\\x65d_entities": apps\ntrust: [{aws_service: ec2}]\n',
        "p.json": '{"Version": "2012-10-17", "Statement": []}',
        "a.yaml": "role: a\ntrust: [{trusted_entities: apps}]\n"
        'permissions: [{inline_policy: p, "d\\x6fcument": p.json}]\n',
    }
    found = compiled(tmp_path, files)
    assert {d.primary.span.path for d in found.diagnostics} == {f"{tmp_path}/p.json"}


def test_links_inside_a_project_are_followed(tmp_path):
    write(tmp_path, {"rolec.yaml": "language: 1\n", "shared/a.yaml": ROLE.format("a")})
    (tmp_path / "roles").mkdir()
    (tmp_path / "roles/a.yaml").symlink_to("../shared/a.yaml")
    (tmp_path / "link").symlink_to(tmp_path)
    for path in (tmp_path, tmp_path / "link"):
        assert folders(compile_paths((path,))) == {"": ["a"]}


@pytest.mark.parametrize("number", ["2", "10", "9" * 5000])
def test_a_later_language_is_told_so_however_late(tmp_path, number):
    [found] = compiled(tmp_path, {"rolec.yaml": f"language: {number}\n"}).diagnostics
    assert found.code == codes.LATER_LANGUAGE


def test_links_in_a_circle_are_a_file_that_cannot_be_read(tmp_path):
    (tmp_path / "a.json").symlink_to("b.json")
    (tmp_path / "b.json").symlink_to("a.json")
    spec = f"{ROLE.format('a')}permissions: [{{inline_policy: p, document: a.json}}]\n"
    found = compiled(tmp_path, {"a.yaml": spec})
    assert [d.code for d in found.diagnostics] == [UNREADABLE]


@pytest.mark.parametrize("text", ["a\\nb", "a.json\\n", "\\u2028", "a\\x85b"])
def test_a_text_of_several_lines_is_no_path(tmp_path, text):
    spec = f'{ROLE.format("a")}permissions: [{{inline_policy: p, document: "{text}"}}]\n'
    [found] = compiled(tmp_path, {"a.yaml": spec}).diagnostics
    assert found.code == UNREADABLE
    assert len(found.message.splitlines()) == 1


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_does_not_block(tmp_path):
    os.mkfifo(tmp_path / "spec.yaml")
    assert compile_paths((tmp_path / "spec.yaml",)).has_errors


def test_a_later_language_says_what_is_needed(tmp_path):
    found = compiled(tmp_path, {"rolec.yaml": "language: 7\nfuture: yes\n"})
    assert [d.code for d in found.diagnostics] == [codes.LATER_LANGUAGE]


def test_the_value_of_a_reference_must_fit_a_policy(tmp_path):
    files = {
        "rolec.yaml": "references: {var.bucket: 'arn:aws:s3:::\u65e5'}\n",
        "roles/a.yaml": ROLE.format("a")
        + "permissions: [{inline_policy: p, statements: [{allow: s3:Get*, on: '${var.bucket}'}]}]\n",
    }
    found = compiled(tmp_path, files)
    assert [d.code for d in found.diagnostics] == [analyse_codes.POLICY_CHARACTER]


def test_a_document_that_must_be_json_is_an_error_without_the_value(tmp_path):
    compiled(tmp_path, {
        "rolec.yaml": "json: required\n",
        "roles/a.yaml": ROLE.format("a")
        + "permissions: [{inline_policy: p, statements: [{allow: s3:Get*, on: '${var.bucket}'}]}]\n",
    })  # fmt: skip
    found = check((tmp_path,), today=date(2030, 1, 1))
    assert [d.code for d in found.diagnostics] == [codes.NOT_JSON]
    assert found.diagnostics[0].primary.span.path.endswith("a.yaml")


@pytest.mark.parametrize(
    "pattern",
    ["/etc/*.yaml", "../*.yaml", "a/../../*.yaml", ".", "**a", "***", "a//b", "a/", "a\n"],
)
def test_a_pattern_that_leaves_the_project_or_is_none_is_refused(tmp_path, pattern):
    settings = f"specs: [{json.dumps(pattern)}]\n"
    found = compiled(tmp_path / "p", {"rolec.yaml": settings, "../a.yaml": ROLE.format("a")})
    assert [d.code for d in found.diagnostics] == [validate_codes.WRONG_FORM]


@pytest.mark.parametrize(
    "pattern", ["r/*.yaml", "**/*.y?ml", "*/a*", ".hidden/**/*", "[qr]/*", "*/*"]
)
def test_a_pattern_may_have_wildcards(tmp_path, pattern):
    files = {
        "rolec.yaml": f"specs: '{pattern}'\n",
        "r/a.yaml": ROLE.format("a"),
        ".hidden/b/a.yaml": ROLE.format("b"),
    }
    assert not compiled(tmp_path, files).diagnostics


def test_a_pattern_that_no_name_can_have_finds_nothing(tmp_path):
    pattern = f"{'9' * 300}/**"
    files = {"rolec.yaml": f"specs: ['{pattern}', '*.yaml']\n", "a.yaml": ROLE.format("a")}
    assert folders(compiled(tmp_path, files)) == {"": ["a"]}


def test_what_package_managers_fill_has_no_specs(tmp_path):
    for folder in ("node_modules/x", "venv/lib", ".hidden", "team"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "a.yaml").write_text("role: a\n")
    (tmp_path / "venv/pyvenv.cfg").write_text("")
    found = find_projects((tmp_path,)).value
    assert found is not None
    assert [one.files for one in found] == [(tmp_path / "team/a.yaml",)]


def test_defaults_are_those_of_each_account(tmp_path):
    files = {
        "rolec.yaml": """
            accounts: {dev: {id: '111122223333'}, prod: {id: '444455556666'}}
            defaults: {tags: {env: '${account.name}', home: '${account.id}'}}
        """,
        "roles/a.yaml": ROLE.format("a"),
    }
    found = compiled(tmp_path, files)
    tags = {m.folder: {t.key: t.value.literal for t in m.roles[0].tags} for m in found.modules}
    assert tags == {
        "dev": {"env": "dev", "home": "111122223333"},
        "prod": {"env": "prod", "home": "444455556666"},
    }


def test_what_is_wrong_with_defaults_is_said_once(tmp_path):
    files = {
        "rolec.yaml": "accounts: {a: {id: '111122223333'}, b: {id: '444455556666'}}\n"
        "defaults: {path: x, tgs: {}}\n",
        "roles/a.yaml": ROLE.format("a"),
    }
    found = compiled(tmp_path, files)
    assert [d.code for d in found.diagnostics] == [
        validate_codes.WRONG_FORM,
        validate_codes.UNKNOWN_FIELD,
    ]
    assert not found.modules


def test_a_file_that_is_named_and_is_no_spec_of_its_project_is_told_so(tmp_path):
    files = {
        "rolec.yaml": "language: 1\n",
        "roles/a.yaml": ROLE.format("a"),
        "policies/common.yaml": "policy: common\n",
    }
    compiled(tmp_path, files)
    found = compile_paths((tmp_path / "policies/common.yaml",))
    assert [d.code for d in found.diagnostics] == [codes.NOT_AMONG_SPECS]
    assert not compile_paths((tmp_path / "roles/a.yaml",)).diagnostics
