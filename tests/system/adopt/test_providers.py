"""Identity providers become documents of the project, which the roles that trust them name."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rolec.cli import main
from rolec.cli.exit_code import ExitCode

ACCOUNT = "111122223333"
HOST = "token.actions.githubusercontent.com"
METADATA = f"<md>{'x' * 1000}</md>"
TERRAFORM = """\
resource "aws_iam_openid_connect_provider" "github" {
  url             = "https://token.actions.githubusercontent.com"
  client_id_list  = ["sts.amazonaws.com"]
  thumbprint_list = %s
  tags            = { team = "ci" }
}

resource "aws_iam_saml_provider" "okta" {
  name                   = "okta"
  saml_metadata_document = file("okta.xml")
}

resource "aws_iam_role" "deploy" {
  name = "deploy"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithWebIdentity"
      Principal = { Federated = aws_iam_openid_connect_provider.github.arn }
      Condition = {
        StringEquals = { "token.actions.githubusercontent.com:aud" = "sts.amazonaws.com" }
        StringLike   = { "token.actions.githubusercontent.com:sub" = "repo:acme/web:ref:refs/heads/release/*" }
      }
    }]
  })
}

resource "aws_iam_role" "sso" {
  name = "sso"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithSAML"
      Principal = { Federated = aws_iam_saml_provider.okta.arn }
      Condition = { StringEquals = { "SAML:aud" = "https://signin.aws.amazon.com/saml" } }
    }]
  })
}
"""
DEPLOY = """\
role: deploy
trust:
  - github_actions: acme/web
    branches: release/*
"""
SSO = """\
role: sso
trust:
  - saml: okta
"""
TRUST = {
    "Version": "2012-10-17",
    "Statement": {
        "Effect": "Allow",
        "Action": "sts:AssumeRoleWithWebIdentity",
        "Principal": {"Federated": f"arn:aws:iam::{ACCOUNT}:oidc-provider/{HOST}"},
        "Condition": {
            "StringEquals": {f"{HOST}:aud": "sts.amazonaws.com"},
            "StringLike": {f"{HOST}:sub": "repo:acme/web:ref:refs/heads/release/*"},
        },
    },
}
TEMPLATE = {
    "Resources": {
        "GitHub": {
            "Type": "AWS::IAM::OIDCProvider",
            "Properties": {"Url": f"https://{HOST}", "ClientIdList": ["sts.amazonaws.com"]},
        },
        "deploy": {
            "Type": "AWS::IAM::Role",
            "Properties": {"AssumeRolePolicyDocument": TRUST},
        },
    }
}


def write(name, text):
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_text(text, encoding="utf-8")


def spec(name):
    return Path(f"specs/roles/{name}").read_text(encoding="utf-8")


def report():
    found = json.loads(Path("report.json").read_text(encoding="utf-8"))
    return {each["name"]: each["status"] for each in found["roles"]}, {
        each["address"]: each["reason"] for each in found["blocks"]
    }


def source(thumbprints='["6938fd4d98bab03faadb97b34396831e3780aea1"]', folder="infra"):
    write(f"{folder}/main.tf", TERRAFORM % thumbprints)
    write(f"{folder}/okta.xml", METADATA)
    return folder


def test_those_of_terraform_are_adopted_with_the_roles_that_trust_them(adopt):
    code, out, _ = adopt(source())
    assert code == ExitCode.OK
    assert "left out" not in out
    assert spec("deploy.yaml") == DEPLOY
    assert spec("sso.yaml") == SSO
    assert spec("providers/okta.yaml") == (
        "saml_provider: okta\nmetadata: roles/providers/okta.xml\n"
    )
    assert spec("providers/okta.xml") == METADATA
    assert spec("providers/github.yaml") == (
        "oidc_provider: github\n"
        f"url: https://{HOST}\n"
        "client_id_list:\n  - sts.amazonaws.com\n"
        'thumbprint_list:\n  - "6938fd4d98bab03faadb97b34396831e3780aea1"\n'
        "tags:\n  team: ci\n"
    )
    assert report()[0] == {"deploy": "equal", "sso": "equal"}
    assert main.main(["build", "specs", "-o", "out"]) == ExitCode.OK
    built = Path("out/role.deploy.tf").read_text(encoding="utf-8")
    assert "Federated = aws_iam_openid_connect_provider.github.arn" in built


def test_one_that_no_spec_can_say_is_left_out_and_trusted_by_reference(adopt):
    code, out, _ = adopt(source("[data.tls_certificate.x.certificates[0].sha1_fingerprint]"))
    assert code == ExitCode.OK
    assert "left out: aws_iam_openid_connect_provider.github: not known before a plan: " in out
    assert (
        '    provider: "${aws_iam_openid_connect_provider.github.arn}"\n'
        f"    issuer: {HOST}\n" in spec("deploy.yaml")
    )
    assert not Path("specs/roles/providers/github.yaml").exists()
    assert report()[0]["deploy"] == "equal"


def test_only_those_are_adopted_that_the_roles_trust_which_are_asked_for(adopt):
    assert adopt(source(), "--only", "sso")[0] == ExitCode.OK
    written = sorted(each.name for each in Path("specs/roles/providers").iterdir())
    assert written == ["okta.xml", "okta.yaml"]


def test_those_of_a_state_have_the_arn_that_it_says(adopt):
    arn = f"arn:aws:iam::{ACCOUNT}:oidc-provider/{HOST}"
    provider = {
        "address": "aws_iam_openid_connect_provider.github",
        "mode": "managed",
        "type": "aws_iam_openid_connect_provider",
        "values": {"arn": arn, "url": HOST, "client_id_list": ["sts.amazonaws.com"]},
    }
    role = {
        "address": "aws_iam_role.deploy",
        "mode": "managed",
        "type": "aws_iam_role",
        "values": {
            "name": "deploy",
            "arn": f"arn:aws:iam::{ACCOUNT}:role/deploy",
            "assume_role_policy": json.dumps(TRUST),
        },
    }
    root = {"resources": [provider, role]}
    write("state.json", json.dumps({"format_version": "1.0", "values": {"root_module": root}}))
    assert adopt("state.json")[0] == ExitCode.OK
    assert report()[0] == {"deploy": "equal"}
    assert spec("deploy.yaml") == DEPLOY
    assert f'id = "{arn}"' in Path("specs/imports.tf").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "principal",
    [
        {"Ref": "GitHub"},
        {"Fn::GetAtt": ["GitHub", "Arn"]},
        {"Fn::GetAtt": "GitHub.Arn"},
        {"Fn::Sub": f"arn:${{AWS::Partition}}:iam::${{AWS::AccountId}}:oidc-provider/{HOST}"},
    ],
)
def test_those_of_a_template_are_adopted(adopt, principal):
    template = json.loads(json.dumps(TEMPLATE))
    document = template["Resources"]["deploy"]["Properties"]["AssumeRolePolicyDocument"]
    document["Statement"]["Principal"]["Federated"] = principal
    write("template.json", json.dumps(template))
    assert adopt("template.json")[0] == ExitCode.OK
    assert report() == ({"deploy": "equal"}, {"GitHub": None, "deploy": None})
    assert spec("deploy.yaml") == DEPLOY
    assert "oidc_provider: GitHub\n" in spec("providers/GitHub.yaml")


def test_the_second_of_a_name_is_told_and_trusted_by_reference(adopt):
    source(folder="one")
    text = TERRAFORM % "null"
    for name in ("deploy", "sso"):
        text = text.replace(f'"{name}"', f'"{name}2"')
    write("two/main.tf", text)
    write("two/okta.xml", METADATA)
    code, out, _ = adopt("one", "two")
    assert code == ExitCode.OK
    (told,) = [row for row in out.splitlines() if "provider of this name was adopted" in row]
    assert told.startswith("left out: aws_iam_openid_connect_provider.")
    assert ", aws_iam_saml_provider." in told
    assert report()[0] == dict.fromkeys(("deploy", "sso", "deploy2", "sso2"), "equal")
    assert "provider: " in spec("deploy2.yaml")
    assert spec("deploy.yaml") == DEPLOY


def test_one_with_another_arn_is_left_out(adopt):
    type_ = "aws_iam_openid_connect_provider"
    arn = f"arn:aws:iam::{ACCOUNT}:oidc-provider/{HOST}/odd"
    values = {"arn": arn, "url": HOST, "client_id_list": ["sts.amazonaws.com"]}
    provider = {"address": f"{type_}.github", "mode": "managed", "type": type_, "values": values}
    named = {"name": "web", "arn": f"arn:aws:iam::{ACCOUNT}:role/web"}
    role = {
        "address": "aws_iam_role.web",
        "mode": "managed",
        "type": "aws_iam_role",
        "values": named | {"assume_role_policy": json.dumps(TRUST)},
    }
    state = {"format_version": "1.0", "values": {"root_module": {"resources": [provider, role]}}}
    write("state.json", json.dumps(state))
    assert adopt("state.json")[0] == ExitCode.OK
    assert report() == (
        {"web": "equal"},
        {f"{type_}.github": "it would have another ARN", "aws_iam_role.web": None},
    )


@pytest.mark.parametrize(
    ("tags", "said"),
    [
        ("var.tags", 'tags_from: "${var.tags}"\n'),
        (
            'merge(var.tags, { team = "ci" })',
            'tags:\n  team: ci\ntags_from: "${var.tags}"\n',
        ),
        ("module.label.tags", 'tags_from: "${module.label.tags}"\n'),
    ],
)
def test_tags_that_a_plan_knows_are_kept(adopt, tags, said):
    folder = source()
    text = Path(folder, "main.tf").read_text(encoding="utf-8")
    text = text.replace('{ team = "ci" }', tags).replace(
        'file("okta.xml")\n', f'file("okta.xml")\n  tags = {tags}\n'
    )
    write(f"{folder}/main.tf", text)
    code, out, _ = adopt(folder)
    assert code == ExitCode.OK, out
    assert report()[0] == {"deploy": "equal", "sso": "equal"}
    for name in ("github", "okta"):
        (spec_,) = Path("specs").rglob(f"{name}.yaml")
        assert spec_.read_text(encoding="utf-8").endswith(said)
    assert main.main(["build", "specs", "-o", "out"]) == ExitCode.OK
    built = "".join(each.read_text(encoding="utf-8") for each in Path("out").glob("*.tf"))
    assert built.count("  tags = ") == 2


def test_an_argument_of_a_provider_that_no_spec_says_is_told(adopt):
    folder = source()
    text = Path(folder, "main.tf").read_text(encoding="utf-8")
    write(f"{folder}/main.tf", text.replace('{ team = "ci" }', '{}\n  tags_all = { a = "b" }'))
    adopt(folder)
    reason = report()[1]["aws_iam_openid_connect_provider.github"]
    assert reason == 'its `tags_all` is { a = "b" }, which no spec says'


def test_one_that_a_plan_may_not_make_is_left_out(adopt):
    Path("okta.xml").write_text(METADATA, encoding="utf-8")
    counted = 'resource "aws_iam_openid_connect_provider" "github" {\n  count = var.on ? 1 : 0\n'
    first = TERRAFORM.partition("\n")[0] + "\n"
    text = (TERRAFORM % "[]").replace(first, counted).replace("github.arn", "github[0].arn")
    Path("main.tf").write_text(text, encoding="utf-8")
    adopt("main.tf")
    assert not Path("specs/roles/providers/github.yaml").exists()
    assert any("which is there if var.on" in (each or "") for each in report()[1].values())
    assert "github[0].arn" in Path("specs/roles/deploy.yaml").read_text()
