"""`rolec adopt` by its command: what is written, what is told, what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rolec.cli import main
from rolec.cli.exit_code import ExitCode
from support.project import write

TRUST = {
    "Version": "2012-10-17",
    "Statement": {
        "Effect": "Allow",
        "Principal": {"Service": "ec2.amazonaws.com"},
        "Action": "sts:AssumeRole",
    },
}
READ = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Sid": "Read",
            "Effect": "Allow",
            "Action": ["s3:GetObject"],
            "Resource": "arn:aws:s3:::photos/${aws:username}/*",
        }
    ],
}
ACCOUNT = "111122223333"


def role(name, **more):
    return {
        "RoleName": name,
        "Path": "/",
        "Arn": f"arn:aws:iam::{ACCOUNT}:role/{name}",
        "AssumeRolePolicyDocument": TRUST,
        "RolePolicyList": [],
        "AttachedManagedPolicies": [],
        "InstanceProfileList": [],
        **more,
    }


SHARED = {
    "PolicyName": "shared",
    "Arn": f"arn:aws:iam::{ACCOUNT}:policy/team/shared",
    "Path": "/team/",
    "PolicyVersionList": [
        {"Document": {"Version": "2012-10-17", "Statement": []}, "IsDefaultVersion": False},
        {"Document": READ, "IsDefaultVersion": True},
    ],
}
WEB = role(
    "web",
    Path="/apps/",
    Tags=[{"Key": "team", "Value": "web"}],
    RolePolicyList=[{"PolicyName": "own", "PolicyDocument": READ}],
    AttachedManagedPolicies=[
        {"PolicyArn": SHARED["Arn"]},
        {"PolicyArn": "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"},
    ],
    InstanceProfileList=[
        {"InstanceProfileName": "old", "Path": "/"},
        {"InstanceProfileName": "web", "Path": "/apps/"},
    ],
    PermissionsBoundary={"PermissionsBoundaryArn": SHARED["Arn"]},
)
LINKED = role("AWSServiceRoleForX", Path="/aws-service-role/x.amazonaws.com/")
DUMP = {
    "RoleDetailList": [WEB, LINKED, role("job")],
    "Policies": [SHARED],
    "UserDetailList": [{"UserName": "ann"}],
}


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def report():
    return json.loads(Path("report.json").read_text())


def test_a_dump_becomes_specs_that_a_person_would_have_written(adopt):
    Path("dump.json").write_text(json.dumps(DUMP, indent=1))
    code, out, err = adopt("dump.json")
    assert (code, err) == (ExitCode.OK, "")
    assert out == (
        "web: equal: roles/web.yaml\n"
        "job: equal: roles/job.yaml\n"
        "left out: instance profile old: its role has another, and a spec has one\n"
        "left out: role AWSServiceRoleForX: a service-linked role is AWS's own\n"
        "left out: user ann: a user is no role\n"
        "imports.tf: 7 to import\n"
        "2 roles: 2 equal, 0 equal in access, 0 not adopted; 1 of 1 managed policies adopted\n"
    )
    assert Path("specs/rolec.yaml").read_text() == f'language: 1\naccount: "{ACCOUNT}"\n'
    assert (
        Path("specs/roles/web.yaml").read_text()
        == """\
role: web
path: "/apps/"
permissions_boundary:
  policy: shared
tags:
  team: web
trust:
  - aws_service: ec2
permissions:
  - policy: shared
  - managed_policy: AmazonS3ReadOnlyAccess
  - inline_policy: own
    statements:
      - sid: Read
        allow: s3:GetObject
        on: "arn:aws:s3:::photos/${aws:username}/*"
