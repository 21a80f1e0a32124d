"""What Terraform does with a role, and no spec says, is told beside it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

TRUST = 'jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { %s } }] })'
ROLE = f"""\
resource "aws_iam_role" "web" {{
  name = "web"
  assume_role_policy = {TRUST % 'Service = "ec2.amazonaws.com"'}
  %s
}}
"""
READ = 'jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "*" }] })'
POLICY = f'resource "aws_iam_policy" "p" {{\n  name = "p"\n  policy = {READ}\n  %s\n}}\n'
ATTACHED = """
resource "aws_iam_role_policy_attachment" "p" {
  role       = aws_iam_role.web.name
  policy_arn = %s
  %s
}
"""
PROVIDER = f"""
resource "aws_iam_openid_connect_provider" "ci" {{
  url            = "https://ci.example.com"
  client_id_list = ["ci"]
  %s
}}
resource "aws_iam_role" "web" {{
  name = "web"
  assume_role_policy = {(TRUST % "Federated = aws_iam_openid_connect_provider.ci.arn").replace("AssumeRole", "AssumeRoleWithWebIdentity").replace("Principal", 'Condition = { StringEquals = { "ci.example.com:aud" = "ci" } }, Principal')}
}}
"""
ARN = '"arn:aws:iam::aws:policy/ReadOnlyAccess"'
LIFECYCLE = "lifecycle {\n %s\n }"


@pytest.fixture
def told(adopt):
    def told_(text):
        Path("report.json").unlink(missing_ok=True)
        Path("main.tf").write_text(text, encoding="utf-8")
        adopt("main.tf")
        (role,) = json.loads(Path("report.json").read_text(encoding="utf-8"))["roles"]
        return role["status"], role["reason"]

    return told_


@pytest.mark.parametrize(
    ("argument", "aside"),
    [
        (
            LIFECYCLE % "ignore_changes = [assume_role_policy]",
            "it has `lifecycle { ignore_changes = [assume_role_policy] }`, which no spec says",
        ),
        (
            LIFECYCLE % "prevent_destroy = true",
            "it has `lifecycle { prevent_destroy = true }`, which no spec says",
        ),
        (
            LIFECYCLE % "precondition {\n condition = var.x\n error_message = var.y\n }",
            "it has a `precondition` in `lifecycle`, which no spec says",
        ),
        ("depends_on = [aws_s3_bucket.b]", "it has `depends_on = [aws_s3_bucket.b]`, which no spec says"),
        (
            'provisioner "local-exec" {\n command = "true"\n }',
            "it has `provisioner local-exec`, which no spec says",
        ),
        ("provider = aws.other", "its provider is aws.other: the specs are for the account of that"),
        ('provider = "aws.other"', "its provider is aws.other: the specs are for the account of that"),
    ],
)  # fmt: skip
def test_how_a_role_is_made_is_told(told, argument, aside):
    assert told(ROLE % argument) == ("equal", aside)


@pytest.mark.parametrize(
    "argument",
    [
        "provider = aws",
        "depends_on = []",
        LIFECYCLE % "ignore_changes = []\nprevent_destroy = false",
        "inline_policy = []",
        "nothing = null",
    ],
)
def test_what_does_nothing_is_not_told(told, argument):
    assert told(ROLE % argument) == ("equal", None)


@pytest.mark.parametrize(
    ("argument", "note"),
    [
        ('tags_all = { a = "b" }', 'its `tags_all` is { a = "b" }, which no spec says'),
        ('policies = ["a"]', 'its `policies` is ["a"], which no spec says'),
        ("policy {\n }", "its block `policy` is no part of a spec"),
        (
            'dynamic "policy" {\n for_each = []\n content {\n }\n }',
            "its block `policy` is no part of a spec",
        ),
    ],
)
def test_what_is_not_known_of_a_role_is_told(told, argument, note):
    assert told(ROLE % argument) == ("equal-in-access", note)


def test_how_an_attached_policy_is_made_is_told(told):
    text = ROLE % "" + POLICY % (LIFECYCLE % "prevent_destroy = true")
    status, reason = told(text + ATTACHED % ("aws_iam_policy.p.arn", ""))
    assert status == "equal"
    assert reason.startswith("of aws_iam_policy.p: it has `lifecycle { prevent_destroy = true }`")


def test_how_a_boundary_is_made_is_told(told):
    boundary = ROLE % "permissions_boundary = aws_iam_policy.p.arn"
    status, reason = told(boundary + POLICY % 'tags_all = { a = "b" }')
    assert status == "equal-in-access"
    assert reason.startswith("of aws_iam_policy.p: its `tags_all` is")


def test_how_an_identity_provider_is_made_is_told(told):
    status, reason = told(PROVIDER % (LIFECYCLE % "prevent_destroy = true"))
    assert status == "equal"
    assert reason.startswith("of aws_iam_openid_connect_provider.ci: it has `lifecycle")


IN_IRELAND = 'provider "aws" {\n  region = "eu-west-1"\n}\n'
ELSEWHERE = 'provider "aws" {\n  alias = "other"\n  region = "us-east-1"\n  %s\n}\n'


def test_a_part_that_another_provider_makes_is_told(told):
    providers = IN_IRELAND + ELSEWHERE % ""
    status, reason = told(providers + ROLE % "" + ATTACHED % (ARN, "provider = aws.other"))
    assert status == "equal-in-access"
    assert "of aws_iam_role_policy_attachment.p: its provider is not that of the role" in reason


@pytest.mark.parametrize(
    "providers",
    [
        "",
        ELSEWHERE % "",
        IN_IRELAND + ELSEWHERE % 'profile = "other"',
        IN_IRELAND
        + ELSEWHERE % 'assume_role {\n role_arn = "arn:aws:iam::111122223333:role/r"\n }',
    ],
)
def test_a_role_with_a_part_that_may_be_in_another_account_is_not_adopted(told, providers):
    part = ATTACHED % (ARN, "provider = aws.other")
    status, reason = told(providers + ROLE % "" + part)
    assert status == "not-adopted"
    assert "which is made by the provider aws.other, and the role by another" in reason


def test_of_two_roles_of_a_name_a_part_is_on_that_of_its_provider(adopt):
    other = (ROLE % "provider = aws.other").replace('"web" {', '"other" {')
    part = ATTACHED % (ARN, "provider = aws.other")
    text = IN_IRELAND + ELSEWHERE % "" + ROLE % "" + other
    text += part.replace("aws_iam_role.web.name", '"web"')
    Path("main.tf").write_text(text, encoding="utf-8")
    adopt("main.tf")
    roles = json.loads(Path("report.json").read_text(encoding="utf-8"))["roles"]
    assert sorted(each["status"] for each in roles) == ["equal", "not-adopted"]
    (spec,) = Path("specs/roles").glob("*.yaml")
    assert "label: other" in spec.read_text()
    assert "ReadOnlyAccess" in spec.read_text()


def test_what_one_provider_makes_is_told_once(told):
    other = "provider = aws.other"
    _, reason = told(ROLE % other + ATTACHED % (ARN, other))
    assert reason == "its provider is aws.other: the specs are for the account of that"


def test_that_one_kind_of_policies_is_kept_to_the_list_is_told(told):
    status, reason = told(ROLE % f"managed_policy_arns = [{ARN}]")
    assert status == "equal"
    assert reason == (
        "Terraform takes other managed policies away (`managed_policy_arns`), and a spec only with "
        "`exclusive: true`, of both kinds"
    )
    _, reason = told(ROLE % f'inline_policy {{\n name = "a"\n policy = {READ}\n }}')
    assert "takes other inline policies away (`inline_policy`)" in reason


def test_a_role_that_is_kept_to_both_lists_is_exclusive(told):
    both = f'managed_policy_arns = []\ninline_policy {{\n name = "a"\n policy = {READ}\n }}'
    assert told(ROLE % both) == ("equal", None)
    assert "exclusive: true" in Path("specs/roles/web.yaml").read_text(encoding="utf-8")
