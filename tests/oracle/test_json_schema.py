"""Editors, as somebody else's JSON Schema validator sees it, and cerberus agree."""

from __future__ import annotations

import re
from functools import cache
from random import Random

import pytest
from jsonschema import Draft7Validator

from rolec.schema.json_schema import SPEC, json_schema
from rolec.schema.store import DOCUMENTS, PROJECT, names, schema
from rolec.schema.validator import mistakes
from support.documents import breaks, document

NAMES = [*DOCUMENTS, PROJECT]


@cache
def editor(name: str) -> Draft7Validator:
    return Draft7Validator(json_schema(name))


@pytest.mark.parametrize("name", [SPEC, *names()])
def test_it_is_a_json_schema(name):
    Draft7Validator.check_schema(json_schema(name))


@pytest.mark.parametrize("name", NAMES)
def test_what_is_valid_is_valid_in_an_editor(name, seed):
    rng = Random(seed)
    for _ in range(40):
        made = document(name, rng)
        assert refusal(name, made) is None, made
        assert refusal(name, native(made)) is None, made
        if name in DOCUMENTS:
            assert refusal(SPEC, made) is None, made


@pytest.mark.parametrize("name", names())
def test_every_rule_has_the_same_verdict(name, seed):
    rng = Random(seed)
    for found in breaks(name):
        for _ in range(2):
            made = found.make(rng)
            if is_judged_alike(made, found.label):
                assert mistakes(made, name)
                assert refusal(name, as_read(made, found.label)) is not None, (found.label, made)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_spec_is_judged_as_the_document_that_it_is(name, seed):
    rng = Random(seed)
    for found in breaks(name):
        made = found.make(rng)
        if is_judged_alike(made, found.label):
            assert refusal(SPEC, as_read(made, found.label)) is not None, (found.label, made)


UNRESOLVED = [
    {"role": "a-${account.name}", "trust": [{"aws_service": "ec2"}]},
    {"role": "a", "path": "/${variables.team}/", "trust": "${variables.trust}"},
    {"role": "a", "trust": [{"aws_service": "ec2"}], "tags": "${variables.tags}"},
    {"role": "a", "trust": [{"aws_service": "ec2"}], "exclusive": "${variables.strict}"},
    {"role": "a", "trust": [{"aws_service": "ec2"}], "max_session_duration": "${variables.d}"},
    {"role": "a", "trust": [{"aws_service": "ec2", "accounts": ["development"]}]},
    {"role": "a", "trust": [{"aws_service": "ec2"}], "overrides": {"production": {"path": "/p/"}}},
    {
        "role": "a",
        "trust": [{"aws_service": "ec2"}],
        "permissions": [{"inline_policy": "p", "document": "policies/p.json"}],
    },
    {"policy": "p", "document": "policies/p.json"},
]


@pytest.mark.parametrize("made", UNRESOLVED, ids=str)
def test_an_editor_takes_what_stands_before_resolving(made):
    assert refusal(SPEC, made) is None


NATIVE = [
    {"role": "a", "trust": [{"aws_service": "ec2"}], "max_session_duration": 3600},
    {"role": "a", "trust": [{"aws_service": "ec2"}], "exclusive": True, "instance_profile": True},
    {"role": "a", "trust": [{"aws_account": 111122223333, "mfa": True}]},
    {
        "role": "a",
        "trust": [{"aws_service": "ec2", "when": {"Bool": {"aws:SecureTransport": True}}}],
        "tags": {"year": 2027},
    },
]


@pytest.mark.parametrize("made", NATIVE, ids=str)
def test_an_editor_takes_numbers_and_booleans(made):
    assert refusal(SPEC, made) is None


NEITHER = [
    {},
    {"rol": "a"},
    {"role": "a"},
    {"role": "a", "trust": []},
    {"role": "a", "trust": [{}]},
    {"role": "a", "trust": [{"aws_service": "ec2", "saml": "okta"}]},
    {"role": "a", "trust": [{"aws_service": "ec2", "organisation": "x"}]},
    {"role": "a", "trust": [{"aws_service": "ec2"}], "max_session_duration": 60},
]


@pytest.mark.parametrize("made", NEITHER, ids=str)
def test_an_editor_refuses_what_rolec_refuses(made):
    assert refusal(SPEC, made) is not None


def test_a_kind_beside_its_field_of_the_same_name():
    entry = {"aws_account": "self", "organization": "o-a1b2c3d4e5"}
    assert refusal(SPEC, {"role": "a", "trust": [entry]}) is None


def test_completion_offers_every_field_of_every_kind():
    entry = json_schema(SPEC)["definitions"]["trust"]["properties"]
    assert set(schema("trust/saml").fields) | set(schema("trust/aws_account").fields) <= set(entry)


def refusal(name: str, made: object) -> object:
    return next(editor(name).iter_errors(made), None)


def is_judged_alike(made: object, label: str) -> bool:
    """Whether JSON Schema can say what is wrong.

    It leaves alone what holds a `${`, which editors see before rolec has put its values
    in; a `document` may be the path of a file for it, and a number in quotes is any number;
    it knows the letters of tags as ASCII only; and in the dialect of Python `$` lets a line
    end follow, which it does not in that of editors.
    """
    text = str(made)
    if re.search(r"[$&]\{|\\n|[0-9]{31}", text) or label == "document.type":
        return False
    return not ("characters" in label and re.search(r"[^\x00-\x7f]|\\u|\\U", text))


def as_read(made: object, label: str) -> object:
    """``made`` as an editor reads it where a number is wrong; it cannot judge its digits."""
    return native(made) if label.endswith((".min", ".max", ".type", ".allowed")) else made


def native(plain: object) -> object:
    """A plain value as an editor reads it: numbers and booleans where they look like it."""
    match plain:
        case dict():
            return {key: native(inner) for key, inner in plain.items()}
        case list():
            return [native(inner) for inner in plain]
        case "true" | "false":
            return plain == "true"
        case str() if re.fullmatch(r"-?(0|[1-9][0-9]{0,30})", plain, re.ASCII):
            return int(plain)
    return plain