instance_profile: true
"""
    )
    assert Path("specs/roles/policies/shared.yaml").read_text().startswith("policy: shared\n")
    assert main.main(["build", "specs", "-o", "built"]) == ExitCode.OK


def test_everything_of_iam_is_in_the_report(adopt):
    Path("dump.json").write_text(json.dumps(DUMP, indent=1))
    adopt("dump.json")
    lines = Path("dump.json").read_text().splitlines()
    found = report()
    assert [(each["name"], each["status"], each["spec"]) for each in found["roles"]] == [
        ("web", "equal", "roles/web.yaml"),
        ("job", "equal", "roles/job.yaml"),
    ]
    assert '"RoleName": "job"' in lines[found["roles"][1]["line"] - 1]
    assert {(each["address"], each["reason"]) for each in found["blocks"]} == {
        ("role web", None),
        ("role job", None),
        ("instance profile old", "its role has another, and a spec has one"),
        ("role AWSServiceRoleForX", "a service-linked role is AWS's own"),
        ("policy shared", None),
        ("user ann", "a user is no role"),
    }


def test_what_cannot_be_said_is_not_adopted_and_the_rest_is(adopt):
    old = {**READ, "Version": "1999-10-17"}
    wrong = role("old", RolePolicyList=[{"PolicyName": "own", "PolicyDocument": old}])
    dump = {"RoleDetailList": [wrong, role("job")]}
    Path("dump.json").write_text(json.dumps(dump))
    code, out, _ = adopt("dump.json")
    assert code == ExitCode.ERRORS
    assert "job: equal: roles/job.yaml\n" in out
    assert not Path("specs/roles/old.yaml").exists()
    (first, _) = report()["roles"]
    assert (first["name"], first["status"], first["spec"]) == ("old", "not-adopted", None)
    assert first["reason"]
    assert [b["reason"] for b in report()["blocks"] if b["role"] == "old"] == [first["reason"]]


def test_what_is_written_differently_is_told_so(adopt):
    other = {**READ, "Version": "2026-10-17"}
    other["Statement"] = READ["Statement"][0] | {"Resource": "arn:aws:s3:::photos/*"}
    own = {"PolicyName": "own", "PolicyDocument": other}
    dump = {"RoleDetailList": [role("job", RolePolicyList=[own])]}
    Path("dump.json").write_text(json.dumps(dump))
    assert adopt("dump.json")[0] == ExitCode.OK
    assert report()["roles"][0]["status"] == "equal-in-access"


def test_a_folder_of_documents_is_roles_and_their_policies(adopt):
    write(
        Path(),
        {
            "docs/web/trust.json": json.dumps(TRUST),
            "docs/web/inline/read.json": json.dumps(READ),
            "docs/job-trust.json": json.dumps(TRUST),
            "docs/other.json": '{"version": 3}',
        },
    )
    code, _, err = adopt("docs")
    assert (code, err) == (ExitCode.OK, "")
    assert {each["name"] for each in report()["roles"]} == {"web", "job"}
    assert "inline_policy: read" in Path("specs/roles/web.yaml").read_text()


def test_a_plan_names_policies_whose_arns_are_not_known_yet(adopt):
    resources = [
        {
            "address": "aws_iam_role.web",
            "mode": "managed",
            "type": "aws_iam_role",
            "values": {"name": "web", "assume_role_policy": json.dumps(TRUST), "path": "/"},
        },
        {
            "address": 'aws_iam_policy.shared["a"]',
            "mode": "managed",
            "type": "aws_iam_policy",
            "values": {"name": "shared", "policy": json.dumps(READ)},
        },
        {
            "address": "aws_iam_role_policy_attachment.web",
            "mode": "managed",
            "type": "aws_iam_role_policy_attachment",
            "values": {"role": "web"},
        },
        {"address": "aws_iam_user.ann", "mode": "managed", "type": "aws_iam_user", "values": {}},
        {"address": "aws_s3_bucket.x", "mode": "managed", "type": "aws_s3_bucket", "values": {}},
    ]
    expressions = {
        "policy_arn": {"references": ["aws_iam_policy.shared.arn", "aws_iam_policy.shared"]}
    }
    plan = {
        "format_version": "1.2",
        "planned_values": {"root_module": {"resources": resources}},
        "configuration": {
            "root_module": {
                "resources": [
                    {"address": "aws_iam_role_policy_attachment.web", "expressions": expressions}
                ]
            }
        },
    }
    Path("plan.json").write_text(json.dumps(plan))
    assert adopt("plan.json")[0] == ExitCode.OK
    assert "- policy: shared" in Path("specs/roles/web.yaml").read_text()
    blocks = {each["address"]: each["reason"] for each in report()["blocks"]}
    assert blocks == {
        "aws_iam_role.web": None,
        'aws_iam_policy.shared["a"]': None,
        "aws_iam_role_policy_attachment.web": None,
        "aws_iam_user.ann": "rolec adopts roles, their policies and instance profiles, and identity providers",
    }


def test_a_policy_that_no_spec_can_say_is_left_out_and_told(adopt):
    odd = READ["Statement"][0] | {"Resource": "arn:aws:sqs:*:${aws:PrincipalAccount}:web"}
    write(
        Path(), {"odd.json": json.dumps({**READ, "Statement": odd}), "read.json": json.dumps(READ)}
    )
    code, out, _ = adopt("odd.json", "read.json")
    assert code == ExitCode.ERRORS
    assert "1 of 2 managed policies adopted" in out
    assert "left out: odd.json: IAM does not read" in out
    assert [each.name for each in Path("specs/roles/policies").iterdir()] == ["read.yaml"]
    reasons = {each["address"]: each["reason"] for each in report()["blocks"]}
    assert reasons["read.json"] is None
    assert reasons["odd.json"].startswith("IAM does not read")


TEMPLATE = """\
Resources:
  Bucket: {Type: AWS::S3::Bucket}
  Web:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: 2012-10-17
        Statement:
          - {Effect: Allow, Principal: {Service: lambda.amazonaws.com}, Action: sts:AssumeRole}
      ManagedPolicyArns:
        - !Sub arn:${AWS::Partition}:iam::aws:policy/AWSLambdaExecute
      Policies:
        - PolicyName: own
          PolicyDocument:
            Version: 2012-10-17
            Statement:
              - Effect: Allow
                Action: s3:GetObject
                Resource: !Sub "${Bucket.Arn}/*"
