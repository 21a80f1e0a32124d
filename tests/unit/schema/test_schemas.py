"""The schema files themselves: every field is explained, and every example is true."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from rolec.load.load import load
from rolec.load.node import plain
from rolec.schema.flow import flow
from rolec.schema.store import DOCUMENTS, PROJECT, kinds, names, schema
from rolec.schema.validator import mistakes
from rolec.source.file import SourceFile
from rolec.validate.closures import fits
from support.documents import document
from support.tree import tree


def rules_in(rules) -> Iterator[dict]:
    """``rules`` and all rules inside."""
    yield rules
    for rule in ("many", "keysrules", "valuesrules", "unresolved"):
        if rule in rules:
            yield from rules_in(rules[rule])
    if "schema" in rules:
        inside = [rules["schema"]] if "list" in rules["type"] else rules["schema"].values()
        for inner in inside:
            yield from rules_in(inner)


def fields_of(name: str) -> Iterator[tuple[str, dict]]:
    for field, rules in schema(name).fields.items():
        yield field, rules
        for inner in rules_in(rules):
            if "schema" in inner and "dict" in inner["type"]:
                yield from inner["schema"].items()


FIELDS = [(name, field, rules) for name in names() for field, rules in fields_of(name)]


@pytest.mark.parametrize(("name", "field", "rules"), FIELDS, ids=lambda x: str(x)[:40])
def test_a_field_is_explained(name, field, rules):
    meta = rules.get("meta", {})
    assert meta, (name, field)
    assert meta["summary"].endswith(".")
    assert "example" in meta
    known = [
        "summary",
        "example",
        "form",
        "since",
        "deprecated",
        "forces_replacement",
        "terraform",
    ]
    assert meta.keys() <= set(known)


@pytest.mark.parametrize("name", names())
def test_examples_are_valid(name):
    for field, rules in schema(name).fields.items():
        example = text_only(rules["meta"]["example"])
        # A fitting document around the example; nothing that it excludes stands beside it.
        for seed in range(3):
            made = document(name, random(f"{name}{seed}"), forced={field: example})
            assert not mistakes(made, name), (field, example)
            assert fits(tree(made), name)


@pytest.mark.parametrize("name", names())
def test_examples_are_yaml(name):
    for field, rules in schema(name).fields.items():
        example = rules["meta"]["example"]
        read = load(SourceFile("example.yaml", f"{field}: {flow(example)}\n")).value
        assert read is not None
        assert plain(read[0]) == {field: text_only(example)}


def test_every_regex_is_said_in_words():
    for name, field, rules in FIELDS:
        for inner in rules_in(rules):
            assert "regex" not in inner or inner.get("meta", {}).get("form"), (name, field)


def test_no_regex_is_anchored_or_means_other_in_javascript():
    for name, field, rules in FIELDS:
        for inner in rules_in(rules):
            pattern = inner.get("regex", "")
            assert not pattern.startswith("^"), (name, field)
            assert not re.search(r"\\[ZAbdw]|\(\?[PiLmsux<#]", pattern), (name, field)


def test_a_kind_has_the_field_that_names_it():
    for family in ("trust", "permission"):
        for kind in kinds(family):
            assert schema(f"{family}/{kind}").fields[kind]["required"]


def test_a_document_has_the_field_that_names_it():
    for name in DOCUMENTS:
        assert schema(name).fields[name]["required"]
    assert PROJECT in names()


def text_only(value):
    match value:
        case dict():
            return {key: text_only(inner) for key, inner in value.items()}
        case list():
            return [text_only(inner) for inner in value]
        case bool():
            return "true" if value else "false"
        case _:
            return str(value)


def random(seed: str):
    from random import Random

    return Random(seed)
