"""What a build leaves in its output folder, and what it leaves alone."""

from __future__ import annotations

import json

import pytest

from rolec.write import codes
from rolec.write.changes import join
from rolec.write.open_output import open_output
from rolec.write.plan import plan_changes
from rolec.write.write import write_changes

ROLE_A = {
    "role.a.tf": "a\n",
    "json/role/a/trust.json": "{}\n",
    "json/role/a/inline/p.json": "[]\n",
}
ROLE_B = {"role.b.tf": "b\n", "json/role/b/trust.json": "{}\n"}
MANIFEST = "rolec.manifest.json"


def codes_of(outcome):
    return [diagnostic.code for diagnostic in outcome.diagnostics]


def files_of(modules):
    return {
        join(m, path): text.encode()
        for m, files in modules.items()
        for path, text in files.items()
    }


def without_manifests(found):
    return {path: content for path, content in found.items() if not path.endswith(MANIFEST)}


def test_a_build_leaves_what_is_wanted_and_manifests(tmp_path, build, tree):
    modules = {"": ROLE_A, "production/team": ROLE_B}
    changes = build(tmp_path / "new/build", modules).value
    found = tree(tmp_path / "new/build")
    assert without_manifests(found) == files_of(modules)
    assert found.keys() - without_manifests(found).keys() == {
        MANIFEST,
        f"production/team/{MANIFEST}",
    }
    assert sorted(changes.written) == sorted(files_of(modules))


def test_the_manifest_has_a_sorted_line_a_file(tmp_path, build):
    build(tmp_path, {"": ROLE_A | ROLE_B})
    text = (tmp_path / MANIFEST).read_text()
    paths = [record["path"] for record in json.loads(text)[1:]]
    assert paths == sorted(ROLE_A | ROLE_B)
    assert len(text.splitlines()) == len(paths) + 2


def test_a_file_more_is_a_line_more(tmp_path, build):
    build(tmp_path, {"": ROLE_A})
    before = (tmp_path / MANIFEST).read_text().splitlines()
    build(tmp_path, {"": ROLE_A | {"role.z.tf": "z\n"}})
    after = (tmp_path / MANIFEST).read_text().splitlines()
    assert [line for line in after if "role.z.tf" not in line] == before


def as_written(path):
    # When it was read last is for the system to note.
    state = path.stat()
    return state.st_ino, state.st_mode, state.st_size, state.st_mtime_ns, state.st_ctime_ns


def test_a_second_build_touches_nothing(tmp_path, build):
    build(tmp_path, {"": ROLE_A, "production": ROLE_B})
    before = {path: as_written(path) for path in tmp_path.rglob("*")}
    changes = build(tmp_path, {"": ROLE_A, "production": ROLE_B}).value
    assert changes.nothing
    assert changes.unchanged == 5
    assert {path: as_written(path) for path in tmp_path.rglob("*")} == before


def test_what_stays_the_same_is_not_touched(tmp_path, build):
    build(tmp_path, {"": ROLE_A | ROLE_B})
    before = as_written(tmp_path / "role.a.tf")
    changes = build(tmp_path, {"": ROLE_A | ROLE_B | {"role.b.tf": "new\n"}}).value
    assert list(changes.written) == ["role.b.tf"]
    assert as_written(tmp_path / "role.a.tf") == before


def test_removing_a_role_removes_its_files_and_nothing_else(tmp_path, build, tree):
    build(tmp_path, {"": ROLE_A | ROLE_B, "production": ROLE_A | ROLE_B})
    (tmp_path / "json/role/a/mine.txt").write_text("mine")
    before = tree(tmp_path)
    changes = build(tmp_path, {"": ROLE_B, "production": ROLE_B}).value
    gone = set(ROLE_A) | {f"production/{path}" for path in ROLE_A}
    assert set(changes.removed) == gone
    after = tree(tmp_path)
    assert without_manifests(after) == without_manifests(
        {path: content for path, content in before.items() if path not in gone}
    )
    assert not (tmp_path / "production/json/role/a").exists()
    assert (tmp_path / "json/role/a/mine.txt").exists()


def test_a_folder_that_is_no_module_any_more_goes(tmp_path, build, tree):
    build(tmp_path, {"": ROLE_A, "production/team": ROLE_B, "production": ROLE_A})
    (tmp_path / "production/main.tf").write_text("mine")
    build(tmp_path, {"": ROLE_A})
    assert without_manifests(tree(tmp_path)) == files_of({"": ROLE_A}) | {
        "production/main.tf": b"mine"
    }
    assert not (tmp_path / "production" / MANIFEST).exists()


def test_the_output_of_another_build_further_down_is_left_alone(tmp_path, build, tree):
    build(tmp_path / "other/build", {"": ROLE_B})
    build(tmp_path / "other/accounts", {"production": ROLE_B})
    before = tree(tmp_path / "other")
    assert build(tmp_path, {"": ROLE_A}).value
    assert tree(tmp_path / "other") == before


def test_the_output_of_another_build_is_not_taken_over(tmp_path, build, tree):
    build(tmp_path / "production", {"": ROLE_B})
    before = tree(tmp_path)
    assert codes_of(build(tmp_path, {"production": ROLE_A}, overwrite=True)) == [codes.NOT_OURS]
    assert tree(tmp_path) == before


