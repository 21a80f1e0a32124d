"""Which roles and states of two sides are the same thing, what belongs to a role, who trusts it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from rolec.compare.compare import Verdict
from rolec.driver.compile.compile import compile_paths
from rolec.driver.diff.compile_sides import compile_sides
from rolec.driver.diff.difference import difference
from rolec.driver.diff.sides import Side
from rolec.driver.project.files import DISK
from support.project import write

ONE = "language: 1\naccount: '111122223333'\n"
TWO = """\
language: 1
accounts:
  tools: {id: '222233334444'}
  production: {id: '444455556666'}
"""
WEB = "role: web\ntrust: [{aws_service: ec2}]\n"
READS = 'permissions: [{inline_policy: own, statements: [{allow: s3:GetObject, on: "*"}]}]\n'


@pytest.fixture
def differ(tmp_path):
    def run(old: dict[str, str], new: dict[str, str]):
        places = (tmp_path / "old", tmp_path / "new")
        for place, files in zip(places, (old, new), strict=True):
            write(place, {"rolec.yaml": ONE} | files)
        sided = compile_sides(*(Side(path=place, files=DISK) for place in places))
        assert not sided.old.has_errors, sided.old.diagnostics
        assert not sided.new.has_errors, sided.new.diagnostics
        return difference(sided.old, sided.new, sided.edited)

    return run


def shown(found):
    return {
        (each.pair.now.module.account.nickname, each.pair.now.role.name): (
            str(each.access.verdict),
            {change.address: str(change.action) for change in each.changes},
        )
        for each in found.roles
    }


def test_a_comment_is_an_edit_that_changes_nothing(differ):
    found = differ({"roles/web.yaml": WEB}, {"roles/web.yaml": f"# why\n{WEB}"})
    assert shown(found) == {("", "web"): ("equal", {})}
    assert not found.may_gain


def test_a_role_that_is_not_edited_is_not_told(differ):
    files = {"roles/web.yaml": WEB, "roles/api.yaml": WEB.replace("web", "api")}
    assert shown(differ(files, files | {"roles/web.yaml": WEB + READS})) == {
        ("", "web"): ("wider", {"aws_iam_role_policy.web__own": "create"})
    }


def test_a_new_nickname_is_the_same_account(differ):
    old = {"rolec.yaml": TWO, "roles/web.yaml": WEB}
    new = old | {"rolec.yaml": TWO.replace("tools:", "ci:")}
    assert shown(differ(old, new)) == {}


def test_a_role_that_goes_to_another_state_is_made_anew_there(differ):
    settings = f"{ONE}split: folder\n"
    other = "role: b\ntrust: [{aws_account: self}]\n"
    keep = {
        "rolec.yaml": settings,
        "roles/one/a.yaml": WEB.replace("web", "a"),
        "roles/two/b.yaml": other,
    }
    found = differ(keep | {"roles/one/web.yaml": WEB}, keep | {"roles/two/web.yaml": WEB})
    [only] = found.roles
    assert (only.pair.old.module.folder, only.pair.new.module.folder) == ("one", "two")
    assert only.access.verdict is Verdict.EQUAL
    assert [str(change.action) for change in only.changes] == ["delete", "create"]


def test_another_name_at_the_same_address_is_the_same_role(differ):
    old = {"roles/web.yaml": f"{WEB}label: it\n"}
    found = differ(old, {"roles/web.yaml": old["roles/web.yaml"].replace("web", "site")})
    [only] = found.roles
    assert (only.pair.old.role.name, only.pair.new.role.name) == ("web", "site")
    assert shown(found) == {("", "site"): ("equal", {"aws_iam_role.it": "replace"})}


def test_another_name_is_another_role(differ):
    found = differ({"roles/web.yaml": WEB}, {"roles/web.yaml": WEB.replace("web", "site")})
    assert shown(found) == {
        ("", "site"): ("wider", {"aws_iam_role.site": "create"}),
        ("", "web"): ("narrower", {"aws_iam_role.web": "delete"}),
    }


POLICY = 'policy: shared\nstatements: [{allow: s3:GetObject, on: "*"}]\n'
USES = f"{WEB}permissions: [{{policy: shared}}]\n"


def test_what_a_policy_says_is_told_of_each_role_that_uses_it(differ):
    old = {
        "roles/p.yaml": POLICY,
        "roles/web.yaml": USES,
        "roles/b.yaml": USES.replace("web", "b"),
    }
    found = differ(old, old | {"roles/p.yaml": POLICY.replace("GetObject", "PutObject")})
    changes = ("incomparable", {"aws_iam_policy.shared": "update"})
    assert shown(found) == {("", "b"): changes, ("", "web"): changes}
    assert found.others == ()


def test_what_no_role_uses_is_told_by_itself(differ):
    old = {
        "rolec.yaml": TWO,
        "roles/web.yaml": WEB,
        "roles/p.yaml": f"{POLICY}accounts: [tools]\n",
    }
    found = differ(old, old | {"roles/p.yaml": old["roles/p.yaml"].replace("s3:Get", "s3:Put")})
    assert found.roles == ()
    assert [change.address for change in found.others] == ["aws_iam_policy.shared"]


TRUSTS = "role: other\ntrust: [{role: web}]\n"


@pytest.mark.parametrize(
    ("trust", "told"),
    [
        ("{role: web}", [("other", True)]),
        ("{aws_account: self, roles: [web]}", [("other", True)]),
        ("{aws_account: self}", []),
        ("{aws_service: ec2}", []),
    ],
)
def test_who_trusts_a_role_that_is_made_anew_is_told(differ, trust, told):
    old = {"roles/web.yaml": WEB, "roles/other.yaml": f"role: other\ntrust: [{trust}]\n"}
    found = differ(old, old | {"roles/web.yaml": f"{WEB}label: it\n"})
    [web] = [each for each in found.roles if each.pair.now.role.name == "web"]
    assert [(each.role.role.name, each.again) for each in web.broken] == told


def test_trust_of_another_account_breaks_in_silence(differ):
    """The ARN stays, and so does the trust policy, which names the id of a role that is gone."""
    old = {
        "rolec.yaml": TWO,
        "roles/web.yaml": f"{WEB}accounts: [tools]\n",
        "roles/other.yaml": "role: other\naccounts: [production]\ntrust: [{role: web, account: tools}]\n",
    }
    found = differ(old, old | {"roles/web.yaml": f"{old['roles/web.yaml']}label: it\n"})
    [web] = found.roles
    assert {str(change.action) for change in web.changes} == {"create", "delete"}
    assert [(b.role.role.name, b.again) for b in web.broken] == [("other", False)]


def test_a_role_that_is_changed_in_place_is_still_trusted(differ):
    old = {"roles/web.yaml": WEB, "roles/other.yaml": TRUSTS}
    found = differ(old, old | {"roles/web.yaml": f"{WEB}description: x\n"})
    assert [each.broken for each in found.roles] == [()]


def test_a_reference_with_another_value_is_told(differ):
    spec = f"{WEB}permissions: [{{inline_policy: own, statements: [{{allow: s3:GetObject, on: '${{var.b}}'}}]}}]\n"
    old = {"rolec.yaml": ONE + "references: {var.b: 'arn:aws:s3:::a'}\n", "roles/web.yaml": spec}
    new = old | {"rolec.yaml": old["rolec.yaml"].replace(":::a", ":::b")}
    assert shown(differ(old, new)) == {("", "web"): ("incomparable", {})}


LOCKED = f"{WEB}permissions: [{{managed_policy: AmazonSQSReadOnlyAccess}}]\n"


def _lock(sha256: str) -> str:
    return (
        '[{"generated_by": "rolec, do not edit", "catalogue": "2026-10-27"}\n'
        f',{{"managed_policy": "AmazonSQSReadOnlyAccess", "sha256": "{sha256}"}}\n]\n'
    )


@pytest.mark.parametrize(
    ("old", "new", "verdict"),
    [("a", "b", "unknown"), ("a", "a", "equal"), (None, "b", "unknown")],
)
def test_a_policy_of_aws_is_that_of_the_lock(differ, old, new, verdict):
    from rolec.driver.lock.locked_project import hash_now

    now = hash_now("AmazonSQSReadOnlyAccess")
    sides = [
        {"roles/web.yaml": text, "rolec.lock": _lock(hash_ * 64 if hash_ else now)}
        for text, hash_ in ((LOCKED, old), (f"# edited\n{LOCKED}", new))
    ]
    found = differ(*sides)
    [only] = found.roles
    assert str(only.access.verdict) == verdict
    assert any("rolec.lock" in each for each in only.access.assumptions)


def test_nothing_is_kept_of_the_sides(tmp_path):
    """The same module twice, compiled apart, is the same."""
    write(tmp_path, {"rolec.yaml": ONE, "roles/web.yaml": WEB})
    one, other = (compile_paths((Path(tmp_path),)) for _ in range(2))
    assert difference(one, other).roles == ()
    assert difference(one, replace(other, modules=())).roles[0].pair.new is None


ENABLED = "enabled: ['${var.web}', '${var.beta}']\n"
UNKNOWN = "permissions: [{managed_policy: 'arn:aws:iam::111122223333:policy/theirs'%s}]\n"


@pytest.mark.parametrize("permissions", ["", READS])
@pytest.mark.parametrize(
    ("old", "new", "verdict"),
    [
        (ENABLED, "", "wider"),
        ("", ENABLED, "narrower"),
        (ENABLED, "enabled: ${var.beta}\n", "wider"),
        ("enabled: ${var.beta}\n", ENABLED, "narrower"),
        ("enabled: ${var.web}\n", "enabled: ${var.beta}\n", "incomparable"),
        (ENABLED, "enabled: ['${var.beta}', '${var.web}']\n", "equal"),
    ],
)
def test_a_role_made_on_another_condition_has_another_access(
    differ, permissions, old, new, verdict
):
    files = [{"roles/web.yaml": WEB + enabled + permissions} for enabled in (old, new)]
    found = differ(*files)
    (role,) = found.roles
    assert str(role.access.verdict) == verdict
    assert found.may_gain is (verdict not in {"narrower", "equal"})
    # The trust policy is there where the role is, whatever the role may do.
    assert bool(role.access.granted) is (verdict in {"wider", "incomparable"})
    assert bool(role.access.revoked) is (verdict in {"narrower", "incomparable"})


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (WEB + UNKNOWN % ", enabled: '${var.web}'", WEB + UNKNOWN % ""),
        (WEB + "enabled: ${var.web}\n" + UNKNOWN % "", WEB + UNKNOWN % ""),
    ],
)
def test_what_is_not_known_and_had_on_another_condition_is_not_the_same(differ, old, new):
    found = differ({"roles/web.yaml": old}, {"roles/web.yaml": new})
    assert shown(found)["", "web"][0] == "unknown"
    said = "what arn:aws:iam::111122223333:policy/theirs (if ${var.web}) allows and denies is not known"
    assert any(each.startswith(said) for each in found.roles[0].access.assumptions)


def test_one_role_only_is_what_another_was_before(differ):
    """Of two new roles with the access of one that is gone, one more role may do that."""
    old = {"roles/web.yaml": WEB + READS}
    new = {f"roles/{name}.yaml": (WEB + READS).replace("web", name) for name in ("a", "b")}
    found = differ(old, new)
    before = {each.pair.now.role.name: each.before for each in found.roles}
    assert [name for name, each in before.items() if each] == ["a"]
    assert before["a"].role.role.name == "web"
    assert found.may_gain
