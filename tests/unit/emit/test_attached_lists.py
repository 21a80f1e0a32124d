"""A list of managed policies is one resource of Terraform, for each of its items."""

from __future__ import annotations

import pytest

from rolec.emit.emit import emit
from rolec.verify.verify import verify
from support.project import modules

SPEC = """\
role: web
exclusive: true
moved_from: old
trust: [{{aws_service: ec2}}]
{role}
permissions:
  - managed_policy: AmazonS3ReadOnlyAccess
  - managed_policy: ${{var.arns[*]}}
{entry}
"""
NAME = "aws_iam_role_policy_attachment"


def files(folder, *, role="", entry=""):
    [module] = modules(folder, {"web.yaml": SPEC.format(role=role, entry=entry)}).values()
    found = {path: each.text for path, each in emit(module, imports=True).files.items()}
    assert verify(module, found, found.keys()) == ()
    return found


@pytest.mark.parametrize(
    ("given", "items"),
    [
        ({}, "var.arns[*]"),
        ({"entry": "    enabled: ${var.on}"}, "var.on ? var.arns[*] : []"),
        ({"role": "enabled: ${var.on}"}, "var.on ? var.arns[*] : []"),
    ],
    ids=["always", "entry", "role"],
)
def test_for_each_of_its_items(given, items, tmp_path):
    found = files(tmp_path, **given)
    written, taken = (" ".join(found[each].split()) for each in ("role.web.tf", "imports.tf"))
    at = "[0]" if "role" in given else ""
    assert (
        f'resource "{NAME}" "web__arns" {{ for_each = toset({items})'
        f" role = aws_iam_role.web{at}.name policy_arn = each.value }}"
    ) in written
    assert f"values({NAME}.web__arns)[*].policy_arn" in written
    assert (
        f"import {{ for_each = toset({items}) to = {NAME}.web__arns[each.value]"
        ' id = "web/${each.value}" }'
    ) in taken
    assert f"moved {{ from = {NAME}.old__arns to = {NAME}.web__arns }}" in written
    # Its keys are those of the list, whatever it is made on.
    assert f"{NAME}.web__arns[0]" not in written
    assert ' variable "arns" { type = any }' in " ".join(found["rolec.tf"].split())


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("toset(var.arns[*])", "toset(var.others[*])"),
        ("each.value", "var.arns[0]"),
        (f", values({NAME}.web__arns)[*].policy_arn", ""),
    ],
)
def test_another_list_is_found(right, wrong, tmp_path):
    [module] = modules(tmp_path, {"web.yaml": SPEC.format(role="", entry="")}).values()
    found = {path: each.text for path, each in emit(module).files.items()}
    assert right in found["role.web.tf"]
    found["role.web.tf"] = found["role.web.tf"].replace(right, wrong)
    assert verify(module, found, found.keys()) != ()


def test_what_another_resource_answers_is_imported_by_hand(tmp_path):
    spec = SPEC.format(role="", entry="").replace("var.arns", "aws_x.y.arns")
    project = "language: 1\naccount: '111122223333'\nterraform: {as: files}\n"
    given = {"rolec.yaml": project, "roles/web.yaml": spec}
    [module] = modules(tmp_path, given).values()
    found = {path: each.text for path, each in emit(module, imports=True).files.items()}
    assert verify(module, found, found.keys()) == ()
    assert f"# {NAME}.web__arns[each.value]: its id has an ARN in it" in found["imports.tf"]
