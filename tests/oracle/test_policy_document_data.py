"""What the AWS provider renders for policy documents is what the reader of Terraform says."""

from __future__ import annotations

import json
from pathlib import Path

from rolec.adopt.expressions.evaluate import Expressions
from rolec.adopt.same_document import normal
from rolec.adopt.terraform.module import TerraformModule
from rolec.read.hcl.parse import read_hcl
from rolec.read.value import Traversal
from rolec.source.file import SourceFile
from rolec.source.span import NOWHERE
from support.aws_provider import needs_aws_provider, run

DOCUMENTS = Path(__file__).parents[1] / "support" / "policy_documents.tf"
NAMES = (
    "plain",
    "trust",
    "dynamic",
    "joined",
    "of_all",
    "counted[1]",
    'each["web"]',
    'each["data"]',
    "old",
    "of_old",
    "overridden",
    "upgraded",
)
ALONE = ("Version", "Id")


@needs_aws_provider
def test_a_document_is_what_the_provider_renders(tmp_path, workspaces, moto):
    text = DOCUMENTS.read_text(encoding="utf-8")
    outputs = "".join(
        f'output "o{number}" {{ value = data.aws_iam_policy_document.{name}.json }}\n'
        for number, name in enumerate(NAMES)
    )
    provider = moto.provider("111122223333", "eu-west-1")
    (tmp_path / "main.tf").write_text(f"{provider}\n{text}\n{outputs}", encoding="utf-8")
    workspaces.prepare(tmp_path)
    run(tmp_path, "apply", "-auto-approve", "-input=false")
    rendered = json.loads(run(tmp_path, "output", "-json"))
    file = SourceFile("main.tf", text)
    module = TerraformModule([read_hcl(file).value], {}, lambda _: None, {})
    for number, name in enumerate(NAMES):
        theirs = json.loads(rendered[f"o{number}"]["value"])
        ours = _ours(module.expressions, name)
        assert normal(ours) == normal(theirs), name
        assert [ours.get(key) for key in ALONE] == [theirs.get(key) for key in ALONE], name


def _ours(expressions: Expressions, name: str):
    reference = Traversal(f"data.aws_iam_policy_document.{name}.json", NOWHERE)
    return json.loads(expressions.value(reference, {}))
