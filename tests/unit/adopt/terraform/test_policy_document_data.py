"""Policy documents of Terraform that are put together of others; the AWS provider says the same (tests/oracle)."""

from __future__ import annotations

import json

import pytest

from rolec.adopt.terraform.module import TerraformModule
from rolec.adopt.unknown import UnknownError
from rolec.read.hcl.parse import read_hcl
from rolec.read.value import Traversal
from rolec.source.file import SourceFile
from rolec.source.span import NOWHERE

OLD = '{ Version = "2008-10-17", Id = "old", Statement = [{ Effect = "Deny", Action = "s3:*", Resource = "*" }] }'
NEW = OLD.replace("2008-10-17", "2012-10-17").replace('"old"', '"new"')
NAMELESS = OLD.replace('"old"', '""')
CASES = {
    'version = "2008-10-17"': ("2008-10-17", None),
    f'version = "2008-10-17"\nsource_policy_documents = [jsonencode({NEW})]': ("2012-10-17", "new"),
    f'policy_id = "own"\nsource_policy_documents = [jsonencode({NEW})]': ("2012-10-17", "own"),
    f"source_policy_documents = [jsonencode({OLD}), jsonencode({NAMELESS})]": ("2012-10-17", "old"),
    f'policy_id = "own"\nversion = "2008-10-17"\noverride_policy_documents = [jsonencode({OLD})]': ("2008-10-17", "old"),
    f'version = "2008-10-17"\noverride_json = jsonencode({NEW})': ("2012-10-17", "new"),
}  # fmt: skip


@pytest.mark.parametrize("arguments", CASES)
def test_a_document_has_the_highest_version_and_the_last_id(arguments):
    found = json.loads(_document(arguments))
    assert (found["Version"], found.get("Id")) == CASES[arguments]


def test_of_a_version_that_is_a_reference_nobody_knows_if_it_is_the_highest():
    with pytest.raises(UnknownError, match="the version of a policy document"):
        _document(f"version = var.version\nsource_policy_documents = [jsonencode({OLD})]")


def _document(arguments):
    text = f'data "aws_iam_policy_document" "d" {{\n{arguments}\nstatement {{\nactions = ["s3:*"]\nresources = ["*"]\n}}\n}}\n'
    module = TerraformModule([read_hcl(SourceFile("main.tf", text)).value], {}, lambda _: None, {})
    reference = Traversal("data.aws_iam_policy_document.d.json", NOWHERE)
    return module.expressions.value(reference, {})
