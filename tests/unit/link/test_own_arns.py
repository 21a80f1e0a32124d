"""A role of the project that is trusted by its ARN is trusted as a role of the project."""

from __future__ import annotations

import pytest

from rolec.emit.emit import emit
from rolec.link import codes
from support.project import compiled, modules, trust_of

ACCOUNTS = "accounts: {dev: {id: '111122223333'}, live: {id: '222233334444'}}\n"
CALLER = "role: caller\npath: /team/\ntrust: [{aws_service: ec2}]\n"
ARN = "arn:aws:iam::111122223333:role/team/caller"
NAMED = [
    "{aws_account: self, roles: team/caller}",
    "{aws_account: '111122223333', roles: team/caller}",
    f"{{statement: {{Effect: Allow, Principal: {{AWS: '{ARN}'}}, Action: sts:AssumeRole}}}}",
]


@pytest.mark.parametrize("trust", NAMED)
def test_in_the_same_module_it_is_a_reference(tmp_path, trust):
    files = {
        "rolec.yaml": "account: '111122223333'\n",
        "roles/caller.yaml": CALLER,
        "roles/called.yaml": f"role: called\ntrust: [{trust}]\n",
    }
    module = modules(tmp_path, files)[""]
    assert "AWS = aws_iam_role.caller.arn" in emit(module).files["role.called.tf"].text
    assert trust_of(module, "called")[0]["Principal"] == {"AWS": ARN}


@pytest.mark.parametrize("trust", [*NAMED[1:], "{aws_account: dev, roles: team/caller}"])
def test_in_another_account_it_is_an_order(tmp_path, trust):
    files = {
        "rolec.yaml": ACCOUNTS,
        "roles/caller.yaml": CALLER + "accounts: dev\n",
        "roles/called.yaml": f"role: called\ntrust: [{trust}]\naccounts: live\n",
    }
    found = compiled(tmp_path, files)
    assert found.order == (("dev", "live"),)
    assert trust_of(found.modules[1], "called")[0]["Principal"] == {"AWS": ARN}


def test_in_a_circle_it_is_a_condition(tmp_path):
    own = "role: again\ntrust: [{aws_account: self, roles: again}]\n"
    files = {"rolec.yaml": "account: '111122223333'\n", "roles/a.yaml": own}
    assert [d.code for d in compiled(tmp_path, files).diagnostics] == [codes.CALLER_CANNOT_ASSUME]
    files["roles/a.yaml"] = own + (
        "permissions:\n  - inline_policy: assume\n"
        "    statements: [{allow: sts:AssumeRole, on: '${roles.again.arn}'}]\n"
    )
    assert trust_of(modules(tmp_path, files)[""], "again")[0] == {
        "Effect": "Allow",
        "Principal": {"AWS": "arn:aws:iam::111122223333:root"},
        "Action": ["sts:AssumeRole"],
        "Condition": {"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/again"}},
    }


@pytest.mark.parametrize("name", ["caller", "team/other", "TEAM/caller"])
def test_another_arn_stays_what_it_is(tmp_path, name):
    files = {
        "rolec.yaml": "account: '111122223333'\n",
        "roles/caller.yaml": CALLER,
        "roles/called.yaml": f"role: called\ntrust: [{{aws_account: self, roles: {name}}}]\n",
    }
    module = modules(tmp_path, files)[""]
    assert f'"arn:aws:iam::111122223333:role/{name}"' in emit(module).files["role.called.tf"].text
