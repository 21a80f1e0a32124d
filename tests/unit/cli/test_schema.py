"""`rolec schema` prints what editors and people need."""

from __future__ import annotations

import json

from jsonschema import Draft7Validator

from rolec.cli import main
from rolec.cli.exit_code import ExitCode

SPEC = {"role": "web", "trust": [{"aws_service": "ec2"}]}


def run(*arguments: str) -> int:
    return main.main(["schema", *arguments])


def test_every_name_that_is_listed_is_a_json_schema(capsys):
    assert run() == 0
    names = capsys.readouterr().out.split()
    assert {"spec", "project", "role", "policy", "trusted_entities"} <= set(names)
    for name in names:
        assert run(name) == 0
        Draft7Validator.check_schema(json.loads(capsys.readouterr().out))


def test_the_schema_judges_a_spec(capsys):
    assert run("spec") == 0
    validator = Draft7Validator(json.loads(capsys.readouterr().out))
    assert validator.is_valid(SPEC)
    assert not validator.is_valid({**SPEC, "trusts": []})


def test_a_wrong_name_gets_the_nearest(capsys):
    assert run("rol") == ExitCode.USAGE
    assert "did you mean `role`?" in capsys.readouterr().err


def test_the_reference_names_every_kind(capsys):
    assert run("--reference") == 0
    shown = capsys.readouterr().out
    assert shown.startswith("#")
    assert "aws_service" in shown
