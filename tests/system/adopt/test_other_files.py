"""What Terraform takes from beside and beyond a file: overrides, values, modules, and JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rolec.cli.exit_code import ExitCode

TRUST = 'jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "ec2.amazonaws.com" } }] })'
DENY = 'jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Deny", Action = "s3:*", Resource = "%s" }] })'
ROLE = f"""\
variable "env" {{ default = "prod" }}
resource "aws_iam_role" "app" {{
  name               = "app-${{var.env}}"
  assume_role_policy = {TRUST}
}}
"""


def write(name, text):
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_text(text, encoding="utf-8")


def roles():
    report = json.loads(Path("report.json").read_text(encoding="utf-8"))
    return {each["name"]: each["status"] for each in report["roles"]}


def reasons():
    report = json.loads(Path("report.json").read_text(encoding="utf-8"))
    return {each["address"]: each["reason"] for each in report["blocks"]}


def spec(name):
    return Path(f"specs/roles/{name}.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["terraform.tfvars", "live.auto.tfvars"])
def test_values_that_terraform_reads_by_itself_stand_over_defaults(adopt, name):
    write("infra/main.tf", ROLE)
    write(f"infra/{name}", 'env = "staging"\n')
    assert adopt("infra")[0] == ExitCode.OK
    assert roles() == {"app-staging": "equal"}


def test_which_defaults_were_taken_is_told(adopt):
    unused = 'variable "unused" { default = "x" }\nvariable "given" { default = "x" }\n'
    write("infra/main.tf", ROLE + unused + "locals { given = var.given }\n")
    write("infra/terraform.tfvars", 'given = "y"\n')
    _, out, _ = adopt("infra")
    assert "taken to have their defaults: var.env (" in out
    write("infra/terraform.tfvars", 'env = "staging"\n')
    Path("report.json").unlink()
    code, out, _ = adopt("infra", "--dry-run")
    assert code == ExitCode.OK
    assert "app-staging" in out
    assert "defaults" not in out


def test_the_later_of_two_files_of_values_counts(adopt):
    write("infra/main.tf", ROLE)
    for name, env in (("terraform", "a"), ("x.auto", "b"), ("y.auto", "c"), ("other", "d")):
        write(f"infra/{name}.tfvars", f'env = "{env}"\n')
    adopt("infra")
    assert roles() == {"app-c": "equal"}


@pytest.mark.parametrize("name", ["override.tf", "main_override.tf"])
def test_an_override_file_stands_over_the_others(adopt, name):
    write("infra/main.tf", ROLE)
    boundary = 'permissions_boundary = "arn:aws:iam::aws:policy/ReadOnlyAccess"'
    write(f"infra/{name}", f'resource "aws_iam_role" "app" {{\n  {boundary}\n}}\n')
    assert adopt("infra")[0] == ExitCode.OK
    assert roles() == {"app-prod": "equal"}
    assert "permissions_boundary: ReadOnlyAccess\n" in spec("app-prod")


def test_the_modules_that_are_called_are_told_in_one_line(adopt):
    call = 'module "{0}" {{\n  source = "./{0}"\n}}\n'
    write("main.tf", ROLE + call.format("one") + call.format("two"))
    code, out, _ = adopt("main.tf")
    assert code == ExitCode.OK
    told = "what a module makes is in a plan or a state, and not here"
    assert f"left out: module.one, module.two: {told}\n" in out
    assert reasons()["module.two"] == told


@pytest.mark.parametrize("source", [".", "more.tf.json"])
def test_terraform_as_json_is_told(adopt, source):
    write("more.tf.json", '{"resource": {"aws_iam_role": {"jj": {"name": "jj"}}}}')
    code, _, err = adopt(source)
    assert code == ExitCode.ERRORS
    assert "error[E0585]: `more.tf.json` is Terraform's configuration as JSON" in err


def test_a_page_of_a_dump_is_told(adopt):
    write("dump.json", json.dumps({"RoleDetailList": [], "IsTruncated": True, "Marker": "x"}))
    code, _, err = adopt("dump.json")
    assert code == ExitCode.ERRORS
    assert "error[E0586]: `dump.json` is one page of several" in err


def test_a_role_that_is_not_there_cannot_be_picked(adopt):
    write("main.tf", ROLE)
    code, _, err = adopt("main.tf", "--only", "app-prd")
    assert code == ExitCode.ERRORS
    assert "error[E0587]: no source has a role `app-prd`\n" in err
    assert "did you mean `app-prod`?" in err


CHAINED = f"""\
locals {{
  names = {{ for key, role in aws_iam_role.team : key => role.name }}
}}
resource "aws_iam_role" "team" {{
  for_each           = toset(["b", "a"])
  name               = "team-${{each.key}}"
  assume_role_policy = {TRUST}
}}
resource "aws_iam_role_policy" "own" {{
  for_each = %s
  name     = "own"
  role     = %s
  policy   = {DENY % "*"}
}}
"""


@pytest.mark.parametrize(
    ("over", "role"),
    [
        ("aws_iam_role.team", "each.value.name"),
        ("aws_iam_role.team", "each.value.id"),
        ("aws_iam_role.team", "aws_iam_role.team[each.key].name"),
        ("local.names", "each.value"),
        ('toset(["a", "b"])', "local.names[each.value]"),
        ("{ for k, r in aws_iam_role.team : k => r.name }", "each.value"),
    ],
)
def test_a_policy_for_each_of_several_roles_is_on_each(adopt, over, role):
    write("main.tf", CHAINED % (over, role))
    assert adopt("main.tf")[0] == ExitCode.OK
    assert roles() == {"team-a": "equal", "team-b": "equal"}
    for name in ("team-a", "team-b"):
        assert "inline_policy: own" in spec(name)


def test_documents_for_each_of_several_are_found_by_their_keys(adopt):
    documents = """\
