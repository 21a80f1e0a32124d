"""Terraform files to roles with everything that belongs to them."""

from __future__ import annotations

import pytest

from rolec.ir.document import Document
from rolec.ir.role import Attachment, InstanceProfile, PodIdentityAssociation, Tag
from rolec.ir.text import Reference, Text, text
from rolec.read.configuration import Address, Moved, Variable
from rolec.read.terraform import read_terraform
from rolec.source.file import SourceFile

TRUST = """jsonencode({
    Version = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "a" } }]
  })"""
POLICY = """jsonencode({
    Version = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "s3:*", Resource = "*" }]
  })"""
WEB = f"""
resource "aws_iam_role" "web" {{
  name               = "web-server"
  assume_role_policy = {TRUST}
}}
"""


def read(*files, **texts):
    return read_terraform([SourceFile(f"{n}.tf", file) for n, file in enumerate(files)], texts)


def role(*files):
    found = read(WEB, *files)
    assert found.diagnostics == ()
    (one,) = found.roles
    return one


def codes(*files):
    return [d.code.id for d in read(*files).diagnostics]


def test_a_role_alone_has_what_aws_would_give_it():
    one = role()
    assert (one.name, one.label, one.path) == ("web-server", "web", text("/"))
    assert isinstance(one.trust, Document)
    assert (one.description, one.max_session_duration, one.permissions_boundary) == (None,) * 3
    assert (one.force_detach_policies, one.exclusive) == (False, False)


def test_a_role_keeps_its_arguments():
    found = read(
        WEB.replace(
            'name               = "web-server"',
            """name                  = "web"
  path                  = "/app/"
  description           = <<-EOT
    Two
    lines
  EOT
  max_session_duration  = "7200"
  permissions_boundary  = var.boundary
  force_detach_policies = true
  tags                  = { team = "a", "b c" = local.x, n = 1 }""",
        )
    )
    assert found.diagnostics == ()
    (one,) = found.roles
    assert (one.name, one.path.literal, one.description) == ("web", "/app/", text("Two\nlines\n"))
    assert (one.max_session_duration, one.force_detach_policies) == (7200, True)
    assert one.permissions_boundary == Text((Reference("var.boundary"),))
    assert one.tags == (
        Tag("team", text("a")),
        Tag("b c", Text((Reference("local.x"),))),
        Tag("n", text("1")),
    )


def test_null_is_an_argument_that_was_not_written():
    found = read(
        WEB.replace("}\n", "  description = null\n}\n").replace("})\n  desc", "})\n  desc")
    )
    assert found.roles[0].description is None


def test_parts_are_found_in_any_file_by_reference_or_name():
    parts = f"""
resource "aws_iam_role_policy" "a" {{
  name   = "inline"
  role   = aws_iam_role.web.id
  policy = {POLICY}
}}
resource "aws_iam_role_policy_attachment" "b" {{
  role       = "web-server"
  policy_arn = aws_iam_policy.x.arn
}}
resource "aws_iam_instance_profile" "c" {{
  name = aws_iam_role.web.name
  path = "/p/"
  role = "${{aws_iam_role.web.name}}"
  tags = {{ k = "v" }}
}}
resource "aws_eks_pod_identity_association" "d" {{
  cluster_name    = var.cluster
  namespace       = "n"
  service_account = "s"
  role_arn        = aws_iam_role.web.arn
}}
"""
    one = role(parts)
    assert [(p.name, p.label) for p in one.inline_policies] == [("inline", "a")]
    assert one.attachments == (
        Attachment(label="b", policy_arn=Text((Reference("aws_iam_policy.x.arn"),))),
    )
    assert one.instance_profile == InstanceProfile(
        name=text("web-server"), path=text("/p/"), tags=(Tag("k", text("v")),)
    )
    assert one.pod_identity_associations == (
        PodIdentityAssociation(
            label="d",
            cluster_name=Text((Reference("var.cluster"),)),
            namespace="n",
            service_account="s",
        ),
    )


def exclusive(names, arns):
    return f"""
resource "aws_iam_role_policy_attachment" "b" {{
  role       = aws_iam_role.web.name
  policy_arn = "arn:x"
}}
resource "aws_iam_role_policies_exclusive" "web" {{
  role_name    = aws_iam_role.web.name
  policy_names = {names}
}}
resource "aws_iam_role_policy_attachments_exclusive" "web" {{
  role_name   = aws_iam_role.web.name
  policy_arns = {arns}
}}
"""


@pytest.mark.parametrize("arns", ['["arn:x"]', "[aws_iam_role_policy_attachment.b.policy_arn]"])
def test_a_role_is_exclusive_when_all_of_its_policies_are_listed(arns):
    assert role(exclusive("[]", arns)).exclusive


