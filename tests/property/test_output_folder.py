"""Whatever builds follow each other, and whatever strangers do meanwhile."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st

from rolec.emit.output import Output, OutputFile
from rolec.write import codes
from rolec.write.changes import join
from rolec.write.compare import compare_output
from rolec.write.open_output import open_output
from rolec.write.plan import plan_changes
from rolec.write.write import write_changes

FOLDERS = ("", "team", "production/team", "production")
NAMES = ("role.a.tf", "role.b.tf", "json/role/a/trust.json", "json/role/a/inline/p.json")
MODULES = st.dictionaries(
    st.sampled_from(FOLDERS),
    st.dictionaries(st.sampled_from(NAMES), st.sampled_from(["1", "2"]), min_size=1),
)
STEPS = st.one_of(
    st.tuples(st.just("build"), MODULES),
    st.tuples(
        st.sampled_from(["make", "edit", "delete"]),
        st.tuples(st.sampled_from(FOLDERS), st.sampled_from([*NAMES, "main.tf", "json/x.txt"])),
    ),
)


class Folder:
    """An output folder, and beside it what should be in it, by the rules told without a file."""

    def __init__(self, path):
        self.path = path
        self.ours: dict[str, str] = {}
        self.there: dict[str, str] = {}

    def make(self, place):
        path = join(*place)
        if path not in self.there:
            (self.path / path).parent.mkdir(parents=True, exist_ok=True)
            (self.path / path).write_text("mine")
            self.there[path] = "mine"

    def edit(self, place):
        path = join(*place)
        if path in self.there:
            (self.path / path).write_text("edited")
            self.there[path] = "edited"

    def delete(self, place):
        path = join(*place)
        if path in self.there:
            (self.path / path).unlink()
            del self.there[path]

    def build(self, modules):
        files = {
            join(m, path): text for m, wanted in modules.items() for path, text in wanted.items()
        }
        wanted = {
            folder: Output({path: OutputFile(text, "a.yaml") for path, text in files.items()})
            for folder, files in modules.items()
        }
        expected = set(self.problems(files))
        with open_output(self.path).value as output:
            planned = plan_changes(output, wanted)
            found = {
                (one.code, os.path.relpath(one.primary.span.path, self.path))
                for one in planned.diagnostics
            }
            assert found == expected
            if planned.value is None:
                return
            assert write_changes(output, planned.value).value
        for path in self.ours.keys() - files.keys():
            self.there.pop(path, None)
        self.ours = files
        self.there |= files
        assert compare_output(self.path, wanted).value.fresh

    def problems(self, files):
        for path, text in self.there.items():
            if path in files and path not in self.ours:
                yield (codes.NOT_OURS, path)
            elif path in self.ours and text not in {self.ours[path], files.get(path)}:
                yield (codes.EDITED, path)

    def check(self):
        found = {
            str(path.relative_to(self.path)): path.read_text()
            for path in self.path.rglob("*")
            if path.is_file() and path.name != "rolec.manifest.json"
        }
        assert found == self.there


@settings(max_examples=100)
@given(st.lists(STEPS, max_size=12))
def test_any_builds_leave_what_is_wanted_and_what_is_not_ours(steps):
    # Nobody pulls the plug here.
    with tempfile.TemporaryDirectory() as folder, patch("os.fsync"):
        output = Folder(Path(folder))
        for step, argument in steps:
            getattr(output, step)(argument)
            output.check()
