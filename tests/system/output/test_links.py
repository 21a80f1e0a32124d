"""Links in and around the output folder: nothing outside it is ever touched."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from rolec.cli.command_group import COMMANDS
from rolec.write import codes, open_output, output_folder

FILES = {"role.a.tf": "a\n", "json/role/a/trust.json": "{}\n"}


@pytest.fixture(params=["by descriptor", "by path"], autouse=True)
def _way(request, monkeypatch):
    """With the calls that cannot follow a link, and as on a system that has none."""
    if request.param == "by path":
        monkeypatch.setattr(output_folder, "_NO_FOLLOW", 0)
        monkeypatch.setattr(open_output, "BY_DESCRIPTOR", False)


@pytest.fixture
def elsewhere(tmp_path):
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    (folder / "trust.json").write_text("mine")
    return folder


def codes_of(outcome):
    return [diagnostic.code for diagnostic in outcome.diagnostics]


def test_both_ways_write_the_same(tmp_path, build, tree):
    build(tmp_path / "build", {"": FILES, "production": FILES})
    assert build(tmp_path / "build", {"": FILES}).value
    assert set(tree(tmp_path / "build")) == {*FILES, "rolec.manifest.json"}


def test_an_output_folder_that_is_a_link_is_refused(tmp_path, build, tree, elsewhere):
    (tmp_path / "build").symlink_to(elsewhere)
    before = tree(tmp_path)
    assert codes_of(build(tmp_path / "build", {"": FILES})) == [codes.OUTPUT_FOLDER]
    assert tree(tmp_path) == before


@pytest.mark.parametrize("output", ["link", "link/build", "folder/../link/build"])
def test_a_link_on_a_relative_way_is_refused(
    tmp_path, build, tree, elsewhere, monkeypatch, output
):
    (tmp_path / "link").symlink_to(elsewhere)
    (tmp_path / "folder").mkdir()
    monkeypatch.chdir(tmp_path)
    before = tree(tmp_path)
    assert codes_of(build(Path(output), {"": FILES})) == [codes.OUTPUT_FOLDER]
    assert tree(tmp_path) == before


def test_a_link_to_nothing_is_refused(tmp_path, build):
    (tmp_path / "build").symlink_to(tmp_path / "nothing")
    assert codes_of(build(tmp_path / "build", {"": FILES})) == [codes.OUTPUT_FOLDER]
    assert not (tmp_path / "nothing").exists()


@pytest.mark.parametrize("options", [[], ["--check"]])
@pytest.mark.parametrize("output", ["circle", "circle/build"])
def test_links_in_a_circle_are_refused(tmp_path, monkeypatch, options, output):
    monkeypatch.chdir(tmp_path)
    Path("circle").symlink_to("circle")
    Path("a.yaml").write_text("role: a\ntrust: [{aws_service: ec2}]\n")
    command = ["build", "a.yaml", "--output", output, *options]
    result = CliRunner().invoke(COMMANDS, command, catch_exceptions=False)
    assert (result.exit_code, "error[E0701]" in result.stderr) == (1, True)


def test_an_output_folder_that_is_a_file_is_refused(tmp_path, build):
    (tmp_path / "build").write_text("mine")
    assert codes_of(build(tmp_path / "build", {"": FILES})) == [codes.OUTPUT_FOLDER]
    assert codes_of(build(tmp_path / "build/below", {"": FILES}))


@pytest.mark.parametrize("overwrite", [False, True])
@pytest.mark.parametrize("built", [False, True])
@pytest.mark.parametrize(
    "link", ["role.a.tf", "json", "json/role", "json/role/a", "json/role/a/trust.json"]
)
def test_a_link_inside_is_refused(tmp_path, build, tree, elsewhere, link, built, overwrite):
    output = tmp_path / "build"
    if built:
        build(output, {"": FILES})
        (output / link).rename(tmp_path / "moved")
    (output / link).parent.mkdir(parents=True, exist_ok=True)
    (output / link).symlink_to(elsewhere if "." not in link else elsewhere / "trust.json")
    before = tree(tmp_path)
    outcome = build(output, {"": FILES}, overwrite=overwrite)
    assert codes_of(outcome) == [codes.LINK]
    assert f"`{output}/{link}`" in outcome.diagnostics[0].message
    assert tree(tmp_path) == before


@pytest.mark.parametrize("link", ["json", "json/role/a", "json/role/a/trust.json"])
def test_nothing_is_removed_through_a_link(tmp_path, build, tree, link):
    output = tmp_path / "build"
    build(output, {"": FILES})
    (output / link).rename(tmp_path / "moved")
    (output / link).symlink_to(tmp_path / "moved")
    before = tree(tmp_path)
    assert codes_of(build(output, {"": {"role.b.tf": "b"}}, overwrite=True)) == [codes.LINK]
    assert tree(tmp_path) == before


def test_a_module_behind_a_link_is_not_looked_for(tmp_path, build, tree):
    build(tmp_path / "other", {"production": FILES})
    build(tmp_path / "build", {"": FILES})
    (tmp_path / "build/production").symlink_to(tmp_path / "other/production")
    before = tree(tmp_path)
    assert build(tmp_path / "build", {"": FILES}).value.nothing
    assert tree(tmp_path) == before


@pytest.mark.parametrize("name", ["rolec.manifest.json", ".rolec.manifest.json.rolec-tmp"])
def test_a_manifest_that_is_a_link_is_refused(tmp_path, build, tree, elsewhere, name):
    (tmp_path / "build").mkdir()
    (tmp_path / "build" / name).symlink_to(elsewhere / "trust.json")
    before = tree(tmp_path)
    assert codes_of(build(tmp_path / "build", {"": FILES})) == [codes.LINK]
    assert tree(tmp_path) == before


def test_a_link_that_slips_in_after_the_plan_is_not_followed(tmp_path, tree, wanted, elsewhere):
    from rolec.write.open_output import open_output
    from rolec.write.plan import plan_changes
    from rolec.write.write import write_changes

    with open_output(tmp_path / "build").value as output:
        changes = plan_changes(output, wanted({"": FILES})).value
        (tmp_path / "build/json/role").mkdir(parents=True)
        (tmp_path / "build/json/role/a").symlink_to(elsewhere)
        before = tree(tmp_path)
        assert codes_of(write_changes(output, changes)) == [codes.CANNOT_WRITE]
    assert tree(tmp_path) == before


def test_a_hard_link_keeps_its_content(tmp_path, build, elsewhere):
    build(tmp_path / "build", {"": FILES})
    os.link(tmp_path / "build/role.a.tf", elsewhere / "same")
    build(tmp_path / "build", {"": FILES | {"role.a.tf": "new\n"}})
    assert (elsewhere / "same").read_text() == "a\n"
