"""`rolec.lock` through the command: what is kept, what is taken anew, and what is refused."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from rolec.catalog import managed_document, origin, read_service
from rolec.catalog.access_level import AccessLevel
from rolec.catalog.service import Action
from rolec.cli import request
from rolec.cli.command_group import COMMANDS
from support.project import write

LOCK = Path("rolec.lock")
POLICY = Path("build/json/role/web/inline/main.json")
SETTINGS = "language: 1\naccount: '111122223333'\n"
ROLE = """\
role: web
trust: [{aws_service: ec2}]
permissions:
  - managed_policy: ReadOnlyAccess
  - inline_policy: main
    statements:
      - allow: {service: sqs, access: [read]}
        on: "*"
"""
PLAIN = "role: web\ntrust: [{aws_service: ec2}]\n"
HEAD = '[{"generated_by": "rolec, do not edit", "catalogue": "2026-10-27"}\n'
PINNED = '{"managed_policy": "ReadOnlyAccess", "sha256": "' + 64 * "0" + '"}\n'


@pytest.fixture(autouse=True)
def project(tmp_path, monkeypatch):
    """A project in a folder of its own, which is the one we are in."""
    write(tmp_path, {"rolec.yaml": SETTINGS, "roles/web.yaml": ROLE})
    monkeypatch.chdir(tmp_path)
    # The modules of the tests are hundreds, and do not change while they run.
    monkeypatch.setattr(request, "loaded_files", tuple)


@pytest.fixture
def newer(monkeypatch):
    """AWS with one more action that reads, and with another `ReadOnlyAccess`."""
    service, policy, now = read_service.service, managed_document.managed_policy, origin.origin()
    added = Action(service="sqs", name="GetWeather", levels=(AccessLevel.READ,))

    def newer_service(prefix):
        found = service(prefix)
        return replace(found, added=(added,)) if prefix == "sqs" else found

    def apply():
        monkeypatch.setattr(read_service, "service", newer_service)
        later = replace(now, read_on=date(2027, 1, 31))
        monkeypatch.setattr(origin, "origin", lambda: later)
        monkeypatch.setattr(
            managed_document, "managed_policy", lambda name: replace(policy(name), document="{}")
        )

    return apply


def run(*arguments: str, code: int = 0):
    result = CliRunner().invoke(COMMANDS, arguments, catch_exceptions=False, obj=list(arguments))
    assert result.exit_code == code, result.output
    return result


def test_a_build_writes_a_sorted_line_an_entry():
    said = run("build").stdout
    assert "wrote rolec.lock" in said
    head, policy, access, end = LOCK.read_text("utf-8").splitlines()
    assert head == HEAD.strip()
    assert policy.startswith(',{"managed_policy": "ReadOnlyAccess", "sha256": "')
    assert access.startswith(',{"service": "sqs", "access": ["read"], "on": ["*"], "actions": [')
    assert end == "]"


def test_a_build_that_finds_the_lock_right_writes_nothing():
    run("build")
    before = LOCK.stat().st_mtime_ns, LOCK.stat().st_ino
    assert "wrote" not in run("build").stdout
    assert (LOCK.stat().st_mtime_ns, LOCK.stat().st_ino) == before
    run("build", "--check")
    run("check")


def test_a_newer_catalogue_changes_no_policy(newer):
    run("build")
    lock, policy = LOCK.read_bytes(), POLICY.read_bytes()
    newer()
    run("build")
    run("build", "--check")
    assert (LOCK.read_bytes(), POLICY.read_bytes()) == (lock, policy)


def test_check_says_what_aws_has_changed(newer):
    run("build")
    newer()
    said = run("check").stderr
    assert "note[E0542]: AWS has changed `ReadOnlyAccess`" in said
    assert "note[E0542]: AWS has changed the actions of `sqs`: 1 is new, 0 are gone" in said
    assert "rolec build --update" in said


def test_an_update_takes_everything_anew(newer):
    run("build")
    newer()
    run("build", "--update")
    assert "sqs:GetWeather" in POLICY.read_text("utf-8")
    assert "sqs:GetWeather" in LOCK.read_text("utf-8")
    assert '"catalogue": "2027-01-31"' in LOCK.read_text("utf-8")
    run("build", "--check")


def test_an_update_can_be_seen_before_it_is_made(newer):
    run("build")
    lock = LOCK.read_bytes()
    newer()
    said = run("build", "--check", "--update", code=3).stdout
    assert "different rolec.lock" in said
    assert '"sqs:GetWeather"' in said
    assert LOCK.read_bytes() == lock


def test_a_new_entry_leaves_the_others_as_they_are(newer):
    run("build")
    before = LOCK.read_text("utf-8").splitlines()
    newer()
    write(Path(), {"roles/new.yaml": ROLE.replace("web", "new").replace("sqs", "sns")})
    run("build")
    after = LOCK.read_text("utf-8").splitlines()
    assert set(before[1:]) <= set(after)
    (added,) = set(after[1:]) - set(before[1:])
    assert '"service": "sns"' in added
    assert "2027-01-31" in after[0]


def test_what_nothing_uses_is_dropped_and_an_empty_lock_is_none():
    run("build")
    write(Path(), {"roles/web.yaml": ROLE.replace("  - managed_policy: ReadOnlyAccess\n", "")})
    run("build")
    assert "ReadOnlyAccess" not in LOCK.read_text("utf-8")
    write(Path(), {"roles/web.yaml": PLAIN})
    assert "unwanted rolec.lock" in run("build", "--check", code=3).stdout
    assert "removed rolec.lock" in run("build").stdout
    assert not LOCK.exists()


def test_nothing_is_dropped_while_a_spec_has_an_error():
    run("build")
    write(Path(), {"roles/web.yaml": "role: web\n", "roles/other.yaml": PLAIN.replace("web", "o")})
    lock = LOCK.read_bytes()
    run("build", "--keep-going", code=1)
    assert LOCK.read_bytes() == lock


def test_a_stale_lock_is_shown_and_exits_3():
    run("build")
    LOCK.unlink()
    said = run("build", "--check", code=3).stdout
    assert "missing rolec.lock" in said
    assert "rolec.lock is stale: run `rolec build`" in said
    assert not LOCK.exists()


def test_check_warns_once_of_what_is_not_locked():
    LOCK.write_text(HEAD + "]\n")
    said = run("check").stderr
    assert said.count("warning[E0541]") == 1
    assert "roles/web.yaml:4:" in said


def test_check_notes_once_that_there_is_no_lock_yet():
    said = run("check").stderr
    assert said.count("note[E0544]: there is no `rolec.lock` yet") == 1
    assert "E0541" not in said
    run("build")
    assert "E054" not in run("check").stderr


def test_specs_without_a_project_have_no_lock():
    Path("rolec.yaml").unlink()
    run("build")
    run("build", "--check")
    assert not LOCK.exists()
    assert "E054" not in run("check").stderr


BROKEN = {
    "marks of a merge": HEAD + "<<<<<<< HEAD\n," + PINNED + "]\n",
    "a policy twice": HEAD + "," + PINNED + "," + PINNED + "]\n",
    "an access twice": HEAD
    + 2 * ',{"service": "s3", "access": ["list"], "on": ["*"], "actions": ["s3:ListBucket"]}\n'
    + "]\n",
    "another service's action": HEAD
    + ',{"service": "s3", "access": ["list"], "on": ["*"], "actions": ["iam:PassRole"]}\n]\n',
    "a wildcard": HEAD
    + ',{"service": "s3", "access": ["list"], "on": ["*"], "actions": ["s3:*"]}\n]\n',
    "no actions": HEAD + ',{"service": "s3", "access": ["list"], "on": ["*"], "actions": []}\n]\n',
    "no level": HEAD
    + ',{"service": "s3", "access": ["own"], "on": ["*"], "actions": ["s3:ListBucket"]}\n]\n',
    "no hash": HEAD + ',{"managed_policy": "ReadOnlyAccess", "sha256": "0"}\n]\n',
    "no day": HEAD.replace("2026-10-27", "today") + "]\n",
    "another tool's": HEAD.replace("rolec", "npm") + "]\n",
    "no list": "{}\n",
    "an empty list": "[]\n",
    "nothing": "",
    "not text": "\x00",
    "deep": "[" * 5000,
}


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN)
def test_a_broken_lock_is_an_error_with_a_way_out(text):
    LOCK.write_text(text, "utf-8")
    said = run("build", code=1).stderr
    assert "rolec.lock:" in said
    assert "error[E0" in said
    assert not Path("build").exists()
    assert LOCK.read_text("utf-8") == text
    run("build", "--update")
    run("build", "--check")


def test_a_lock_that_is_a_link_is_refused(tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "file"
    elsewhere.write_text("mine\n", "utf-8")
    LOCK.symlink_to(elsewhere)
    for arguments in (["build"], ["build", "--update"], ["check"]):
        assert "error[E0540]: `rolec.lock` is a link" in run(*arguments, code=1).stderr
    assert elsewhere.read_text("utf-8") == "mine\n"


def test_what_a_killed_build_left_is_no_hindrance():
    Path(".rolec.lock.rolec-tmp").write_text("half", "utf-8")
    run("build")
    assert not Path(".rolec.lock.rolec-tmp").exists()


def test_a_lock_that_cannot_be_written_is_an_error_and_stays(monkeypatch):
    run("build")
    LOCK.write_text(HEAD + "," + PINNED + "]\n", "utf-8")
    before = LOCK.read_bytes()

    def full(_descriptor):
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr("rolec.driver.lock.write_lock.os.fsync", full)
    said = run("build", code=1).stderr
    assert "cannot write `rolec.lock`: no space left on device" in said
    assert LOCK.read_bytes() == before
    assert not Path(".rolec.lock.rolec-tmp").exists()
