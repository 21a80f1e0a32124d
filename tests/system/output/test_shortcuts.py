"""What makes an unchanged build cheap never makes it wrong."""

from __future__ import annotations

import os
import time

import pytest

from rolec.write.open_output import open_output
from rolec.write.output_folder import Folder
from rolec.write.plan import plan_changes
from rolec.write.write import record_stamps, write_changes

FILES = {"role.a.tf": "one\n", "json/role/a/trust.json": "{}\n"}
LATER = 10**10


@pytest.fixture
def built(tmp_path, wanted):
    """An output folder, and the stamps of it, taken when it was old enough."""
    with open_output(tmp_path).value as output:
        written = write_changes(output, plan_changes(output, wanted({"": FILES})).value).value
        return tmp_path, record_stamps(output, written, time.time_ns() + LATER)


def plan(path, wanted, stamps):
    with open_output(path).value as output:
        return plan_changes(output, wanted({"": FILES}), stamps=stamps)


def test_a_stamped_file_is_not_read(built, wanted, monkeypatch):
    path, stamps = built
    read, original = [], Folder.read
    monkeypatch.setattr(
        Folder, "read", lambda self, name: read.append(name) or original(self, name)
    )
    assert plan(path, wanted, stamps).value.nothing
    assert read == ["rolec.manifest.json"]


def changes(path):
    def edit():
        with path.open("r+") as file:
            file.write("two")

    def edit_and_set_back_the_clock():
        before = path.stat()
        edit()
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))

    def replace():
        before = path.stat()
        path.rename(path.with_suffix(".old"))
        path.write_text("two\n")
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
        path.with_suffix(".old").unlink()

    return [edit, edit_and_set_back_the_clock, replace, path.unlink, lambda: path.chmod(0o600)]


@pytest.mark.parametrize("number", range(5))
def test_a_change_is_seen(built, wanted, number):
    path, stamps = built
    time.sleep(0.02)
    changes(path / "role.a.tf")[number]()
    with_stamps, without = plan(path, wanted, stamps), plan(path, wanted, {})
    assert with_stamps.diagnostics == without.diagnostics
    assert (with_stamps.value and list(with_stamps.value.written)) == (
        without.value and list(without.value.written)
    )


def test_what_was_written_just_now_is_not_trusted(tmp_path, wanted):
    with open_output(tmp_path).value as output:
        written = write_changes(output, plan_changes(output, wanted({"": FILES})).value).value
        now = (tmp_path / "role.a.tf").stat().st_ctime_ns
        assert record_stamps(output, written, now) == {}


def test_a_file_that_changed_while_the_build_ran_gets_no_stamp(tmp_path, wanted):
    with open_output(tmp_path).value as output:
        written = write_changes(output, plan_changes(output, wanted({"": FILES})).value).value
        time.sleep(0.02)
        (tmp_path / "role.a.tf").write_text("two\n")
        assert set(record_stamps(output, written, time.time_ns() + LATER)) == {
            "json/role/a/trust.json"
        }


@pytest.mark.parametrize(
    "spoil",
    [
        dict.clear,
        lambda s: s.update(dict.fromkeys(s, "")),
        lambda s: s.update(dict.fromkeys(s, 7)),
    ],
)
def test_spoiled_stamps_change_nothing(built, wanted, spoil):
    path, stamps = built
    spoil(stamps)
    assert plan(path, wanted, stamps).value.nothing
