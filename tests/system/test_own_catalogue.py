"""What a project puts over AWS's catalogue counts in every command, for it alone."""

from __future__ import annotations

import json

import pytest

from rolec.cli import main
from rolec.cli.exit_code import ExitCode
from support.git import Repository
from support.project import write

SETTINGS = 'language: 1\naccount: "111122223333"\n'
OWN = SETTINGS + "catalogue: aws.yaml\n"
AWS = """\
services:
  s3:
    resource_types:
      archive: arn:${Partition}:s3:::${BucketName}/archive
    actions:
      GetArchive: {access: read, resource_types: archive}
  newservice:
    actions: {DoIt: {access: write}}
"""
ROLE = """\
role: web
trust: [{aws_service: ec2}]
permissions:
  - inline_policy: own
    statements:
      - allow: {service: s3, access: read}
        on: arn:aws:s3:::photos/archive
      - allow: newservice:DoIt
        on: "*"
        when: {StringEquals: {"aws:RequestedRegion": eu-west-1}}
expect:
  - allow: newservice:DoIt
    with: {"aws:RequestedRegion": eu-west-1}
"""
DOCUMENT = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Action": "newservice:DoIt", "Resource": "*"}],
}


@pytest.fixture(autouse=True)
def project(tmp_path, monkeypatch):
    folder = tmp_path / "here"
    write(folder, {"rolec.yaml": OWN, "aws.yaml": AWS, "roles/web.yaml": ROLE})
    write(folder, {"policies/own.json": json.dumps(DOCUMENT)})
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def said(capsys):
    def said_(*arguments):
        code = main.main(list(arguments))
        out, err = capsys.readouterr()
        return code, out + err

    return said_


def codes(said, *arguments):
    _, text = said("check", *arguments, "--format", "json")
    listed = text[text.index("[") : text.rindex("]") + 1]
    return {finding["code"] for finding in json.loads(listed)}


def test_its_actions_are_known_to_lints_and_expectations(project, said):
    assert not codes(said) & {"L0201", "L0202", "E0566"}
    (project / "rolec.yaml").write_text(SETTINGS)
    assert codes(said) >= {"L0202", "E0566"}


def test_a_document_takes_the_catalogue_of_the_project_above_it(project, said):
    assert "L0202" not in codes(said, "policies/own.json")
    (project / "rolec.yaml").write_text(SETTINGS)
    assert "L0202" in codes(said, "policies/own.json")


def test_a_document_takes_levels_and_accounts_of_the_project_above_it(project, said):
    trust = {"Effect": "Allow", "Principal": {"AWS": "999988887777"}, "Action": "sts:AssumeRole"}
    write(project, {"trust.json": json.dumps(DOCUMENT | {"Statement": [trust]})})
    found = codes(said, "trust.json")
    assert found
    accounts = 'language: 1\naccounts: {own: {id: "999988887777"}}\n'
    (project / "rolec.yaml").write_text(accounts)
    assert codes(said, "trust.json") < found
    _, listed = said("explain", "--all", "--format", "json")
    names = {each["code"]: each["name"] for each in json.loads(listed)}
    off = "".join(f"  {names[code]}: off\n" for code in sorted(found))
    (project / "rolec.yaml").write_text(f"{SETTINGS}lints:\n{off}")
    assert codes(said, "trust.json") == set()


def test_access_stands_for_its_actions_too(project, said):
    code, text = said("build", "-o", "../build")
    assert code == ExitCode.OK, text
    policy = (project.parent / "build/json/role/web/inline/own.json").read_text()
    assert "s3:GetArchive" in policy


def test_it_is_asked_by_query(project, said):
    assert "s3:GetArchive" in said("query", "actions", "s3")[1]
    assert "newservice:DoIt" in said("query", "actions", "newservice:*")[1]
    assert "/archive" in said("query", "resources", "s3")[1]
    (project / "aws.yaml").write_text("services: []\n")
    code, text = said("query", "actions", "s3")
    assert code == ExitCode.ERRORS
    assert "this must be a mapping" in text


def test_another_catalogue_is_another_project_to_diff_and_a_change_of_the_gate(project, said):
    repository = Repository.make(project)
    (project / "rolec.yaml").write_text(OWN)
    repository.commit()
    (project / "aws.yaml").write_text(AWS.replace("GetArchive", "ReadArchive"))
    code, text = said("diff", "HEAD")
    assert code == ExitCode.NO
    assert "s3:ReadArchive" in text
    code, text = said("review", "HEAD")
    assert code == ExitCode.NO
    assert "aws.yaml, which stands over AWS's catalogue" in text


def test_a_build_sees_that_it_changed(project, said):
    said("build", "-o", "../build")
    said("build", "-o", "../build")
    (project / "aws.yaml").write_text(AWS.replace("access: read", "access: list"))
    _, text = said("build", "--check", "-o", "../build")
    assert "up to date" in text  # the lock holds what was taken
    _, text = said("build", "--update", "-o", "../build")
    assert "0 written" not in text
