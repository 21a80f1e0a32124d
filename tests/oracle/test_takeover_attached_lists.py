"""Terraform takes over a role with a list of managed policies: it imports each of them, and changes nothing."""

from __future__ import annotations

import json
import re
import shutil

import pytest

from rolec.cli import main
from rolec.cli.exit_code import ExitCode
from support.aws_provider import needs_aws_provider, plan, run

ACCOUNT = "246802468027"
VARIABLES = """\
variable "arns" {
  type = list(string)
}

variable "more" {
  type    = list(string)
  default = null
}

variable "on" {
  type = bool
}
"""
SOURCE = """\
resource "aws_iam_role" "web" {
  name                = "lists-web"
  assume_role_policy  = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }] })
  managed_policy_arns = concat(["arn:aws:iam::aws:policy/ReadOnlyAccess"], var.arns, var.on ? ["arn:aws:iam::aws:policy/AmazonSQSFullAccess"] : [])
}
"""
GIVEN = [
    "arn:aws:iam::aws:policy/AmazonS3FullAccess",
    "arn:aws:iam::aws:policy/AmazonEC2FullAccess",
]


@pytest.fixture(scope="module")
def source(tmp_path_factory, workspaces, moto):
    """The folder in which Terraform made everything, with its state as JSON."""
    folder = tmp_path_factory.mktemp("before")
    (folder / "main.tf").write_text(VARIABLES + SOURCE, encoding="utf-8")
    (folder / "provider.tf").write_text(moto.provider(ACCOUNT, "eu-west-1"), encoding="utf-8")
    _give(folder, GIVEN)
    workspaces.prepare(folder)
    run(folder, "apply", "-auto-approve", "-input=false")
    (folder / "state.json").write_text(run(folder, "show", "-json"), encoding="utf-8")
    return folder


def _give(folder, arns):
    given = {"arns": arns, "on": True}
    (folder / "terraform.tfvars.json").write_text(json.dumps(given), encoding="utf-8")


@needs_aws_provider
@pytest.mark.parametrize("with_state", [False, True], ids=["anew", "with its state"])
def test_each_of_its_policies_is_imported_and_nothing_is_changed(
    with_state, source, tmp_path, workspaces
):
    specs, after = tmp_path / "specs", tmp_path / "after"
    specs.mkdir()
    (specs / "rolec.yaml").write_text("language: 1\nterraform: {as: files}\n", encoding="utf-8")
    state = ["--state", str(source / "state.json")] if with_state else []
    adopt = ["adopt", str(source / "main.tf"), *state, "-o", str(specs)]
    assert main.main(adopt) == ExitCode.OK
    assert main.main(["build", str(specs), "-o", str(after)]) == ExitCode.OK
    (after / "variables.tf").write_text(VARIABLES, encoding="utf-8")
    for name in ("provider.tf", *(["terraform.tfstate"] if with_state else [])):
        shutil.copy(source / name, after)
    shutil.copy(specs / "imports.tf", after)
    _give(after, GIVEN)
    workspaces.prepare(after)
    told = plan(after)
    imported = 4 + (not with_state)
    expected = f"Plan: {imported} to import, 0 to add, 0 to change, 0 to destroy."
    assert re.search(r"Plan: .*", told)[0] == expected
    if not with_state:
        return
    run(after, "apply", "-auto-approve", "-input=false")
    assert plan(after) == ""
    # One more and one less are made and taken away, and the others are left alone.
    (after / "imports.tf").unlink()
    _give(after, [GIVEN[1], "arn:aws:iam::aws:policy/AmazonSNSFullAccess"])
    told = plan(after)
    assert re.search(r"Plan: .*", told)[0] == "Plan: 1 to add, 0 to change, 1 to destroy."


