"""Schema files are read with their shared rules put in, and mistakes in them are loud."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from rolec.schema import store

CACHED = (
    store.schema,
    store.kinds,
    store.root,
    store._packed,
    store._names_in,
    store._read,
)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder of schemas in place of the real ones."""

    def forget():
        for function in CACHED:
            function.cache_clear()

    forget()
    root = tmp_path / "schemas"
    for name in ("trust", "permission", "value"):
        (root / name).mkdir(parents=True)
    original = store.root.__wrapped__
    monkeypatch.setattr(store, "root", lambda: root)
    yield root
    monkeypatch.setattr(store, "root", store.cache(original))
    for function in CACHED:
        getattr(function, "cache_clear", lambda: None)()


def write(folder, name: str, text: str) -> None:
    (folder / f"{name}.yaml").write_text(text, encoding="utf-8")


def test_shared_rules_are_put_in(folder):
    write(folder, "value/date", "summary: D.\nrules: {type: string, regex: x, meta: {form: f}}\n")
    write(folder, "a", "summary: A.\nfields: {on: {ref: value/date, meta: {summary: S.}}}\n")
    found = store.schema("a").fields["on"]
    assert found == {"type": ("string",), "regex": "x", "meta": {"form": "f", "summary": "S."}}


def test_fields_of_the_family_are_added(folder):
    write(folder, "trust/_entry", "summary: E.\nfields: {a: {type: string}, b: {type: string}}\n")
    write(folder, "trust/x", "summary: X.\nextends: entry\nfields: {b: {type: integer}}\n")
    fields = store.schema("trust/x").fields
    assert (fields["a"]["type"], fields["b"]["type"]) == (("string",), ("integer",))
    assert store.kinds("trust") == ("x",)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("summary: A.\nfields: {a: {type: string, rgex: x}}\n", "no rule"),
        ("summary: A.\nfields: {a: {type: strin}}\n", "no type"),
        ("summary: A.\nfields: {a: {regex: x}}\n", "no type"),
        ("summary: A.\nfields: {a: {many: {type: string}, maxlength: 2}}\n", "beside `many`"),
        ("summary: A.\nfields: {}\nexactly_one: [[a, b]]\n", "unknown field"),
        ("summary: A.\nfeilds: {}\n", "unknown"),
    ],
)
def test_a_wrong_schema_fails_loudly(folder, text, message):
    write(folder, "a", text)
    with pytest.raises(AssertionError, match=message):
        store.schema("a")


def test_the_packed_file_says_the_same(folder):
    real = Path(__file__).parents[3] / "schemas"
    shutil.copytree(real, folder, dirs_exist_ok=True)
    from_yaml = {name: store.schema(name) for name in store.names()}
    packed = json.loads(json.dumps(store.packed()))
    for function in CACHED:
        getattr(function, "cache_clear", lambda: None)()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(store, "_packed", lambda: packed)
        assert {name: store.schema(name) for name in store.names()} == from_yaml


def test_a_kind_that_another_has_as_a_field_is_that_field():
    assert store.kinds_of("trust", ("aws_account", "organization")) == ("aws_account",)
    assert store.kinds_of("trust", ("organization",)) == ("organization",)
    assert store.kinds_of("trust", ("aws_service", "saml")) == ("aws_service", "saml")
    assert store.kinds_of("trust", ("when",)) == ()
