"""What `build --check` is told about an output folder."""

from __future__ import annotations

from pathlib import Path

from rolec.write import codes
from rolec.write.compare import Staleness, compare_output

FILES = {"role.a.tf": "one\ntwo\n", "role.b.tf": "b\n"}


def compared(path, wanted, files):
    return compare_output(path, wanted({"": files})).value


def test_a_fresh_output_is_fresh(tmp_path, build, wanted):
    build(tmp_path, {"": FILES})
    result = compared(tmp_path, wanted, FILES)
    assert result.fresh
    assert result.unchanged == 2


def test_nothing_is_made_or_written(tmp_path, build, wanted, tree):
    result = compared(tmp_path / "build", wanted, FILES)
    assert [file.staleness for file in result.stale] == [Staleness.MISSING] * 3
    assert not (tmp_path / "build").exists()
    build(tmp_path, {"": FILES})
    before = tree(tmp_path)
    compared(tmp_path, wanted, {"role.c.tf": "c\n"})
    assert tree(tmp_path) == before


def test_each_stale_file_has_a_unified_diff(tmp_path, build, wanted, monkeypatch):
    monkeypatch.chdir(tmp_path)
    build(Path("build"), {"": FILES})
    result = compared(Path("build"), wanted, {"role.a.tf": "one\n2\n", "role.c.tf": "no end"})
    assert {file.path: file.staleness for file in result.stale} == {
        "role.a.tf": Staleness.DIFFERENT,
        "role.b.tf": Staleness.UNWANTED,
        "role.c.tf": Staleness.MISSING,
        "rolec.manifest.json": Staleness.DIFFERENT,
    }
    differences = [file.difference for file in result.stale]
    assert differences[0] == (
        "--- a/build/role.a.tf\n+++ b/build/role.a.tf\n@@ -1,2 +1,2 @@\n one\n-two\n+2\n"
    )
    assert differences[1].startswith("--- a/build/role.b.tf\n+++ /dev/null\n")
    assert differences[2].endswith("+no end\n\\ No newline at end of file\n")


def test_an_edit_by_hand_is_a_difference(tmp_path, build, wanted):
    build(tmp_path, {"": FILES})
    (tmp_path / "role.b.tf").write_bytes(b"b\xff\x1b[2J\n")
    (stale,) = compared(tmp_path, wanted, FILES).stale
    assert stale.path == "role.b.tf"
    assert "-b\\xff\\x1b[2J\n" in stale.difference


def test_a_strangers_file_is_an_error(tmp_path, wanted):
    (tmp_path / "role.a.tf").write_text("mine")
    outcome = compare_output(tmp_path, wanted({"": FILES}))
    assert [diagnostic.code for diagnostic in outcome.diagnostics] == [codes.NOT_OURS]


def test_a_manifest_that_differs_is_stale(tmp_path, build, wanted):
    build(tmp_path, {"": FILES})
    manifest = tmp_path / "rolec.manifest.json"
    manifest.write_text(manifest.read_text().replace("roles/a.yaml", "roles/b.yaml"))
    assert [file.path for file in compared(tmp_path, wanted, FILES).stale] == [manifest.name]
