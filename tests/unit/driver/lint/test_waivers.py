"""Findings that are accepted, in each place where that can be said."""

from __future__ import annotations

from datetime import date
from textwrap import dedent

import pytest

from rolec.driver.check import check

TODAY = date(2026, 11, 1)
SETTINGS = "account: '333344445555'\n"
STRANGER = "stranger-without-external-id"
WAIVE = f"waive: {{lint: {STRANGER}, because: They are us.}}"
TRUST = "statement: {Effect: Allow, Principal: {AWS: '777788889999'}, Action: 'sts:AssumeRole'}"
ROLE = f"role: web\ntrust:\n  - {TRUST}\n"


@pytest.fixture
def names(tmp_path):
    """The names of all that is found in a project."""

    def found(role: str, *, settings: str = SETTINGS, **others: str) -> list[str]:
        files = {"rolec.yaml": settings, "roles/web.yaml": role}
        files |= {f"roles/{name}.yaml": text for name, text in others.items()}
        for name, text in files.items():
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_text(dedent(text), "utf-8")
        return [d.code.name for d in check((tmp_path,), today=TODAY).diagnostics]

    return found


def test_without_a_waiver_it_is_found(names):
    assert names(ROLE) == [STRANGER]


@pytest.mark.parametrize(
    "role",
    [
        f"{ROLE}{WAIVE}\n",
        f"role: web\ntrust:\n  - {TRUST}\n    {WAIVE}\n",
        f"role: web\ntrust:\n  - {TRUST}\n    waive:\n      - {{lint: L0640, because: Us.}}\n",
    ],
)
def test_a_waiver_covers_what_it_stands_in(names, role):
    assert names(role) == []


def test_it_covers_nothing_else(names):
    role = f"role: web\ntrust:\n  - aws_service: ec2\n    {WAIVE}\n  - {TRUST}\n"
    assert names(role) == ["waiver-unused", STRANGER]
    assert names(ROLE, other=f"role: other\n{WAIVE}\ntrust:\n  - {TRUST}\n") == [STRANGER]


def test_a_waiver_of_a_shared_list_covers_its_entries(names):
    shared = f"trusted_entities: them\ntrust:\n  - {TRUST}\n    {WAIVE}\n"
    assert names("role: web\ntrust: {trusted_entities: them}\n", them=shared) == []


STATEMENT = "{allow: 's3:GetObject', on: 'arn:aws:s3:::a/${aws: userid}'"


@pytest.mark.parametrize(
    "permission",
    [
        "  - {inline_policy: p, statements: %s}, waive: WAIVE}\n",
        "  - {inline_policy: p, statements: [%s, waive: WAIVE}]}\n",
    ],
)
def test_a_waiver_stands_in_permissions_and_statements(names, permission):
    waive = "{lint: variable-with-space, because: It is a test.}"
    text = permission.replace("WAIVE", waive).replace("%s", STATEMENT)
    assert names(f"role: web\ntrust: {{aws_service: ec2}}\npermissions:\n{text}") == []
    text = permission.replace(", waive: WAIVE", "").replace("%s", STATEMENT)
    found = names(f"role: web\ntrust: {{aws_service: ec2}}\npermissions:\n{text}")
    assert found == ["variable-with-space"]


def test_a_waiver_of_a_policy_covers_it(names):
    policy = f"policy: p\nstatements: [{STATEMENT}}}]\nwaive: {{lint: L0352, because: A test.}}\n"
    role = "role: web\ntrust: {aws_service: ec2}\npermissions: {policy: p}\n"
    assert names(role, p=policy) == []


@pytest.mark.parametrize(
    ("role", "found"), [("web", []), ("w*", []), ("x*", ["waiver-unused", STRANGER])]
)
def test_a_waiver_of_the_project_may_be_for_some_roles(names, role, found):
    settings = f"{SETTINGS}waivers: {{lint: L0640, role: '{role}', because: They are us.}}\n"
    assert names(ROLE, settings=settings) == found


def test_a_waiver_of_the_project_is_for_all_of_it(names):
    settings = f"{SETTINGS}waivers: {{lint: L0640, because: They are us.}}\n"
    assert names(ROLE, settings=settings) == []


@pytest.mark.parametrize(
    ("last", "found"),
    [
        ("2026-11-01", []),
        ("2026-10-31", [STRANGER, "waiver-expired"]),
        ("2026-02-30", [STRANGER, "no-such-day"]),
    ],
)
def test_a_waiver_holds_until_the_end_of_its_day(names, last, found):
    waive = f"waive: {{lint: L0640, because: They are us., expires: {last}}}"
    assert names(f"{ROLE}{waive}\n") == found


def test_whether_a_waiver_is_used_is_not_known_before_all_errors_are_mended(names):
    assert names(f"role: web\ntrust:\n  - aws_service: ec2\n{WAIVE}\n", other="role: o\n") == [
        "missing-field"
    ]


def test_a_waiver_has_a_reason(names):
    assert names(f"{ROLE}waive: {{lint: L0640}}\n") == ["missing-field"]


def test_a_waiver_for_a_role_that_is_none_names_the_nearest(tmp_path):
    waiver = "{lint: L0640, role: wev, because: They are us.}"
    (tmp_path / "roles").mkdir()
    (tmp_path / "rolec.yaml").write_text(f"{SETTINGS}waivers: {waiver}\n", "utf-8")
    (tmp_path / "roles/webs.yaml").write_text(ROLE.replace("web", "webs"), "utf-8")
    found = check((tmp_path,), today=TODAY).diagnostics
    (unused,) = [each for each in found if each.code.name == "waiver-unused"]
    assert unused.message == "no role is called `wev`, which this waiver is for"
    assert unused.help == "delete the waiver"
    (tmp_path / "rolec.yaml").write_text(
        f"{SETTINGS}waivers: {waiver.replace('wev', 'wbes')}\n", "utf-8"
    )
    found = check((tmp_path,), today=TODAY).diagnostics
    (unused,) = [each for each in found if each.code.name == "waiver-unused"]
    assert unused.help == "did you mean `webs`?"