@pytest.mark.parametrize("overwrite", [False, True])
@pytest.mark.parametrize("content", ["mine\n", ROLE_A["role.a.tf"]])
@pytest.mark.parametrize("built", [False, True])
def test_a_strangers_file_is_never_touched(tmp_path, build, tree, overwrite, content, built):
    if built:
        build(tmp_path, {"": ROLE_B})
    (tmp_path / "role.a.tf").write_text(content)
    before = tree(tmp_path)
    outcome = build(tmp_path, {"": ROLE_A | ROLE_B}, overwrite=overwrite)
    assert codes_of(outcome) == [codes.NOT_OURS]
    assert f"`{tmp_path}/role.a.tf`" in outcome.diagnostics[0].message
    assert tree(tmp_path) == before


@pytest.mark.parametrize(
    "files", [ROLE_A | {"role.a.tf": "new\n"}, ROLE_B], ids=["new", "removed"]
)
def test_an_edit_by_hand_is_lost_only_when_asked_for(tmp_path, build, tree, files):
    build(tmp_path, {"": ROLE_A})
    (tmp_path / "role.a.tf").write_text("edited\n")
    before = tree(tmp_path)
    outcome = build(tmp_path, {"": files})
    assert codes_of(outcome) == [codes.EDITED]
    assert "roles/a.yaml" in outcome.diagnostics[0].help
    assert tree(tmp_path) == before
    assert build(tmp_path, {"": files}, overwrite=True).value
    assert without_manifests(tree(tmp_path)) == files_of({"": files})


def test_an_edit_that_makes_the_file_what_is_wanted_is_no_edit(tmp_path, build):
    build(tmp_path, {"": ROLE_A})
    (tmp_path / "role.a.tf").write_text("new\n")
    changes = build(tmp_path, {"": ROLE_A | {"role.a.tf": "new\n"}}).value
    assert list(changes.written) == []
    assert build(tmp_path, {"": ROLE_A | {"role.a.tf": "new\n"}}).value.nothing


def test_a_file_that_was_deleted_comes_back(tmp_path, build, tree):
    build(tmp_path, {"": ROLE_A})
    before = tree(tmp_path)
    (tmp_path / "role.a.tf").unlink()
    build(tmp_path, {"": ROLE_A})
    assert tree(tmp_path) == before


def test_all_that_is_in_the_way_is_said_at_once(tmp_path, build):
    build(tmp_path, {"": ROLE_B})
    (tmp_path / "role.a.tf").mkdir()
    (tmp_path / "role.b.tf").write_text("edited")
    (tmp_path / "json/role/a").write_text("mine")
    outcome = build(tmp_path, {"": ROLE_A | ROLE_B | {"role.b.tf": "new"}})
    assert {diagnostic.primary.span.path for diagnostic in outcome.diagnostics} == {
        f"{tmp_path}/{path}" for path in ("role.a.tf", "role.b.tf", "json/role/a")
    }


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<<<<<<< HEAD\n",
        "[]",
        "{}",
        "[1]",
        '[{"generated_by": "rolec, do not edit", "folder": ""}, 7]',
        "\udcff",
        "[" * 100_000,
    ],
)
def test_a_manifest_that_is_none_stops_the_build(tmp_path, build, tree, text):
    build(tmp_path, {"": ROLE_A})
    (tmp_path / MANIFEST).write_bytes(text.encode(errors="surrogateescape"))
    before = tree(tmp_path)
    assert codes_of(build(tmp_path, {"": ROLE_B}, overwrite=True)) == [codes.MANIFEST]
    assert tree(tmp_path) == before


@pytest.mark.parametrize(
    "path", ["../victim", "/etc/passwd", "a/../../victim", "", ".", "a//b", "x\0"]
)
def test_a_manifest_cannot_have_files_elsewhere_removed(tmp_path, build, tree, path):
    (tmp_path / "victim").write_text("a\n")
    output = tmp_path / "build"
    build(output, {"": ROLE_A})
    text = (output / MANIFEST).read_text()
    (output / MANIFEST).write_text(text.replace('"role.a.tf"', json.dumps(path)))
    before = tree(tmp_path)
    assert codes_of(build(output, {"": {}}, overwrite=True)) in ([codes.MANIFEST], [])
    assert tree(tmp_path)["victim"] == before["victim"]


def test_a_path_that_leads_outside_is_a_bug_of_ours(tmp_path, build):
    for path in ("../x", "/x", "a/../x", MANIFEST):
        with pytest.raises(AssertionError):
            build(tmp_path / "build", {"": {path: "x"}})
    with pytest.raises(AssertionError):
        build(tmp_path / "build", {"../x": ROLE_A})


def test_an_output_folder_made_in_vain_goes_away(tmp_path, build):
    with pytest.raises(AssertionError):
        build(tmp_path / "build", {"": {"../x": "x"}})
    assert not (tmp_path / "build").exists()


@pytest.mark.parametrize("edited", [False, True])
def test_the_files_of_a_spec_with_an_error_stay(tmp_path, build, tree, wanted, edited):
    modules = {"": ROLE_A | ROLE_B, "team": ROLE_A}
    build(tmp_path, modules)
    if edited:
        (tmp_path / "role.a.tf").write_text("edited")
    before = tree(tmp_path)
    with open_output(tmp_path).value as output:
        changes = plan_changes(
            output,
            wanted({"": {"role.b.tf": "new\n"}}),
            spares=lambda _, source: source == "roles/a.yaml",
        ).value
        assert write_changes(output, changes).value
    assert list(changes.removed) == []
    after = tree(tmp_path)
    assert {path for path in before if before[path] != after[path]} == {MANIFEST, "role.b.tf"}
    if edited:
        assert codes_of(build(tmp_path, {"": ROLE_B})) == [codes.EDITED]
    else:
        assert build(tmp_path, {"": ROLE_B}).value
        assert without_manifests(tree(tmp_path)) == files_of({"": ROLE_B})
