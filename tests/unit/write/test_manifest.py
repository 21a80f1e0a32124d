"""The manifest's text: read back as what it was, and free to merge."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rolec.write.manifest import (
    ListedFile,
    Manifest,
    NotWritten,
    is_inside,
    parse_manifest,
    render_manifest,
    target_name,
    temporary_name,
)

NAMES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="/\\\0"), min_size=1)
PATHS = st.lists(
    NAMES.filter(lambda name: name not in {".", "..", "rolec.manifest.json"}), min_size=1
)
HASHES = st.text("0123456789abcdef", min_size=64, max_size=64)


@st.composite
def manifests(draw):
    paths = sorted({"/".join(parts) for parts in draw(st.lists(PATHS))})
    files, not_written = {}, []
    for path in paths:
        if draw(st.booleans()):
            references = tuple(sorted(draw(st.sets(st.text()))))
            not_written.append(NotWritten(path=path, references=references))
            continue
        old, new = draw(
            st.tuples(HASHES, HASHES) | st.tuples(HASHES, st.none()) | st.tuples(st.none(), HASHES)
        )
        files[path] = ListedFile(path=path, source=draw(NAMES), old=old, new=new)
    return Manifest(folder="", files=files, not_written=tuple(not_written))


@given(manifests())
def test_a_manifest_is_read_back_as_what_it_was(manifest):
    text = render_manifest(manifest)
    assert parse_manifest(text) == manifest
    assert len(text.split("\n")) == len(manifest.files) + len(manifest.not_written) + 3


def test_the_text():
    manifest = Manifest(
        folder="production",
        files={
            "role.b.tf": ListedFile(path="role.b.tf", source="b.yaml", old="1", new="2"),
            "role.a.tf": ListedFile(path="role.a.tf", source="a.yaml", old="1", new="1"),
            "role.c.tf": ListedFile(path="role.c.tf", source="c.yaml", old=None, new="3"),
        },
        not_written=(NotWritten(path="json/role/a/trust.json", references=("var.b", "var.a")),),
    )
    assert render_manifest(manifest) == (
        '[{"generated_by": "rolec, do not edit", "folder": "production"}\n'
        ',{"path": "json/role/a/trust.json", "not_written": ["var.a", "var.b"]}\n'
        ',{"path": "role.a.tf", "source": "a.yaml", "sha256": "1"}\n'
        ',{"path": "role.b.tf", "source": "b.yaml", "old": "1", "new": "2"}\n'
        ',{"path": "role.c.tf", "source": "c.yaml", "new": "3"}\n'
        "]\n"
    )
    assert not manifest.settled


@pytest.mark.parametrize(
    "record",
    [
        {"path": "../a", "source": "", "sha256": "1"},
        {"path": "/a", "source": "", "sha256": "1"},
        {"path": "team/rolec.manifest.json", "source": "", "sha256": "1"},
        {"path": "\ud800", "source": "", "sha256": "1"},
        {"path": 7, "source": "", "sha256": "1"},
        {"path": "a", "source": "", "sha256": 7},
        {"path": "a", "source": ""},
        {"path": "a", "sha256": "1"},
        {"path": "a", "not_written": [7]},
        [],
    ],
)
def test_a_line_that_means_nothing_makes_it_none(record):
    head = json.loads(render_manifest(Manifest(folder="")))
    assert parse_manifest(json.dumps([*head, record])) is None


def test_a_path_stands_once():
    head = json.loads(render_manifest(Manifest(folder="")))
    line = {"path": "a", "source": "", "sha256": "1"}
    assert parse_manifest(json.dumps([*head, line]))
    assert parse_manifest(json.dumps([*head, line, line])) is None


@given(st.text())
def test_any_other_text_is_none(text):
    assert parse_manifest(text) is None


@given(NAMES)
def test_a_temporary_name_stands_for_its_file(name):
    assert target_name(temporary_name(name)) == name
    assert temporary_name(name).startswith(".")


@pytest.mark.parametrize(
    "path", ["", ".", "..", "/", "/a", "a/", "a//b", "a/..", "../a", "a\0", "a\\b"]
)
def test_a_path_that_leads_outside_is_told(path):
    assert not is_inside(path)
    assert is_inside("a/b.c/..d")
