"""Terraform itself says what references to lists are in the policies that are written."""

from __future__ import annotations

import json

import pytest

from rolec.emit.emit import emit
from support.project import modules
from support.terraform import needs_terraform, terraform

SPEC = """\
role: web
trust:
  - statement:
      Effect: Allow
      Action: sts:AssumeRole
      Principal: {AWS: ["${var.x[*]}", "arn:aws:iam::111122223333:root"]}
      Condition: {StringEquals: {"sts:ExternalId": "${var.x[*]}"}}
permissions:
  - inline_policy: own
    statements:
      - {allow: s3:GetObject, on: ["arn:aws:s3:::a", "${var.x[*]}"]}
      - {allow: s3:PutObject, on: "${var.x[*]}"}
"""
ROOT = "arn:aws:iam::111122223333:root"


@needs_terraform
@pytest.mark.parametrize(
    ("given", "items"),
    [(["b", "c"], ["b", "c"]), ([], []), ("b", ["b"]), (None, [])],
    ids=["two", "empty", "no list", "null"],
)
def test_a_list_is_its_items(given, items, tmp_path):
    [module] = modules(tmp_path / "specs", {"web.yaml": SPEC}).values()
    files = emit(module).files
    # Without its provider Terraform knows expressions, and no resource.
    of_resources = files["role.web.tf"].text
    trust, own = (part.partition("\n  })")[0] for part in of_resources.split("= jsonencode(")[1:])
    lines = ['variable "x" {', "  type = any", "}"]
    lines += [
        f'output "{n}" {{\n  value = {each}\n  }}\n}}'
        for n, each in (("trust", trust), ("own", own))
    ]
    (tmp_path / "main.tf").write_text("\n".join(lines), encoding="utf-8")
    (tmp_path / "terraform.tfvars.json").write_text(json.dumps({"x": given}), encoding="utf-8")
    done = terraform("apply", "-auto-approve", "-input=false", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    found = json.loads(terraform("output", "-json", cwd=tmp_path).stdout)
    [statement] = found["trust"]["value"]["Statement"]
    assert statement["Principal"]["AWS"] == [*items, ROOT]
    assert statement["Condition"]["StringEquals"]["sts:ExternalId"] == items
    mixed, alone = found["own"]["value"]["Statement"]
    assert mixed["Resource"] == [*items, "arn:aws:s3:::a"]
    assert alone["Resource"] == items