"""


def test_a_template_of_cloudformation_becomes_specs_that_build(adopt):
    write(Path(), {"template.yaml": TEMPLATE})
    code, out, err = adopt("template.yaml")
    assert (code, err) == (ExitCode.OK, "")
    assert "Web: equal: roles/Web.yaml; the source does not name it: " in out
    assert (
        Path("specs/roles/Web.yaml").read_text()
        == """\
role: Web
trust:
  - aws_service: lambda
permissions:
  - managed_policy: AWSLambdaExecute
  - inline_policy: own
    statements:
      - allow: s3:GetObject
        on: "${var.Bucket_Arn}/*"
"""
    )
    assert report()["roles"][0]["line"] == 3
    assert main.main(["build", "specs", "-o", "built"]) == ExitCode.OK
    assert 'variable "Bucket_Arn"' in Path("built/rolec.tf").read_text()


MODULE = """\
data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }
  }
}

locals {
  managed = toset(["arn:aws:iam::aws:policy/AWSLambdaExecute", "arn:aws:iam::aws:policy/ReadOnlyAccess"])
}

resource "aws_iam_role" "web" {
  name               = "web-role"
  assume_role_policy = data.aws_iam_policy_document.trust.json
  inline_policy {
    name   = "own"
    policy = jsonencode({ Version = "2012-10-17", Statement = [{ Effect = "Allow", Action = "s3:GetObject", Resource = "${aws_s3_bucket.photos.arn}/*" }] })
  }
}

resource "aws_iam_policy" "shared" {
  name   = "shared"
  policy = <<EOT
{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "*"}]}
EOT
}

resource "aws_iam_role_policy_attachment" "managed" {
  for_each   = local.managed
  role       = aws_iam_role.web.name
  policy_arn = each.value
}

resource "aws_iam_role_policy_attachment" "shared" {
  role       = aws_iam_role.web.id
  policy_arn = aws_iam_policy.shared.arn
}

resource "aws_iam_role" "many" {
  count              = var.many ? 1 : 0
  name               = "${var.prefix}-many"
  assume_role_policy = data.aws_iam_policy_document.trust.json
  tags               = merge(var.tags, { a = "b" })
}

resource "aws_iam_role" "odd" {
  name               = "odd"
  assume_role_policy = data.aws_iam_policy_document.elsewhere.json
}

resource "aws_iam_user" "ann" { name = "ann" }
"""


def test_a_module_of_terraform_becomes_specs(adopt):
    write(Path(), {"infra/main.tf": MODULE, "infra/outputs.tf": 'output "a" { value = 1 }\n'})
    code, _, err = adopt("infra")
    assert (code, err) == (ExitCode.ERRORS, "")
    assert (
        Path("specs/roles/web-role.yaml").read_text()
        == """\
role: web-role
label: web
trust:
  - aws_service: lambda
permissions:
  - managed_policy: AWSLambdaExecute
  - managed_policy: ReadOnlyAccess
  - policy: shared
  - inline_policy: own
    statements:
      - allow: s3:GetObject
        on: "${aws_s3_bucket.photos.arn}/*"
