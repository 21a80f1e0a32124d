"""Roles are adopted from an account, asked of moto's server by boto3."""

from __future__ import annotations

import json

import boto3
import pytest

from rolec.cli import main
from rolec.cli.exit_code import ExitCode
from support.trust import TRUST

ACCOUNT = "135791357913"
SEND = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "*"}],
}


@pytest.fixture
def account(moto, monkeypatch):
    monkeypatch.setenv("AWS_ENDPOINT_URL", moto.address)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", moto.access_key(ACCOUNT, "eu-west-1"))
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-1")
    return boto3.client("iam")


def test_an_account_is_adopted_as_it_is(account, tmp_path, monkeypatch, capsys):
    shared = account.create_policy(PolicyName="shared", PolicyDocument=json.dumps(SEND))
    for number in range(3):
        name = f"web-{number}"
        account.create_role(
            RoleName=name,
            Path="/apps/",
            Description="Serves the site.",
            MaxSessionDuration=7200,
            AssumeRolePolicyDocument=json.dumps(TRUST),
            Tags=[{"Key": "team", "Value": "web"}],
        )
        account.put_role_policy(RoleName=name, PolicyName="own", PolicyDocument=json.dumps(SEND))
        account.attach_role_policy(RoleName=name, PolicyArn=shared["Policy"]["Arn"])
        account.create_instance_profile(InstanceProfileName=name)
        account.add_role_to_instance_profile(InstanceProfileName=name, RoleName=name)
    monkeypatch.chdir(tmp_path)
    code = main.main(["adopt", "--from-aws", "-o", "specs"])
    out, err = capsys.readouterr()
    assert (code, err) == (ExitCode.OK, ""), out
    assert "3 roles: 3 equal" in out
    assert (tmp_path / "specs/rolec.yaml").read_text().endswith(f'account: "{ACCOUNT}"\n')
    spec = (tmp_path / "specs/roles/web-1.yaml").read_text()
    assert spec.startswith(
        'role: web-1\ndescription: Serves the site.\npath: "/apps/"\nmax_session_duration: "2h"\n'
    )
    assert "- policy: shared\n" in spec
    assert main.main(["check", "specs"]) == ExitCode.OK


@pytest.mark.usefixtures("account")
def test_who_is_not_signed_in_is_told(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:1")
    monkeypatch.setenv("AWS_MAX_ATTEMPTS", "1")
    assert main.main(["adopt", "--from-aws", "-o", str(tmp_path)]) == ExitCode.ERRORS
    assert "error[E0583]: AWS does not say: Could not connect" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [([], "nothing to adopt from"), (["x.json", "--profile", "a"], "--profile is for --from-aws")],
)
def test_what_makes_no_sense_together_is_refused(arguments, message, capsys, tmp_path):
    assert main.main(["adopt", *arguments, "-o", str(tmp_path)]) == ExitCode.USAGE
    assert message in capsys.readouterr().err
