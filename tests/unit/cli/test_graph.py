"""`rolec graph`: what it prints, in each form, and for which ends."""

from __future__ import annotations

import json

import pytest

from rolec.cli import main
from support.project import write

PROJECT = {
    "rolec.yaml": """\
        language: 1
        accounts:
          prod: {id: '444455556666'}
          vendor: {id: '777788889999', owned: false}
        """,
    "roles/all.yaml": """\
        role: deploy
        trust:
          - aws_account: vendor
            external_id: abcdefgh
        permissions:
          - inline_policy: release
            statements:
              - sid: Make
                allow: [lambda:CreateFunction, lambda:InvokeFunction]
                on: "*"
              - sid: Pass
                allow: iam:PassRole
                on: ${roles.jobs.arn}
        ---
        role: jobs
        trust:
          - aws_service: lambda
        permissions:
          - managed_policy: AdministratorAccess
        """,
}

TEXT = """\
2 roles, 3 edges, 1 from outside, 1 way from outside to an administrator

From outside to administrators
  - AWS account vendor (777788889999) -> role deploy in 444455556666 -> role jobs in 444455556666
      deploy: may assume it
        only if sts:ExternalId is abcdefgh
        roles/all.yaml:3: sts:AssumeRole in trust policy
      jobs: may pass it to lambda.amazonaws.com
        roles/all.yaml:11: iam:PassRole in release, Sid Pass
        roles/all.yaml:8: lambda:CreateFunction in release, Sid Make
        roles/all.yaml:8: lambda:InvokeFunction in release, Sid Make
      jobs may do everything

Administrators
  - role jobs in 444455556666 may do everything
        roles/all.yaml:19: iam:PutRolePolicy in AdministratorAccess

Who can become whom
  role deploy in 444455556666:
    - AWS account vendor (777788889999) may assume it
        only if sts:ExternalId is abcdefgh
        roles/all.yaml:3: sts:AssumeRole in trust policy
  role jobs in 444455556666:
    - role deploy in 444455556666 may pass it to lambda.amazonaws.com
        roles/all.yaml:11: iam:PassRole in release, Sid Pass
        roles/all.yaml:8: lambda:CreateFunction in release, Sid Make
        roles/all.yaml:8: lambda:InvokeFunction in release, Sid Make
    - AWS service lambda.amazonaws.com may assume it
        roles/all.yaml:17: sts:AssumeRole in trust policy
"""


@pytest.fixture(autouse=True)
def _here(tmp_path, monkeypatch):
    write(tmp_path, PROJECT)
    monkeypatch.chdir(tmp_path)


def run(*arguments: str) -> int:
    return main.main(["graph", *arguments])


def test_text(capsys):
    assert run() == 0
    shown = capsys.readouterr()
    assert shown.out == TEXT
    assert shown.err == ""


def test_json(capsys):
    assert run("--format", "json") == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown.keys() == {"nodes", "edges", "paths", "untold"}
    nodes = {node["name"]: node for node in shown["nodes"]}
    assert nodes["vendor"]["outside"]
    assert nodes["jobs"]["administrator"]["because"] == "everything"
    assert (nodes["jobs"]["file"], nodes["jobs"]["line"]) == ("roles/all.yaml", 15)
    (path,) = shown["paths"]
    assert path["nodes"] == [
        "account/777788889999",
        "arn:aws:iam::444455556666:role/deploy",
        "arn:aws:iam::444455556666:role/jobs",
    ]
    trust, passing = path["edges"]
    assert (trust["kind"], trust["words"]) == (
        "assumes",
        ["only if sts:ExternalId is abcdefgh"],
    )
    assert trust["conditions"] == [
        {"operator": "StringEquals", "key": "sts:ExternalId", "values": ["abcdefgh"]}
    ]
    assert (passing["kind"], passing["service"]) == ("passes", "lambda.amazonaws.com")
    assert passing["statements"][0] == {
        "action": "iam:PassRole",
        "policy": "release",
        "sid": "Pass",
        "file": "roles/all.yaml",
        "line": 11,
    }


def test_mermaid(capsys):
    assert run("--format", "mermaid") == 0
    shown = capsys.readouterr()
    assert shown.out.startswith("flowchart LR\n")
    assert "linkStyle 0,1 " in shown.out
    assert shown.err == ""


def test_only_ways_that_are_asked_for(capsys):
    assert run("--from", "deploy", "--to", "jobs") == 0
    shown = capsys.readouterr().out
    assert shown.startswith("2 roles, 1 edge, 0 from outside, 1 way\n")
    assert "vendor" not in shown
    assert run("--from", "ven*") == 0
    assert capsys.readouterr().out.startswith("2 roles, 2 edges, 1 from outside, 2 ways\n")
    assert run("--to", "deploy") == 0
    assert capsys.readouterr().out.startswith("1 role, 1 edge, 1 from outside, 1 way\n")


def test_a_name_of_nobody(capsys):
    assert run("--to", "job") == 2
    assert "nobody is called `job`: did you mean `jobs`?" in capsys.readouterr().err


def test_specs_with_errors_have_no_graph(tmp_path, capsys):
    write(tmp_path, {"roles/b.yaml": "role: b\n"})
    assert run() == 1
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.endswith("there is no graph before that is mended\n")


def test_a_graph_that_github_does_not_draw_is_said(tmp_path, capsys):
    entries = "".join(f"  - aws_account: '{i:012}'\n" for i in range(15))
    specs = (f"role: r{i}\ntrust:\n{entries}" for i in range(35))
    write(tmp_path, {"roles/all.yaml": "---\n".join(specs)})
    assert run("--format", "mermaid") == 0
    assert "GitHub draws at most 500 edges" in capsys.readouterr().err


OLD = "role: old\ntrust: [{aws_service: ec2}]\ntrust_version: none\n"


def test_what_only_a_check_would_tell_is_not_told(capsys, tmp_path):
    write(tmp_path, {"roles/old.yaml": OLD})
    assert run() == 0
    assert capsys.readouterr().err == ""
    write(tmp_path, {"roles/wrong.yaml": "role: wrong\n"})
    assert run() == 1
    err = capsys.readouterr().err
    assert "error" in err
    assert "note" not in err
