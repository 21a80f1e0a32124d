"""A fault in what is written is stopped: each of these is one, planted alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rolec.emit import json_document
from rolec.emit.emit import emit
from rolec.emit.hcl import hcl as hcl_module
from rolec.emit.targets import terraform
from rolec.ir import tree
from rolec.ir.document import Document, patterns
from rolec.ir.module import Module, PolicyForm, TerraformSettings
from rolec.ir.text import text
from rolec.verify.verify import verify
from support.module import MODULE, TRUST

ROLE = "role.web.tf"
INLINE = "json/role/web/inline/own.json"

EDITS = {
    "condition lost": (ROLE, '            "sts:ExternalId" = [\n              "a",\n              "b",\n            ]\n', ""),
    "one of two conditions lost": (ROLE, '          Null = {\n            "aws:TokenIssueTime" = "false"\n          }\n', ""),
    "value dropped from a list": (ROLE, '              "b",\n', ""),
    "condition value changed": (ROLE, '"aws:TokenIssueTime" = "false"', '"aws:TokenIssueTime" = "true"'),
    "operator changed": (ROLE, "StringEquals = {", "StringLike = {"),
    "condition key changed": (ROLE, '"sts:ExternalId"', '"aws:ExternalId"'),
    "Sid lost": (ROLE, '        Sid       = "Own"\n', ""),
    "Sid changed": (ROLE, '"Own"', '"Owned"'),
    "Id lost": (ROLE, '    Id      = "p"\n', ""),
    "NotAction became Action": (ROLE, "NotAction =", "Action ="),
    "NotResource became Resource": (ROLE, "NotResource =", "Resource ="),
    "action lost": (ROLE, '          "sts:TagSession",\n', ""),
    "Effect flipped": (ROLE, '= "Deny"', '= "Allow"'),
    "JSON Effect flipped": (INLINE, '"Effect": "Allow"', '"Effect": "Deny"'),
    "Version lost": (ROLE, '    Version = "2012-10-17"\n    Id', "    Id"),
    "older Version": (INLINE, "2012-10-17", "2008-10-17"),
    "principal lost": (ROLE, '          AWS     = "111122223333"\n', ""),
    "principal type changed": (ROLE, "          AWS     =", "          Federated ="),
    "principal changed": (ROLE, '"111122223333"', '"111122223334"'),
    "tag lost": (ROLE, '    team  = "web"\n', ""),
    "tag changed": (ROLE, "    owner = var.owner\n", "    owner = var.bucket\n"),
    "path lost": (ROLE, '  path                  = "/app/"\n', ""),
    "name changed": (ROLE, '  name                  = "web"\n', '  name                  = "web2"\n'),
    "description lost": (ROLE, '  description           = "Reads $\\u007bphotos}"\n', ""),
    "duration changed": (ROLE, "7200", "3600"),
    "boundary lost": (ROLE, "  permissions_boundary  = aws_iam_policy.shared.arn\n", ""),
    "boundary of another policy": (ROLE, "aws_iam_policy.shared.arn", "aws_iam_policy.other.arn"),
    "boundary by value": (ROLE, "aws_iam_policy.shared.arn", '"aws_iam_policy.shared.arn"'),
    "detaching lost": (ROLE, "  force_detach_policies = true\n", ""),
    "escape of a reference lost": (ROLE, "$\\u007bphotos}", "${photos}"),
    "escape of a policy variable lost": (ROLE, "$${aws:username}", "${aws.username}"),
    "escape of a directive lost": (ROLE, "%\\u007bx}", "%%{y}"),
    "escape of a quote lost": (ROLE, 'a\\"\\\\\\n', "a\\\\\\n"),
    "reference became text": (ROLE, "${var.bucket}/", "$\\u007bvar.bucket}/"),
    "reference to another variable": (ROLE, "${var.bucket}/", "${var.owner}/"),
    "inline policy on another role": (ROLE, '  name = "own"\n  role = aws_iam_role.web.name', '  name = "own"\n  role = aws_iam_role.worker.name'),
    "inline policy renamed": (ROLE, '  name = "own"\n', '  name = "owned"\n'),
    "attachment lost": (ROLE, 'resource "aws_iam_role_policy_attachment" "web__ReadOnlyAccess" {\n  role       = aws_iam_role.web.name\n  policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"\n}\n', ""),
    "attachment on another role": (ROLE, "  role       = aws_iam_role.web.name", "  role       = aws_iam_role.worker.name"),
    "attachment of another policy": (ROLE, "policy/ReadOnlyAccess", "policy/AdministratorAccess"),
    "instance profile path lost": (ROLE, '  path = "/p/"\n', ""),
    "instance profile tag lost": (ROLE, '    k = "v"\n', ""),
    "association of another account": (ROLE, '= "sa"', '= "sb"'),
    "association with another role": (ROLE, "role_arn        = aws_iam_role.web.arn", "role_arn        = aws_iam_role.worker.arn"),
    "exclusive without a policy": (ROLE, "[aws_iam_role_policy.web__own.name]", "[]"),
    "exclusive with another policy": (ROLE, "[aws_iam_role_policy.web__own.name]", "[aws_iam_role_policy.worker__own.name]"),
    "output naming another role": (ROLE, "aws_iam_role.web.unique_id", "aws_iam_role.worker.unique_id"),
    "output renamed": (ROLE, 'output "role_web"', 'output "role_www"'),
    "output does not wait": (ROLE, "    aws_iam_role_policy.web__own,\n", ""),
    "output without a profile": (ROLE, "aws_iam_instance_profile.web.arn", "null"),
    "moved from elsewhere": (ROLE, "aws_iam_role.web_before", "aws_iam_role.worker_before"),
    "moved to elsewhere": (ROLE, "  to   = aws_iam_role.web\n", "  to   = aws_iam_role.worker\n"),
    "another resource": (ROLE, "moved {\n  from = aws_iam_role.web_before", 'resource "aws_iam_user" "x" {\n  name = "x"\n}\n\nmoved {\n  from = aws_iam_role.web_before'),
    "another argument": (ROLE, "  force_detach_policies = true\n", '  force_detach_policies = true\n  name_prefix = "x"\n'),
    "argument twice": (ROLE, "  force_detach_policies = true\n", "  force_detach_policies = true\n  force_detach_policies = true\n"),
    "two arguments on a line": (ROLE, "= 7200\n", "= 7200 "),
    "line end in a string": (ROLE, "Reads ", "Reads\n "),
    "JSON key twice": (INLINE, '      "Sid": "Own",\n', '      "Sid": "Own",\n      "Sid": "Own",\n'),
    "JSON value changed": (INLINE, "arn:aws:s3:::photos/", "arn:aws:s3:::fotos/"),
    "JSON with a reference": (INLINE, "arn:aws:s3:::photos/", "${var.bucket}/"),
    "JSON cut short": (INLINE, "  ]\n}\n", "  ]\n"),
    "variable lost": ("rolec.tf", 'variable "owner" {\n  type = string\n}\n', ""),
    "variable of another type": ("rolec.tf", 'variable "owner" {\n  type = string\n}\n', 'variable "owner" {\n  type = number\n}\n'),
    "provider version changed": ("rolec.tf", 'version = ">= 5.', 'version = ">= 4.'),
    "provider of another URL": ("oidc_provider.ci.tf", "ci.example", "ci.example.org"),
    "audience lost": ("oidc_provider.ci.tf", '["sts"]', "[]"),
    "metadata changed": ("saml_provider.idp.xml", "<xml/>", "<xml></xml>"),
    "metadata of another provider": ("saml_provider.idp.tf", "saml_provider.idp.xml", "saml_provider.x.xml"),
    "import of another role": ("imports.tf", 'id = "web"', 'id = "worker"'),
    "import of another policy": ("imports.tf", "web:own", "web/own"),
}  # fmt: skip


@pytest.mark.parametrize("fault", EDITS)
def test_what_is_written_wrong_is_stopped(fault):
    path, old, new = EDITS[fault]
    files = written(MODULE)
    assert old in files[path], "the fault has to be planted"
    files[path] = files[path].replace(old, new, 1)
    assert verify(MODULE, files, [path]) != ()


PATCHES = {
    "no conditions": (tree, "_conditions", lambda _: {}),
    "Action for NotAction": (tree, "_patterns", lambda name, found: {name: list(found.items)}),
    "Action and Resource swapped": (
        tree,
        "_patterns",
        lambda name, found, real=tree._patterns: real(
            {"Action": "Resource", "Resource": "Action"}[name], found
        ),
    ),
    "first principal alone": (
        tree,
        "_principals",
        lambda found, real=tree._principals: real(found[:1]),
    ),
    "no escapes": (hcl_module, "body", lambda found: found.replace('"', '\\"')),
    "escaped references": (hcl_module, "_traversal", lambda found: f'"{found}"'),
    "first value of a list": (
        hcl_module,
        "_list",
        lambda items, pad, real=hcl_module._list: real(items[:1], pad),
    ),
    "no moves": (terraform, "moves", lambda _: []),
    "no variables": (terraform, "variables", lambda *_: []),
    "empty objects": (hcl_module, "_object", lambda _entries, _pad: "{}"),
    "values unknown": (json_document, "_string", lambda _: '""'),
}


@pytest.mark.parametrize("fault", PATCHES)
def test_an_emitter_that_is_wrong_is_stopped(fault, monkeypatch):
    monkeypatch.setattr(*PATCHES[fault])
    files = written(MODULE)
    monkeypatch.undo()
    assert verify(MODULE, files, files.keys()) != ()


LOSSES = {
    "tags": {"tags": ()},
    "boundary": {"permissions_boundary": None},
    "inline policies": {"inline_policies": ()},
    "attachments": {"attachments": ()},
    "instance profile": {"instance_profile": None},
    "associations": {"pod_identity_associations": ()},
    "exclusive": {"exclusive": False},
    "moved from": {"moved_from": ()},
    "description": {"description": None},
    "duration": {"max_session_duration": None},
    "path": {"path": text("/")},
    "label": {"label": "other"},
}


@pytest.mark.parametrize("loss", LOSSES)
def test_an_emitter_that_forgets_is_stopped(loss):
    forgotten = replace(MODULE, roles=(replace(MODULE.roles[0], **LOSSES[loss]), MODULE.roles[1]))
    files = written(forgotten)
    assert verify(MODULE, files, files.keys()) != ()


@pytest.mark.parametrize("path", [ROLE, "policy.shared.tf", INLINE, "saml_provider.idp.xml"])
def test_a_file_that_is_missing_is_noticed_though_nothing_changed(path):
    files = written(MODULE)
    del files[path]
    assert verify(MODULE, files, []) == (f"{path}: is not written",)


def test_a_file_too_many_is_noticed():
    files = written(MODULE) | {"role.other.tf": ""}
    assert verify(MODULE, files, []) == ("role.other.tf: is not meant",)


@pytest.mark.parametrize("form", PolicyForm)
def test_nothing_is_wrong_with_what_is_right(form):
    module = replace(MODULE, settings=TerraformSettings(policies=form))
    files = written(module)
    assert verify(module, files, files.keys()) == ()


def test_a_policy_from_the_file_of_another_role_is_stopped():
    other = replace(TRUST.statements[0], actions=patterns((text("sts:AssumeRole"),)))
    roles = (MODULE.roles[0], replace(MODULE.roles[1], trust=Document((other,))))
    module = replace(MODULE, roles=roles, settings=TerraformSettings(policies=PolicyForm.FILE))
    files = written(module)
    files[ROLE] = files[ROLE].replace("json/role/web/trust.json", "json/role/worker/trust.json")
    assert verify(module, files, [ROLE]) != ()


def written(module: Module) -> dict[str, str]:
    return {path: file.text for path, file in emit(module, imports=True).files.items()}
