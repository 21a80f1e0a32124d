"""Names found, circles opened, modules made."""

from __future__ import annotations

import pytest

from rolec.emit.emit import emit
from rolec.link import codes
from support.project import compiled, modules, trust_of

ASSUME = """
permissions:
  - inline_policy: assume
    statements: [{{allow: sts:AssumeRole, on: '${{roles.{0}.arn}}'}}]
"""
ONE = "role: one\ntrust: [{role: two}]\n" + ASSUME.format("two")
TWO = "role: two\ntrust: [{role: one}]\n" + ASSUME.format("one")
ACCOUNT = "account: '111122223333'\n"


def test_a_trusted_role_is_a_reference_that_terraform_orders_by(tmp_path):
    files = {
        "a.yaml": "role: one\ntrust: [{aws_service: ec2}]\n---\nrole: two\ntrust: [{role: one}]\n"
    }
    module = modules(tmp_path, files)[""]
    text = emit(module).files["role.two.tf"].text
    assert "AWS = aws_iam_role.one.arn" in text


def test_a_circle_is_written_as_the_account_and_a_condition(tmp_path):
    module = modules(
        tmp_path, {"rolec.yaml": ACCOUNT, "roles/one.yaml": ONE, "roles/two.yaml": TWO}
    )[""]
    assert trust_of(module, "one") == [
        {
            "Effect": "Allow",
            "Principal": {"AWS": "arn:aws:iam::111122223333:root"},
            "Action": ["sts:AssumeRole"],
            "Condition": {"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/two"}},
        }
    ]


def test_a_role_that_trusts_itself_is_a_circle(tmp_path):
    own = "role: self\ntrust: [{role: self}, {aws_service: ec2}]\n" + ASSUME.format("self")
    module = modules(tmp_path, {"rolec.yaml": ACCOUNT, "roles/self.yaml": own})[""]
    assert trust_of(module, "self")[0]["Principal"] == {"AWS": "arn:aws:iam::111122223333:root"}


def test_a_condition_on_the_caller_is_kept_beside_the_circle(tmp_path):
    when = "    when: {ArnLike: {aws:PrincipalArn: 'arn:aws:iam::*:role/*'}}\n"
    own = "role: self\ntrust:\n  - role: self\n" + when + ASSUME.format("self")
    module = modules(tmp_path, {"rolec.yaml": ACCOUNT, "roles/self.yaml": own})[""]
    assert trust_of(module, "self")[0]["Condition"] == {
        "ArnEquals": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/self"},
        "ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/*"},
    }


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({"a.yaml": "role: a\ntrust: [{role: b}]\n"}, codes.UNKNOWN_NAME),
        (
            {"a.yaml": "role: a\ntrust: [{aws_service: ec2}]\npermissions: [{policy: x}]\n"},
            codes.UNKNOWN_NAME,
        ),
        (
            {
                "a.yaml": "role: a\ntrust: [{aws_service: ec2}]\n",
                "b.yaml": "role: A\ntrust: [{aws_service: ec2}]\n",
            },
            codes.NAME_TAKEN,
        ),
        (
            {
                "a.yaml": "role: a\ntrust: [{aws_service: ec2}]\n",
                "b.yaml": "role: b\nlabel: a\ntrust: [{aws_service: ec2}]\n",
            },
            codes.LABEL_TAKEN,
        ),
        (
            {
                "a.yaml": "role: a\ntrust: [{aws_service: ec2}]\ninstance_profile: {name: x}\n",
                "b.yaml": "role: b\ntrust: [{aws_service: ec2}]\ninstance_profile: {name: X}\n",
            },
            codes.PROFILE_TAKEN,
        ),
        ({"one.yaml": ONE, "two.yaml": TWO}, codes.ACCOUNT_NEEDED),
        (
            {
                "rolec.yaml": ACCOUNT,
                "roles/one.yaml": "role: one\ntrust: [{role: two}]\n",
                "roles/two.yaml": TWO,
            },
            codes.CALLER_CANNOT_ASSUME,
        ),
    ],
)
def test_what_cannot_be_linked_is_an_error(tmp_path, files, code):
    found = compiled(tmp_path, files)
    assert code in [diagnostic.code for diagnostic in found.diagnostics]
    assert found.has_errors
    assert not found.modules


PROFILE = "role: {}\ntrust: [{{aws_service: ec2}}]\ninstance_profile: {{name: x, enabled: {}}}\n"


@pytest.mark.parametrize(
    ("one", "other", "is_taken"),
    [
        ("${var.big}", "${var.small}", False),
        ("${var.here}, ${var.big}", "${var.here}, ${var.small}", False),
        ("${var.big}", "${var.big}", True),
        ("${var.big}", "${var.big}, ${var.here}", True),
    ],
)
def test_instance_profiles_of_one_name_may_take_turns(tmp_path, one, other, is_taken):
    both = (
        PROFILE.format(name, each.split(", ")) for name, each in {"a": one, "b": other}.items()
    )
    files = dict(zip(("a.yaml", "b.yaml"), both, strict=True))
    codes_ = [each.code for each in compiled(tmp_path, files).diagnostics]
    assert (codes.PROFILE_TAKEN in codes_) == is_taken


