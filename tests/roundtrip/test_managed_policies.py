"""Every policy that AWS publishes goes through the emitter and the reader unharmed."""

from __future__ import annotations

import json

import pytest
from moto.iam.aws_managed_policies import aws_managed_policies_data

from rolec.emit.emit import emit
from rolec.ir.label import label
from rolec.ir.module import Account, Module
from rolec.ir.role import Policy
from rolec.read.policy_document import read_json_document
from rolec.source.file import SourceFile
from rolec.verify.verify import Job, verify_many


@pytest.fixture(scope="module")
def published() -> dict[str, str]:
    """The documents of AWS's managed policies as JSON, by name."""
    data = json.loads(aws_managed_policies_data)
    return {name: json.dumps(policy["Document"]) for name, policy in data.items()}


@pytest.fixture(scope="module")
def module(published) -> Module:
    return Module(folder="", account=Account(), policies=tuple(_policies(published)))


@pytest.fixture(scope="module")
def files(module) -> dict[str, str]:
    return {path: file.text for path, file in emit(module).files.items()}


def test_all_are_there(published):
    assert len(published) == 1582


def test_each_is_read_back_from_terraform_and_json(module, files):
    assert verify_many([Job(module, files, files.keys())], workers=2) == ()


def test_the_json_says_what_aws_says(published, files):
    for name, text in published.items():
        assert _plain(files[f"json/policy/{name}.json"]) == _plain(text), name


def _policies(published):
    for name, text in published.items():
        document = read_json_document(SourceFile(f"{name}.json", text))
        assert document.diagnostics == ()
        assert document.value is not None
        yield Policy(name=name, label=label(name), document=document.value)


def _plain(text: str) -> dict[str, object]:
    """The document with lists for scalars and sets for lists, by code that knows no IR."""
    policy = json.loads(text)
    statements = policy["Statement"]
    policy["Statement"] = [
        {key: _value(value) for key, value in statement.items()}
        for statement in (statements if isinstance(statements, list) else [statements])
    ]
    return policy


def _value(value: object) -> object:
    match value:
        case dict():
            return {key: _value(item) for key, item in value.items()}
        case list():
            return {str(item).lower() if isinstance(item, bool) else str(item) for item in value}
        case bool():
            return {str(value).lower()}
        case _:
            return {str(value)}
