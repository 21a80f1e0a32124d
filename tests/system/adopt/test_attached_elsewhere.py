"""A managed policy that no role has is made and taken over too: a group may have it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rolec.cli import main
from rolec.cli.exit_code import ExitCode
from support.project import write

ACCOUNT, OTHER = "111122223333", "444455556666"
TRUST = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "ec2.amazonaws.com"}}]}  # fmt: skip
READ = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}]}  # fmt: skip
ODD = {**READ, "Statement": [{**READ["Statement"][0], "Resource": "arn:aws:sqs:*:${aws:PrincipalAccount}:x"}]}  # fmt: skip


def role(name, account, *attached, trust=TRUST):
    return {
        "RoleName": name,
        "Path": "/",
        "Arn": f"arn:aws:iam::{account}:role/{name}",
        "AssumeRolePolicyDocument": trust,
        "AttachedManagedPolicies": [
            {"PolicyName": each, "PolicyArn": f"arn:aws:iam::{account}:policy/{each}"}
            for each in attached
        ],
    }


def policy(name, account, document=READ):
    return {
        "PolicyName": name,
        "Path": "/",
        "Arn": f"arn:aws:iam::{account}:policy/{name}",
        "PolicyVersionList": [{"IsDefaultVersion": True, "Document": document}],
    }


@pytest.fixture
def dump(tmp_path):
    def write_(name, roles, policies):
        found = {"RoleDetailList": roles, "Policies": policies, "UserDetailList": [], "GroupDetailList": []}  # fmt: skip
        write(tmp_path, {name: json.dumps(found)})

    return write_


def blocks():
    return {e["address"]: e["reason"] for e in json.loads(Path("report.json").read_text())["blocks"]}  # fmt: skip


def test_it_is_built_and_imported(adopt, dump):
    dump("account.json", [role("web", ACCOUNT)], [policy("lonely", ACCOUNT)])
    assert adopt("account.json")[0] == ExitCode.OK
    written = Path("specs/roles/policies/lonely.yaml").read_text()
    assert written.startswith("policy: lonely\nattached_elsewhere: true\n")
    assert f'id = "arn:aws:iam::{ACCOUNT}:policy/lonely"' in Path("specs/imports.tf").read_text()
    assert main.main(["build", "specs", "-o", "built"]) == ExitCode.OK
    assert 'name = "lonely"' in Path("built/policy.lonely.tf").read_text()
    assert set(blocks().values()) == {None}


def test_it_is_made_in_its_own_account(adopt, dump):
    dump("one.json", [role("web", ACCOUNT)], [policy("lonely", ACCOUNT)])
    dump("two.json", [role("job", OTHER)], [])
    assert adopt("one.json", "two.json")[0] == ExitCode.OK
    written = Path("specs/roles/policies/lonely.yaml").read_text()
    assert f"accounts: account-{ACCOUNT}\n" in written
    assert main.main(["build", "specs", "-o", "built"]) == ExitCode.OK
    assert [each.parent.name for each in Path("built").rglob("policy.lonely.tf")] == [f"account-{ACCOUNT}"]  # fmt: skip


def test_who_asks_for_a_role_gets_none(adopt, dump):
    dump("account.json", [role("web", ACCOUNT)], [policy("lonely", ACCOUNT)])
    assert adopt("account.json", "--only", "web")[0] == ExitCode.OK
    assert not Path("specs/roles/policies").exists()
    assert "not asked for" in blocks().values()


def test_one_of_a_role_that_is_not_adopted_stays_with_it(adopt, dump):
    roles = [
        role("web", ACCOUNT),
        role("odd", ACCOUNT, "theirs", trust={**TRUST, "Statement": []}),
    ]
    dump("account.json", roles, [policy("theirs", ACCOUNT)])
    code, out, _ = adopt("account.json")
    assert code == ExitCode.ERRORS
    assert "0 of 1 managed policies adopted" in out
    assert not Path("specs/roles/policies").exists()
    assert "only roles have it that are not adopted" in blocks().values()