data "aws_iam_policy_document" "trust" {
  for_each = { web = "ec2", job = "lambda" }
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["${each.value}.amazonaws.com"]
    }
  }
}
resource "aws_iam_role" "each" {
  for_each           = data.aws_iam_policy_document.trust
  name               = each.key
  assume_role_policy = each.value.json
}
"""
    write("main.tf", documents)
    assert adopt("main.tf")[0] == ExitCode.OK
    assert roles() == {"web": "equal", "job": "equal"}
    assert "aws_service: lambda\n" in spec("job")


def test_a_policy_that_may_be_on_any_role_is_told_of_all(adopt):
    unknown = f'\nresource "aws_iam_role_policy" "x" {{\n  for_each = var.some\n  role = each.value\n  policy = {DENY % "*"}\n}}\n'
    write("main.tf", ROLE + unknown)
    _, out, _ = adopt("main.tf")
    assert roles() == {"app-prod": "equal-in-access"}
    assert "aws_iam_role_policy.x stays in Terraform beside what is built, and may be on it" in out


def test_roles_of_which_nobody_knows_the_number_are_not_adopted(adopt):
    many = f'resource "aws_iam_role" "r" {{\n  for_each = var.roles\n  name = each.key\n  assume_role_policy = {TRUST}\n}}\n'
    write("main.tf", many)
    code, out, _ = adopt("main.tf")
    assert code == ExitCode.ERRORS
    assert "not known before a plan: for_each = var.roles" in out


def test_a_set_has_the_order_that_terraform_gives_it(adopt):
    text = f"""\
locals {{ envs = toset(["prod", "dev"]) }}
resource "aws_iam_role" "app" {{
  name               = "app-${{join("-", local.envs)}}-${{1e3}}"
  assume_role_policy = {TRUST}
}}
resource "aws_iam_role_policy" "own" {{
  name   = "own"
  role   = aws_iam_role.app.name
  policy = {DENY % "arn:aws:s3:::${tolist(local.envs)[0]}/*"}
}}
"""
    write("main.tf", text)
    assert adopt("main.tf")[0] == ExitCode.OK
    assert roles() == {"app-dev-prod-1000": "equal"}
    assert "on: arn:aws:s3:::dev/*" in spec("app-dev-prod-1000").replace('"', "")


@pytest.mark.parametrize("argument", ["users", "groups"])
def test_who_else_has_a_policy_is_told(adopt, argument):
    attachment = f"""
