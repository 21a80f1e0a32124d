"""The lints take AWS's own policies: every error in them is listed, with the reason why it is right."""

from __future__ import annotations

from pathlib import Path

import pytest

from rolec.catalog.managed_document import managed_policy
from rolec.catalog.managed_policy import managed_policy_paths
from rolec.diagnostics.level import Level
from rolec.lint.facts import Facts
from rolec.lint.json_document import JsonDocument
from rolec.lint.run import all_lints, lint_json
from rolec.policy.policy_text import Kind
from rolec.read.json_text import read_json
from rolec.source.file import SourceFile

LIST = Path(__file__).parent / "managed_policy_findings.txt"


@pytest.fixture(scope="module")
def found():
    """The codes of errors by policy, and the names of policies by code of any finding."""
    errors: dict[tuple[str, str], str] = {}
    policies: dict[str, set[str]] = {}
    for name in managed_policy_paths():
        read = read_json(SourceFile(name, managed_policy(name).document))
        for each in lint_json(JsonDocument(read.value, Kind.IDENTITY), Facts()):
            policies.setdefault(each.code.name, set()).add(name)
            if each.level is Level.ERROR:
                errors.setdefault((name, each.code.id), each.message)
    return errors, policies


def _listed() -> dict[tuple[str, str], str]:
    lines = LIST.read_text("utf-8").splitlines()
    rows = (line.split(maxsplit=2) for line in lines if not line.startswith("#"))
    return {(name, code): reason for name, code, reason in rows}


def test_every_error_is_listed_and_every_line_is_an_error(found):
    errors, _ = found
    listed = _listed()
    assert {key: errors[key] for key in errors.keys() - listed.keys()} == {}
    assert listed.keys() - errors.keys() == set()


def test_few_lints_of_the_catalogue_find_something_in_a_tenth_of_them(found):
    _, policies = found
    of_catalogue = {lint.name for lint in all_lints() if lint.of_catalogue}
    tenth = len(managed_policy_paths()) / 10
    often = {name for name in of_catalogue if len(policies.get(name, ())) > tenth}
    assert often == {"action-on-other-resources", "write-on-everything"}


def test_what_aws_retired_is_a_warning_of_its_own(found):
    errors, policies = found
    assert len(policies["retired-action"]) > 20
    assert not [message for message in errors.values() if "retired" in message]