@needs_aws_provider
@pytest.mark.parametrize(
    ("arns", "made"), [(GIVEN, 3), ([], 1), (None, 1), (GIVEN[0], 2)], ids=str
)
def test_of_any_list_there_is_one_for_each_item(arns, made, tmp_path, workspaces, moto):
    specs, built = tmp_path / "specs", tmp_path / "built"
    specs.mkdir()
    spec = (
        "role: new\nexclusive: true\ntrust: [{aws_service: ec2}]\npermissions:\n"
        '  - managed_policy: "${var.arns[*]}"\n'
        '  - {managed_policy: "${var.none[*]}", enabled: "${var.off}"}\n'
    )
    (specs / "new.yaml").write_text(spec, encoding="utf-8")
    assert main.main(["build", str(specs), "-o", str(built)]) == ExitCode.OK
    (built / "provider.tf").write_text(moto.provider(ACCOUNT, "eu-west-1"), encoding="utf-8")
    given = {"arns": arns, "none": GIVEN, "off": False}
    (built / "terraform.tfvars.json").write_text(json.dumps(given), encoding="utf-8")
    workspaces.prepare(built)
    # The two that keep others out are made in any case.
    expected = f"Plan: {made + 2} to add, 0 to change, 0 to destroy."
    assert re.search(r"Plan: .*", plan(built))[0] == expected


RESOURCES = """\
resource "aws_iam_role" "web" {
  name               = "resources-web"
  assume_role_policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }] })
}

resource "aws_iam_role_policy_attachment" "keyed" {
  for_each   = var.on ? toset(var.arns) : []
  role       = aws_iam_role.web.name
  policy_arn = each.value
}

resource "aws_iam_role_policy_attachment" "numbered" {
  count      = length(var.names)
  role       = aws_iam_role.web.name
  policy_arn = "arn:aws:iam::aws:policy/${element(var.names, count.index)}"
}

resource "aws_iam_role_policy_attachment" "mapped" {
  for_each   = { for key, arn in var.by_key : key => arn if key != "none" }
  role       = aws_iam_role.web.name
  policy_arn = each.value
}
"""
KINDS = (
    VARIABLES
    + """
variable "names" {
  type = list(string)
}

variable "by_key" {
  type = map(string)
}
"""
)
ALL_KINDS = {
    "arns": GIVEN,
    "on": True,
    "names": ["AmazonSNSFullAccess", "AmazonSQSFullAccess"],
    "by_key": {
        "a": "arn:aws:iam::aws:policy/ReadOnlyAccess",
        "none": "arn:aws:iam::aws:policy/None",
    },
}


@needs_aws_provider
@pytest.mark.parametrize("with_state", [False, True], ids=["anew", "with its state"])
def test_what_resources_attach_of_a_list_is_imported_or_moved_and_nothing_is_changed(
    with_state, tmp_path, workspaces, moto
):
    before, specs, after = (tmp_path / name for name in ("before", "specs", "after"))
    account = f"24680246802{with_state:d}"
    for each in (before, specs, after):
        each.mkdir()
    for each in (before, after):
        (each / "provider.tf").write_text(moto.provider(account, "eu-west-1"), encoding="utf-8")
        (each / "terraform.tfvars.json").write_text(json.dumps(ALL_KINDS), encoding="utf-8")
    (before / "main.tf").write_text(KINDS + RESOURCES, encoding="utf-8")
    workspaces.prepare(before)
    run(before, "apply", "-auto-approve", "-input=false")
    (before / "state.json").write_text(run(before, "show", "-json"), encoding="utf-8")
    (specs / "rolec.yaml").write_text("language: 1\nterraform: {as: files}\n", encoding="utf-8")
    state = ["--state", str(before / "state.json")] if with_state else []
    assert main.main(["adopt", str(before / "main.tf"), *state, "-o", str(specs)]) == ExitCode.OK
    assert main.main(["build", str(specs), "-o", str(after)]) == ExitCode.OK
    (after / "variables.tf").write_text(KINDS, encoding="utf-8")
    taken = [specs / "adopted.tf", specs / "imports.tf"]
    for each in (*taken, *([before / "terraform.tfstate"] if with_state else [])):
        shutil.copy(each, after)
    workspaces.prepare(after)
    told = plan(after)
    assert told.count("has moved to") == (5 if with_state else 0)
    imported = "" if with_state else "6 to import, "
    expected = f"Plan: {imported}0 to add, 0 to change, 0 to destroy."
    assert re.search(r"Plan: .*", told)[0] == expected