resource "aws_iam_policy_attachment" "all" {{
  name       = "all"
  roles      = [aws_iam_role.app.name]
  {argument} = ["bob"]
  policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
}}
"""
    write("main.tf", ROLE + attachment)
    _, out, _ = adopt("main.tf")
    assert roles() == {"app-prod": "equal-in-access"}
    assert f'it is on the {argument} ["bob"], too' in out


def test_tags_of_aws_itself_are_left_out(adopt):
    ec2 = {"Service": "ec2.amazonaws.com"}
    statement = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": ec2}
    trust = {"Version": "2012-10-17", "Statement": [statement]}
    tags = [
        {"Key": "aws:cloudformation:stack-name", "Value": "x"},
        {"Key": "team", "Value": "web"},
    ]
    role = {"RoleName": "web", "Path": "/", "AssumeRolePolicyDocument": trust, "Tags": tags}
    write("dump.json", json.dumps({"RoleDetailList": [role]}))
    assert adopt("dump.json")[0] == ExitCode.OK
    assert roles() == {"web": "equal"}
    assert "tags:\n  team: web\n" in spec("web")


def test_what_a_template_defines_itself_is_named_and_a_default_is_no_name(adopt):
    template = {
        "Parameters": {"Env": {"Type": "String", "Default": "dev"}},
        "Resources": {
            "R": {
                "Type": "AWS::IAM::Role",
                "Properties": {
                    "RoleName": {"Fn::Sub": "${Env}-r"},
                    "ManagedPolicyArns": [{"Ref": "Shared"}],
                    "PermissionsBoundary": {"Ref": "Shared"},
                    "AssumeRolePolicyDocument": {
                        "Version": "2012-10-17",
                        "Statement": [
                            {
                                "Effect": "Allow",
                                "Action": "sts:AssumeRole",
                                "Principal": {"Service": "ec2.amazonaws.com"},
                            }
                        ],
                    },
                },
            },
            "Shared": {
                "Type": "AWS::IAM::ManagedPolicy",
                "Properties": {
                    "ManagedPolicyName": "shared",
                    "PolicyDocument": {
                        "Version": "2012-10-17",
                        "Statement": [{"Effect": "Deny", "Action": "s3:*", "Resource": "*"}],
                    },
                },
            },
            "Profile": {
                "Type": "AWS::IAM::InstanceProfile",
                "Properties": {"Roles": [{"Ref": "R"}]},
            },
        },
    }
    write("template.json", json.dumps(template))
    code, out, _ = adopt("template.json")
    assert code == ExitCode.OK
    assert "the source does not name its instance profile" in out
    text = spec("dev-r")
    assert 'name: "${var.Env}-r"\n' in text
    assert "permissions_boundary:\n  policy: shared\n" in text
    assert "permissions:\n  - policy: shared\n" in text
    imports = Path("specs/imports.tf").read_text(encoding="utf-8")
    assert "# aws_iam_instance_profile.dev-r: its id has a name in it" in imports


def test_a_policy_of_a_role_that_is_not_picked_is_not_counted(adopt):
    other = f"""
resource "aws_iam_role" "other" {{
  name               = "other"
  assume_role_policy = {TRUST}
}}
resource "aws_iam_policy" "own" {{
  name   = "own"
  policy = {DENY % "*"}
}}
resource "aws_iam_role_policy_attachment" "own" {{
  role       = aws_iam_role.other.name
  policy_arn = aws_iam_policy.own.arn
}}
"""
    write("main.tf", ROLE + other)
    code, out, _ = adopt("main.tf", "--only", "app-prod")
    assert code == ExitCode.OK
    assert out.endswith("1 role: 1 equal, 0 equal in access, 0 not adopted\n")
    assert reasons()["aws_iam_policy.own"] == "not asked for"


def test_an_override_file_that_is_given_alone_is_read_as_any_other(adopt):
    write("app_override.tf", ROLE)
    assert adopt("app_override.tf")[0] == ExitCode.OK
    assert list(roles().values()) == ["equal"]


@pytest.mark.parametrize("source", ["variables.tf", "."])
def test_where_there_is_nothing_of_iam_that_is_said(adopt, source):
    write("variables.tf", 'variable "x" {}\n')
    code, _, err = adopt(source)
    assert code == ExitCode.ERRORS
    assert f"`{source}` is nothing that roles can be adopted from" in err