def test_of_three_profiles_of_one_name_each_is_compared_with_all_before(tmp_path):
    three = {"a": "${var.a}", "b": "${var.b}", "c": "${var.a}"}
    files = {f"{name}.yaml": PROFILE.format(name, [on]) for name, on in three.items()}
    found = [e for e in compiled(tmp_path, files).diagnostics if e.code is codes.PROFILE_TAKEN]
    assert [each.primary.span.path.rpartition("/")[2] for each in found] == ["c.yaml"]


def test_roles_of_two_accounts_are_literal_and_ordered(tmp_path):
    files = {
        "rolec.yaml": "accounts: {tools: {id: '111122223333'}, live: {id: '444455556666'}}\n",
        "roles/a.yaml": "role: a\naccounts: tools\npath: /ci/\ntrust: [{aws_service: ec2}]\n",
        "roles/b.yaml": "role: b\naccounts: live\ntrust: [{role: a, account: tools}]\n",
    }
    found = compiled(tmp_path, files)
    assert found.order == (("tools", "live"),)
    live = next(module for module in found.modules if module.folder == "live")
    assert trust_of(live, "b")[0]["Principal"] == {"AWS": "arn:aws:iam::111122223333:role/ci/a"}


def test_a_policy_is_made_only_where_it_is_used(tmp_path):
    policy = "policy: logs\nstatements: [{allow: logs:PutLogEvents, on: '*'}]\n"
    role = "role: a\naccounts: live\ntrust: [{aws_service: ec2}]\npermissions: [{policy: logs}]\n"
    settings = "accounts: {tools: {id: '111122223333'}, live: {id: '444455556666'}}\n"
    made = modules(
        tmp_path, {"rolec.yaml": settings, "roles/a.yaml": role, "roles/p.yaml": policy}
    )
    assert {folder: len(module.policies) for folder, module in made.items()} == {"live": 1}


def test_a_policy_that_nothing_uses_is_a_warning(tmp_path):
    found = compiled(tmp_path, {"p.yaml": "policy: p\nstatements: [{allow: s3:Get*, on: '*'}]\n"})
    assert [d.code for d in found.diagnostics] == [codes.UNUSED_POLICY]
    assert not found.has_errors


def test_a_policy_that_others_have_says_so_and_is_made(tmp_path):
    policy = "policy: p\nattached_elsewhere: true\nstatements: [{allow: s3:Get*, on: '*'}]\n"
    found = compiled(tmp_path / "it", {"p.yaml": policy})
    assert (found.diagnostics, len(found.modules[0].policies)) == ((), 1)
    found = compiled(tmp_path / "not", {"p.yaml": policy.replace("true", "false")})
    assert [d.code for d in found.diagnostics] == [codes.UNUSED_POLICY]


def test_a_policy_of_another_group_is_a_literal_arn(tmp_path):
    files = {
        "rolec.yaml": "account: '111122223333'\nsplit: folder\n",
        "roles/base/p.yaml": "policy: p\nstatements: [{allow: s3:Get*, on: '*'}]\n",
        "roles/web/r.yaml": "role: r\ntrust: [{aws_service: ec2}]\npermissions: [{policy: p}]\n",
    }
    found = compiled(tmp_path, files)
    assert found.order == (("base", "web"),)
    web = next(module for module in found.modules if module.folder == "web")
    assert web.roles[0].attachments[0].policy_arn.literal == "arn:aws:iam::111122223333:policy/p"


def test_a_boundary_that_names_its_own_role_is_no_circle_to_terraform(tmp_path):
    files = {
        "rolec.yaml": ACCOUNT,
        "roles/r.yaml": "role: r\ntrust: [{aws_service: ec2}]\npermissions_boundary: {policy: p}\n",
        "roles/p.yaml": "policy: p\nstatements: [{deny: 'iam:*', on: '${roles.r.arn}'}]\n",
    }
    module = modules(tmp_path, files)[""]
    resources = module.policies[0].document.statements[0].resources
    boundary = module.roles[0].permissions_boundary
    assert resources
    assert resources.items[0].literal == "arn:aws:iam::111122223333:role/r"
    # IAM wants the boundary to exist before the role, and the role in a policy not at all.
    assert boundary
    assert boundary.written == "${aws_iam_policy.p.arn}"


def test_one_wrong_role_leaves_the_others_when_asked_to_keep_going(tmp_path):
    files = {f"r{n}.yaml": f"role: r{n}\ntrust: [{{aws_service: ec2}}]\n" for n in range(5)}
    files["bad.yaml"] = "role: bad\ntrust: [{aws_servce: ec2}]\n"
    files["uses.yaml"] = "role: uses\ntrust: [{role: bad}]\n"
    assert compiled(tmp_path, files).modules == ()
    found = compiled(tmp_path, files, keep_going=True)
    assert [role.name for role in found.modules[0].roles] == [f"r{n}" for n in range(5)]
    assert [path.rpartition("/")[2] for path in found.failed] == ["bad.yaml", "uses.yaml"]


def test_an_order_of_trust_of_any_length_is_no_deep_recursion(tmp_path):
    specs = ["role: r0\ntrust: [{aws_service: ec2}]\n"]
    specs += [f"role: r{n}\ntrust: [{{role: r{n - 1}}}]\n" for n in range(1, 1500)]
    assert len(modules(tmp_path, {"all.yaml": "---\n".join(specs)})[""].roles) == 1500
