"""What `rolec build` says, and what it refuses before it looks at a spec."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from rolec.cli.command_group import COMMANDS
from rolec.cli.exit_code import ExitCode
from support.project import write

ROLE = "role: web\ntrust: [{aws_service: ec2}]\n"


@pytest.fixture
def build(tmp_path, monkeypatch):
    """Writes files into a new folder and builds there."""
    monkeypatch.chdir(tmp_path)

    def run(files, *arguments):
        write(tmp_path, files)
        line = ["build", *arguments]
        return CliRunner().invoke(COMMANDS, line, obj=line, catch_exceptions=False)

    return run


def test_imports_come_with_a_note_of_where_terraform_takes_them(build, tmp_path):
    said = build({"roles/web.yaml": ROLE}, "roles", "--imports").stdout
    assert "note: `build/imports.tf` is for a folder that Terraform runs in" in said
    assert "`module.NAME.`" in (tmp_path / "build/imports.tf").read_text()
    assert "imports.tf` is for" not in build({}, "roles").stdout


def test_what_stays_because_of_errors_is_listed(build):
    build({"roles/web.yaml": ROLE, "roles/other.yaml": ROLE.replace("web", "other")}, "roles")
    wrong = {"roles/web.yaml": "role: web\n"}
    shown = build(wrong, "roles", "--keep-going")
    assert shown.exit_code == ExitCode.ERRORS
    assert "kept build/role.web.tf\n" in shown.stdout
    assert "0 removed, 3 unchanged, 2 kept because of errors\n" in shown.stdout
    shown = build(wrong, "roles", "--keep-going", "--format", "json")
    assert json.loads(shown.stdout)["kept"] == ["json/role/web/trust.json", "role.web.tf"]


@pytest.mark.parametrize("output", ["", "roles", ".", ".."])
def test_the_project_is_no_output_folder(build, tmp_path, output):
    shown = build({"roles/web.yaml": ROLE}, "roles", "-o", output)
    assert shown.exit_code == (ExitCode.USAGE if output == "" else ExitCode.ERRORS)
    assert not list(tmp_path.rglob("*.tf"))
    if output:
        assert "error[E0701]" in shown.stderr


@pytest.mark.parametrize("path", ["roles", "roles/web.yaml", "."])
def test_the_folder_of_the_settings_is_no_output_folder(build, tmp_path, path):
    files = {"rolec.yaml": "language: 1\n", "roles/web.yaml": ROLE}
    assert build(files, path, "-o", ".").exit_code == ExitCode.ERRORS
    assert not list(tmp_path.rglob("*.tf"))


def test_a_folder_with_the_output_of_an_earlier_build_is_written_again(build, tmp_path):
    files = {"rolec.yaml": "language: 1\n", "roles/web.yaml": ROLE}
    build(files, "-o", "out")
    for made in (tmp_path / "out").iterdir():
        made.rename(tmp_path / made.name)
    assert build({}, "-o", ".").exit_code == ExitCode.OK


def test_files_for_a_configuration_stand_beside_the_specs(build):
    files = {"rolec.yaml": "terraform: {as: files}\n", "roles/web.yaml": ROLE}
    assert build(files, "-o", ".").exit_code == ExitCode.OK


def test_what_was_edited_by_hand_is_told_from_what_is_stale(build, tmp_path):
    build({"roles/web.yaml": ROLE}, "roles")
    file = tmp_path / "build/role.web.tf"
    file.write_text(file.read_text() + "# mine\n")
    shown = build({}, "roles", "--check")
    assert shown.exit_code == ExitCode.NO
    assert "edited build/role.web.tf\n" in shown.stdout
    assert shown.stdout.endswith("lose it with `rolec build --overwrite`\n")
    assert "stale" not in shown.stdout


def test_hashes_are_shown_only_when_nothing_else_differs(build, tmp_path):
    build({"roles/web.yaml": ROLE}, "roles")
    shown = build({"roles/new.yaml": ROLE.replace("web", "new")}, "roles", "--check").stdout
    assert "missing build/role.new.tf" in shown
    assert "different build/rolec.manifest.json" in shown
    assert "sha256" not in shown
    build({}, "roles")
    manifest = tmp_path / "build/rolec.manifest.json"
    manifest.write_text(manifest.read_text().replace('"roles/', '"'))
    manifest.write_text(manifest.read_text().replace('"web.yaml', '"elsewhere.yaml'))
    assert "sha256" in build({}, "roles", "--check").stdout


def test_a_quiet_build_says_the_sum(build):
    shown = build({"roles/web.yaml": ROLE}, "roles", "--quiet").stdout
    assert shown == "1 role in build: 3 written, 0 removed, 0 unchanged\n"
    assert build({}, "roles", "--check", "-q").stdout == "build is up to date: 3 files\n"


def test_without_a_spec_the_output_stays_and_the_way_out_is_said(build, tmp_path):
    build({"rolec.yaml": "language: 1\n", "roles/web.yaml": ROLE})
    (tmp_path / "roles/web.yaml").unlink()
    shown = build({})
    assert shown.exit_code == ExitCode.ERRORS
    assert "delete the folder `build`" in shown.stderr
    assert (tmp_path / "build/role.web.tf").exists()


def test_of_many_documents_that_only_terraform_has_a_few_are_told_and_all_are_listed(build):
    policies = "".join(
        f"  - inline_policy: p{n}\n    statements: [{{allow: sqs:SendMessage, on: '${{var.q{n}}}'}}]\n"
        for n in range(5)
    )
    files = {"roles/web.yaml": f"{ROLE}permissions:\n{policies}"}
    said = build(files, "roles").stdout
    assert said.count("note: no `json/role/web/inline/p") == 3
    assert "note: no JSON of 2 more" in said
    listed = json.loads(build({}, "roles", "--format", "json").stdout)["without_json"]
    assert [one["references"] for one in listed] == [[f"${{var.q{n}}}"] for n in range(5)]


@pytest.mark.parametrize("first", ["a", "z"])
def test_a_variable_of_two_types_is_a_map_wherever_it_is_a_truth(build, tmp_path, first):
    truth = ROLE.replace("web", first) + "enabled: ${var.x}\n"
    files = {"roles/tags.yaml": f"{ROLE}tags_from: ${{var.x}}\n", "roles/truth.yaml": truth}
    done = build(files, "roles")
    assert done.exit_code == ExitCode.OK, done.output
    assert "type = map(string)" in (tmp_path / "build/rolec.tf").read_text()
