"""Templates of CloudFormation: the short forms of YAML are the long ones of JSON."""

from __future__ import annotations

import json

import pytest

from rolec.load.template import load_template
from rolec.source.file import SourceFile
from rolec.source.key_twice import values_of_key_twice


def loaded(text):
    return load_template(SourceFile("t.yaml", text))


SHORT = {
    "!Ref Bucket": {"Ref": "Bucket"},
    "!GetAtt Role.Arn": {"Fn::GetAtt": ["Role", "Arn"]},
    "!GetAtt [Role, Arn]": {"Fn::GetAtt": ["Role", "Arn"]},
    "!Sub 'a-${B}'": {"Fn::Sub": "a-${B}"},
    "!Join [',', [a, !Ref B]]": {"Fn::Join": [",", ["a", {"Ref": "B"}]]},
    "!If [C, a, !Ref AWS::NoValue]": {"Fn::If": ["C", "a", {"Ref": "AWS::NoValue"}]},
    "!Condition C": {"Condition": "C"},
    "2012-10-17": "2012-10-17",
    "true": "true",
    "'~'": "~",
    "~": None,
}


@pytest.mark.parametrize("short", SHORT)
def test_a_short_form_is_the_long_one(short):
    assert loaded(f"a: {short}\n").value.value == {"a": SHORT[short]}


def test_json_is_read_the_same():
    value = {"Resources": {"A": {"Type": "AWS::IAM::Role", "Properties": {"Path": "/"}}}}
    assert loaded(json.dumps(value, indent=1)).value.value == value


def test_resources_have_lines():
    text = "Parameters: {}\nResources:\n  A:\n    Type: x\n  B: {Type: y}\n"
    assert loaded(text).value.lines == {"A": 3, "B": 5}


def test_a_key_that_stands_twice_has_all_its_values():
    template = loaded("a: 1\nb: 2\na: 3\na: 4\n").value
    assert values_of_key_twice(template.value["a"]) == ("a", ["1", "3", "4"])
    places = [each.primary.span.start for each in template.problems]
    assert [each.code.id for each in template.problems] == ["E0102", "E0102"]
    assert places == [10, 15]


MERGED = {
    "a: &a {x: 1}\nb: {<<: *a, y: 2}\n": {"x": "1", "y": "2"},
    "a: &a {x: 1}\nb: {x: 3, <<: *a}\n": {"x": "3"},
    "a: &a {x: 1, y: 1}\nb: {<<: [{x: 4}, *a]}\n": {"x": "4", "y": "1"},
    "b: {<<: {x: 1}, <<: {y: 2}}\n": {"x": "1", "y": "2"},
    "b: {'<<': x}\n": {"<<": "x"},
}


@pytest.mark.parametrize("text", MERGED)
def test_what_is_merged_is_there_where_nothing_else_is(text):
    template = loaded(text).value
    assert template.value["b"] == MERGED[text]
    assert not template.problems


BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join(9 * ['*' + before])}]\n"
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
WRONG = {
    "a: [1\n": ("E0101", 2),
    "? [a]\n: 1\n": ("E0111", 1),
    BOMB: ("E0107", None),
    "a: 1\nb: {<<: x}\n": ("E0108", 2),
    "a: 1\nb: {<<: !Ref x}\n": ("E0108", 2),
    "a: 1\nb: {<<: [{x: 1}, !X {y: 1}]}\n": ("E0108", 2),
    "[" * 500 + "]" * 500: ("E0109", 1),
}


@pytest.mark.parametrize("text", WRONG)
def test_what_cannot_be_read_is_told_with_its_place(text):
    code, line = WRONG[text]
    (found,) = loaded(text).diagnostics
    assert found.code.id == code
    if line:
        assert text.count("\n", 0, found.primary.span.start) + 1 == line