"""
    )
    roles = {each["name"]: each for each in report()["roles"]}
    assert roles["web-role"]["status"] == "equal"
    assert (roles["web-role"]["file"], roles["web-role"]["line"]) == ("infra/main.tf", 15)
    many = roles["many"]
    assert (many["status"], many["reason"]) == ("equal", None)
    text = Path("specs/roles/many.yaml").read_text()
    assert "name: " in text
    assert "tags_from: " in text
    assert roles["odd"]["status"] == "not-adopted"
    assert "data.aws_iam_policy_document.elsewhere.json" in roles["odd"]["reason"]
    blocks = {each["address"]: each["reason"] for each in report()["blocks"]}
    assert set(blocks) == {
        "aws_iam_role.web",
        "aws_iam_role.many",
        "aws_iam_role.odd",
        "aws_iam_policy.shared",
        'aws_iam_role_policy_attachment.managed["arn:aws:iam::aws:policy/AWSLambdaExecute"]',
        'aws_iam_role_policy_attachment.managed["arn:aws:iam::aws:policy/ReadOnlyAccess"]',
        "aws_iam_role_policy_attachment.shared",
        "aws_iam_user.ann",
        "data.aws_iam_policy_document.trust",
    }
    assert [address for address, reason in blocks.items() if reason] == [
        "aws_iam_role.odd",
        "aws_iam_user.ann",
    ]
    assert main.main(["build", "specs", "-o", "built"]) == ExitCode.OK


def test_files_of_many_modules_in_one_folder_are_each_one(adopt):
    role = 'resource "aws_iam_role" "a" {{\n  name = "{}"\n  assume_role_policy = jsonencode({})\n}}\n'
    write(Path(), {f"tf/{n}.tf": role.format(n, json.dumps(TRUST)) for n in ("one", "two")})
    assert adopt("tf")[0] == ExitCode.OK
    assert {each["name"] for each in report()["roles"]} == {"one", "two"}


def test_policies_that_two_modules_call_the_same_are_not_mixed_up(adopt):
    module = """\
    resource "aws_iam_policy" "own" {{
      name   = "{name}-own"
      policy = jsonencode({{ Version = "2012-10-17", Statement = [{{ Effect = "Allow", Action = "{action}", Resource = "*" }}] }})
    }}
    resource "aws_iam_role" "r" {{
      name               = "{name}"
      assume_role_policy = jsonencode({trust})
    }}
    resource "aws_iam_role_policy_attachment" "r" {{
      role       = aws_iam_role.r.name
      policy_arn = aws_iam_policy.own.arn
    }}
    """
    for name, action in (("one", "s3:GetObject"), ("two", "iam:PassRole")):
        text = module.format(name=name, action=action, trust=json.dumps(TRUST))
        write(Path(), {f"tf/{name}/main.tf": text})
    code, out, _ = adopt("tf")
    assert code == ExitCode.OK, out
    for name, action in (("one", "s3:GetObject"), ("two", "iam:PassRole")):
        assert f"- policy: {name}-own" in Path(f"specs/roles/{name}.yaml").read_text()
        assert f"allow: {action}" in Path(f"specs/roles/policies/{name}-own.yaml").read_text()


def test_files_that_exist_stay_and_the_others_are_written(adopt):
    Path("dump.json").write_text(json.dumps(DUMP))
    write(Path(), {"specs/roles/web.yaml": "role: mine\n"})
    code, _, err = adopt("dump.json")
    assert code == ExitCode.ERRORS
    assert "error[E0582]: `specs/roles/web.yaml` exists, and is not written over" in err
    assert Path("specs/roles/web.yaml").read_text() == "role: mine\n"
    assert Path("specs/roles/job.yaml").exists()


def test_nicknames_are_those_of_the_project(adopt):
    write(Path(), {"specs/rolec.yaml": f'language: 1\naccounts: {{live: {{id: "{ACCOUNT}"}}}}\n'})
    Path("dump.json").write_text(json.dumps({"RoleDetailList": [role("job")]}))
    assert adopt("dump.json")[0] == ExitCode.OK
    assert Path("specs/roles/job.yaml").read_text().startswith("role: job\naccounts: live\n")


def test_a_role_whose_account_the_source_does_not_say_is_of_the_project(adopt):
    write(
        Path(),
        {
            "specs/rolec.yaml": f'language: 1\naccount: "{ACCOUNT}"\n',
            "web-trust.json": json.dumps(TRUST),
        },
    )
    assert adopt("web-trust.json")[0] == ExitCode.OK
    assert report()["roles"][0]["status"] == "equal"


def test_a_dry_run_writes_no_spec_and_only_takes_some(adopt):
    Path("dump.json").write_text(json.dumps(DUMP))
    code, out, _ = adopt("dump.json", "--dry-run", "--only", "job")
    assert code == ExitCode.OK
    assert "1 role: 1 equal" in out
    assert not Path("specs").exists()
    reasons = {each["address"]: each["reason"] for each in report()["blocks"]}
    assert reasons["role web"] == "not asked for"


BROKEN = {
    "cut.json": ('{"RoleDetailList": [{"RoleName": "a"', "error[E0605]: this is not JSON"),
    "twice.json": (
        '{"Version": "x", "Version": "y"}',
        "error[E0581]: the key `Version` stands twice",
    ),
    "other.json": (
        '{"a": 1}',
        "error[E0580]: `other.json` is nothing that roles can be adopted from",
    ),
    "deep.json": ("[" * 100_000, "error[E0605]: nested more than 100 levels deep"),
    "number.json": (
        '{"NaN": "NaN", "a": NaN}',
        "error[E0605]: this is not JSON: `NaN` is no number",
    ),
    "missing": (None, "error[E0113]: cannot read `missing`: no such file or directory"),
}


PLACES = {"deep.json": ":1:101", "number.json": ":1:21", "twice.json": ":1:18"}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_broken_is_told_with_its_place_and_the_rest_is_adopted(adopt, name):
    text, message = BROKEN[name]
    if text is not None:
        Path(name).write_text(text)
    Path("dump.json").write_text(json.dumps(DUMP))
    code, out, err = adopt(name, "dump.json")
    assert code == ExitCode.ERRORS
    assert message in err
    assert f"--> {name}{PLACES.get(name, '')}" in err
    assert "2 roles: 2 equal" in out


NOTHING = {
    "missing.tf": None,
    "cut.json": "{",
    "empty.tf": "",
    "main.tf": 'resource "aws_iam_role" "a" {\n  name               = "a"\n  assume_role_policy = x.y.json\n}\n',
}


@pytest.mark.parametrize("name", NOTHING)
def test_where_nothing_is_adopted_nothing_is_written(adopt, name):
    text = NOTHING[name]
    if text is not None:
        Path(name).write_text(text)
    assert adopt(name)[0] == ExitCode.ERRORS
    assert not Path("specs").exists()


def test_a_byte_order_mark_before_json_means_nothing(adopt):
    Path("dump.json").write_text("\ufeff" + json.dumps(DUMP), encoding="utf-8")
    _, out, _ = adopt("dump.json")
    assert "2 roles: 2 equal" in out


def test_a_role_that_is_in_two_sources_is_adopted_once(adopt):
    for name in ("a.json", "b.json"):
        Path(name).write_text(json.dumps({"RoleDetailList": [role("job")]}))
    assert adopt("a.json", "b.json")[0] == ExitCode.ERRORS
    assert [each["status"] for each in report()["roles"]] == ["equal", "not-adopted"]


@pytest.mark.parametrize("claim", ["aud", "sub"])
def test_a_trust_that_words_would_write_otherwise_stands_as_it_is(adopt, claim):
    """`StringLike` of what has no wildcard lets in the same, and Terraform would change the policy."""
    issuer = "token.actions.githubusercontent.com"
    values = {"aud": "sts.amazonaws.com", "sub": "repo:acme/web:ref:refs/heads/main"}
    condition = {
        operator: {f"{issuer}:{name}": value}
        for name, value in values.items()
        for operator in ["StringLike" if name == claim else "StringEquals"]
    }
    statement = {
        "Effect": "Allow",
        "Principal": {"Federated": f"arn:aws:iam::111122223333:oidc-provider/{issuer}"},
        "Action": "sts:AssumeRoleWithWebIdentity",
        "Condition": condition,
    }
    Path("trust.json").write_text(json.dumps({"Version": "2012-10-17", "Statement": [statement]}))
    assert adopt("trust.json")[0] == ExitCode.OK
    (found,) = report()["roles"]
    assert (found["status"], found["fallbacks"]) == ("equal", ["statement"])