@pytest.mark.parametrize(
    ("names", "arns"), [("[]", "[]"), ('["x"]', '["arn:x"]'), ("[]", '["arn:x", "arn:x"]')]
)
def test_a_list_of_other_policies_is_an_error(names, arns):
    assert codes(WEB, exclusive(names, arns)) == ["E0614"]


def test_one_exclusive_resource_without_the_other_is_an_error():
    alone = exclusive("[]", "[]").partition('resource "aws_iam_role_policy_attachments_ex')[0]
    assert codes(WEB, alone) == ["E0614"]


def test_policies_and_providers_are_read():
    found = read(
        f"""
resource "aws_iam_policy" "p" {{
  name        = "shared"
  path        = "/x/"
  description = "d"
  policy      = {POLICY}
  tags        = {{ a = "b" }}
}}
resource "aws_iam_openid_connect_provider" "ci" {{
  url             = "https://ci.example"
  client_id_list  = ["sts", var.a]
  thumbprint_list = ["ab"]
}}
resource "aws_iam_saml_provider" "idp" {{
  name                   = "idp"
  saml_metadata_document = file("${{path.module}}/idp.xml")
}}
resource "aws_iam_saml_provider" "inline" {{
  name                   = "inline"
  saml_metadata_document = "<y/>"
}}
""",
        **{"idp.xml": "<x/>"},
    )
    assert found.diagnostics == ()
    (policy,) = found.policies
    assert (policy.name, policy.label, policy.path, policy.description) == (
        *("shared", "p", text("/x/")),
        text("d"),
    )
    assert policy.tags == (Tag("a", text("b")),)
    (ci,) = found.oidc_providers
    assert (ci.label, ci.url, ci.thumbprint_list) == ("ci", text("https://ci.example"), ("ab",))
    assert ci.client_id_list == (text("sts"), Text((Reference("var.a"),)))
    assert [(one.name, one.metadata) for one in found.saml_providers] == [
        ("idp", "<x/>"),
        ("inline", "<y/>"),
    ]


def test_old_labels_are_followed_to_the_first():
    moved = """
moved {
  from = aws_iam_role.b
  to   = aws_iam_role.web
}
moved {
  from = aws_iam_role.a
  to   = aws_iam_role.b
}
moved {
  from = aws_iam_policy.web
  to   = aws_iam_policy.x
}
"""
    assert role(moved).moved_from == ("a", "b")
    assert read(moved).moved[0] == Moved("aws_iam_role.b", "aws_iam_role.web")


def test_a_circle_of_moves_ends():
    moved = "moved {\n  from = aws_iam_role.x\n  to = aws_iam_role.web\n}\n"
    back = "moved {\n  from = aws_iam_role.web\n  to = aws_iam_role.x\n}\n"
    assert role(moved, back).moved_from == ("x",)


def test_what_is_not_about_iam_is_kept_apart():
    found = read(
        WEB,
        'terraform {}\nvariable "a" {\n  type = string\n}\noutput "o" {\n  value = 1\n'
        '  depends_on = [aws_iam_role.web]\n}\nresource "aws_s3_bucket" "b" {}\nlocals {\n  a = 1\n}\n'
        'import {\n  to = aws_iam_role.web\n  id = "web"\n}\n',
    )
    assert found.diagnostics == ()
    assert [block.type for block in found.rest] == ["terraform", "resource", "locals"]
    assert found.variables == (Variable("a", "string"),)
    assert [(o.name, o.depends_on) for o in found.outputs] == [("o", ("aws_iam_role.web",))]
    assert [(i.address, i.id.literal) for i in found.imports] == [("aws_iam_role.web", "web")]
    assert found.resources == (Address("aws_iam_role.web"),)


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ("a = 1\n", ["E0610"]),
        ("a = \n", ["E0601"]),
        (WEB + WEB, ["E0603"]),
        (WEB.replace("name  ", "count = 2\n  name  "), ["E0613"]),
        (WEB.replace("name  ", "for_each = a\n  name  "), ["E0613"]),
        (WEB.replace('"web-server"', "upper(var.name)"), ["E0609"]),
        (WEB.replace('"web-server"', "[]"), ["E0610"]),
        (WEB.replace('name               = "web-server"', ""), ["E0610"]),
        (WEB.replace("name  ", 'path = "/"\n  name_prefix = "x"\n  name  '), ["E0610"]),
        (WEB.replace("name  ", "inline_policy {}\n  name  "), ["E0610"]),
        (WEB.replace("name  ", "max_session_duration = 1.5\n  name  "), ["E0610"]),
        (WEB.replace("name  ", 'force_detach_policies = "yes"\n  name  '), ["E0610"]),
        (WEB.replace("name  ", 'tags = merge({ a = "b" }, var.tags)\n  name  '), ["E0609"]),
        ('resource "aws_iam_role_policy_attachment" "a" {\n  policy_arn = "x"\n}\n', ["E0610"]),
        (
            'resource "aws_iam_role_policy_attachment" "a" {\n  role = "x"\n  policy_arn = "x"\n}\n',
            ["E0611"],
        ),
        (
            (
                'resource "aws_iam_saml_provider" "a" {\n  name = "x"\n'
                '  saml_metadata_document = file("x")\n}\n'
            ),
            ["E0612"],
        ),
    ],
)
def test_what_is_not_kept_is_reported(file, expected):
    assert codes(file) == expected


