"""What is written reads back, in any YAML parser, as what was meant."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from rolec.adopt.yaml_text import scalar, yaml_text
from rolec.load.load import load
from rolec.load.node import plain
from rolec.source.file import SourceFile

ANY = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
LIKELY = st.text(alphabet="aeon:# -'\"{}[],&*!|>%@`\n\t\\~?.=019<T", max_size=12)
TEXTS = ANY | LIKELY
KEYS = TEXTS.filter(bool)
VALUES = st.recursive(
    TEXTS | st.booleans(),
    lambda inner: (
        st.lists(inner, max_size=3).map(tuple) | st.dictionaries(KEYS, inner, max_size=3)
    ),
    max_leaves=8,
)
HOSTILE = [
    "",
    " ",
    "a ",
    " a",
    "yes",
    "No",
    "null",
    "~",
    "true",
    "012345678901",
    "2027-01-31",
    "1e3",
    "1:30",
    ".inf",
    "0x10",
    "<<",
    "=",
    "- a",
    "a: b",
    "a #b",
    "#",
    "${aws:username}",
    "arn:aws:iam::111122223333:role/x",
    "a:",
    "'",
    '"}\n${file("/etc/passwd")}',
    "\x85\u2028\u2029\ufeff\x7f\x1b[31m",
    "---",
    "...",
    "%YAML",
    "@",
    "\U0001f600",
    "\U000e0041",
]


def plainly(value: object) -> object:
    match value:
        case tuple():
            return [plainly(item) for item in value]
        case dict():
            # Other readers of YAML take this one key for true.
            return {True if key == "on" else key: plainly(item) for key, item in value.items()}
        case _:
            return value


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_stays_itself(text):
    assert yaml.safe_load(scalar(text)) == text
    assert yaml.safe_load(f"[{scalar(text)}]") == [text] or "," in text
    assert "\x1b" not in scalar(text)


@given(st.dictionaries(KEYS, VALUES, min_size=1, max_size=4))
def test_yaml_reads_back_what_was_written(fields):
    assert yaml.safe_load(yaml_text(fields)) == plainly(fields)


@given(st.dictionaries(KEYS, TEXTS.filter(bool), min_size=1, max_size=4))
def test_rolec_reads_back_what_was_written(fields):
    loaded = load(SourceFile("new.yaml", yaml_text(fields)))
    controls = any(not c.isprintable() for c in "".join([*fields, *fields.values()]))
    if loaded.value is None:
        assert controls or "<<" in fields, loaded.diagnostics
    else:
        assert plain(loaded.value[0]) == fields


@pytest.mark.parametrize(
    "text", ["web", "Web servers on EC2 read photos from S3.", "acme/web", "release/*", "it's"]
)
def test_ordinary_text_needs_no_quotes(text):
    assert scalar(text) == text