def test_the_parts_of_a_role_that_cannot_be_read_are_not_reported_again():
    part = (
        'resource "aws_iam_role_policy_attachment" "a" {\n'
        '  role = aws_iam_role.web.name\n  policy_arn = "x"\n}\n'
    )
    assert codes(WEB.replace('"web-server"', "[]"), part) == ["E0610"]
    assert codes(WEB.replace("name  ", "count = 1\n  name  "), part.replace("web", "web[0]")) == [
        "E0613"
    ]


def test_a_role_that_cannot_be_read_leaves_the_others():
    wrong = WEB.replace('"web" {', '"wrong" {').replace('"web-server"', "[]")
    assert [one.label for one in read(WEB, wrong, "a = ").roles] == ["web"]


@pytest.mark.parametrize(
    ("written", "name_in_aws", "name_prefix"),
    [
        ("name = var.name", Text((Reference("var.name"),)), None),
        ('name = "${var.a}-x"', Text((Reference("var.a"), "-x")), None),
        ('name_prefix = "web-"', None, text("web-")),
    ],
)
def test_a_name_that_terraform_puts_together_is_kept(written, name_in_aws, name_prefix):
    found = read(WEB.replace('name               = "web-server"', written))
    assert found.diagnostics == ()
    (one,) = found.roles
    assert (one.name_in_aws, one.name_prefix) == (name_in_aws, name_prefix)


@pytest.mark.parametrize(
    ("written", "tags"),
    [("var.tags", ()), ('merge(var.tags, { a = "b" })', (Tag("a", text("b")),))],
)
def test_a_map_that_gives_tags_is_kept(written, tags):
    found = read(WEB.replace("name  ", f"tags = {written}\n  name  "))
    assert found.diagnostics == ()
    assert (found.roles[0].tags_from, found.roles[0].tags) == (
        Text((Reference("var.tags"),)),
        tags,
    )


ATTACHED = """
resource "aws_iam_role_policy_attachment" "a" {{
  {each}
  role       = aws_iam_role.web.name
  policy_arn = {arn}
}}
"""


@pytest.mark.parametrize(
    ("each", "enabled"),
    [
        ("toset(var.x[*])", ()),
        ("toset(var.on ? var.x[*] : [])", ("var.on",)),
        ("toset(var.on && local.b ? var.x[*] : [])", ("var.on", "local.b")),
    ],
)
def test_an_attachment_of_each_item_of_a_list(each, enabled):
    [attachment] = role(ATTACHED.format(each=f"for_each = {each}", arn="each.value")).attachments
    assert attachment.policy_arn == Text((Reference("var.x[*]"),))
    assert attachment.enabled == tuple(Text((Reference(one),)) for one in enabled)


@pytest.mark.parametrize(
    ("each", "arn"),
    [
        ("for_each = toset(var.x[*])", "var.x[0]"),
        ("for_each = toset(var.x)", "each.value"),
        ("for_each = var.x[*]", "each.value"),
        ("for_each = toset(var.on ? var.x[*] : var.y)", "each.value"),
        ("for_each = toset(var.x[*])\n  count = var.on ? 1 : 0", "each.value"),
    ],
)
def test_of_another_set_nobody_knows_how_many_there_are(each, arn):
    assert codes(WEB, ATTACHED.format(each=each, arn=arn)) == ["E0613"]


def test_an_import_of_each_item_of_a_list():
    block = """
import {
  for_each = toset(var.on ? var.x[*] : [])
  to       = aws_iam_role_policy_attachment.a[each.value]
  id       = "web/${each.value}"
}
"""
    [found] = read(block).imports
    assert (found.address, found.items, found.enabled) == (
        "aws_iam_role_policy_attachment.a[each.value]",
        "var.x[*]",
        ("var.on",),
    )
