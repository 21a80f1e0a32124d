"""`rolec query` prints what the catalogue knows, and the nearest name of what it does not."""

from __future__ import annotations

import json

import pytest

from rolec.cli import main
from rolec.cli.exit_code import ExitCode


def run(*arguments: str) -> int:
    return main.main(["query", *arguments])


def test_actions_are_a_table_with_aligned_columns(capsys):
    assert run("actions", "sqs") == 0
    head, *rows = capsys.readouterr().out.splitlines()
    access, types = head.index("ACCESS"), head.index("RESOURCE TYPES")
    assert head.startswith("ACTION ")
    for row in rows:
        assert row.startswith("sqs:")
        assert row[access - 2 : access] == "  "
        assert row[access] != " "
        assert row[types] != " "
    assert any(row.split() == ["sqs:SendMessage", "write", "queue"] for row in rows)


def _actions(capsys, *arguments: str) -> dict[str, dict]:
    assert run("actions", *arguments, "--format", "json") == 0
    return {row["action"]: row for row in json.loads(capsys.readouterr().out)}


def test_actions_of_an_access_level(capsys):
    found = _actions(capsys, "s3", "--access", "write")
    assert "s3:PutObject" in found
    assert not {"s3:PutBucketPolicy", "s3:PutObjectTagging", "s3:GetObject"} & found.keys()
    both = _actions(capsys, "s3", "--access", "write", "--access", "read")
    assert both.keys() > found.keys()
    assert "s3:GetObject" in both


def test_json_has_what_the_table_has_no_room_for(capsys):
    found = _actions(capsys, "lambda:CreateFunction")["lambda:CreateFunction"]
    assert "iam:PassRole" in found["dependent_actions"]
    assert "lambda:VpcIds" in found["condition_keys"]
    assert found["required"] == ["function"]


def test_a_pattern_covers_actions(capsys):
    assert _actions(capsys, "S3:get*acl").keys() == {
        "s3:GetBucketAcl",
        "s3:GetObjectAcl",
        "s3:GetObjectVersionAcl",
    }


def test_resources(capsys):
    assert run("resources", "s3") == 0
    rows = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert ["object", "arn:${Partition}:s3:::${BucketName}/${ObjectName}"] in rows
    assert run("resources", "s3", "--format", "json") == 0
    found = {row["resource_type"]: row for row in json.loads(capsys.readouterr().out)}
    assert "GetObject" in found["object"]["actions"]
    assert "GetObject" not in found["bucket"]["actions"]


def test_a_key_of_a_token_has_as_many_values_as_iam_reads(capsys):
    assert run("keys", "sts", "--format", "json") == 0
    many = {k["condition_key"]: k["multivalued"] for k in json.loads(capsys.readouterr().out)}
    assert many["saml:givenName"] is many["cognito-identity.amazonaws.com:amr"] is True
    assert many["saml:iss"] is many["sts:ExternalId"] is False


def test_keys_of_a_service_and_of_all(capsys):
    assert run("keys", "s3") == 0
    rows = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert ["aws:TagKeys", "String", "yes"] in rows
    assert ["s3:ExistingObjectTag/<key>", "String", "no"] in rows
    assert run("keys", "aws") == 0
    assert "aws:PrincipalOrgID " in capsys.readouterr().out


@pytest.mark.parametrize("before", ["", "service-role/", "arn:aws:iam::aws:policy/"])
def test_a_managed_policy(capsys, before):
    assert run("policy", f"{before}AmazonS3ReadOnlyAccess") == 0
    facts, _, document = capsys.readouterr().out.partition("\n\n")
    assert "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess" in facts
    assert document.startswith('{\n  "Version": "2012-10-17",\n  "Statement": [')
    assert json.loads(document)["Statement"][0]["Effect"] == "Allow"
    assert run("policy", "AWSSupportServiceRolePolicy", "--format", "json") == 0
    assert json.loads(capsys.readouterr().out)["attachable"] is False


def test_service_principals(capsys):
    assert run("service-principals") == 0
    rows = {line.split()[0]: line.split()[1:] for line in capsys.readouterr().out.splitlines()}
    assert rows["ecs-tasks.amazonaws.com"][:3] == ["yes", "yes", "documented"]
    assert rows["lambda.amazonaws.com"][:2] == ["no", "no"]
    assert rows["acm.amazonaws.com"] == ["-", "-", "-", "-"]


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (("actions", "kinessis"), "did you mean `kinesis`?"),
        (("resources", "zz"), "such as `s3`"),
        (("actions", "elbv2"), "did you mean `elasticloadbalancing`?"),
        (("keys", "dynamodv"), "did you mean `dynamodb`?"),
        (("actions", "s3:GetObjct"), "did you mean `s3:GetObject`?"),
        (("actions", "s3:Zzzzzzzzzz*"), "lists them"),
        (("policy", "amazons3readonlyaccess"), "did you mean `AmazonS3ReadOnlyAccess`?"),
        (("policy", "Zzzzzzzzz"), "the end of its ARN"),
        (("policy", "Zzzzzzzzz*"), "'*S3*'"),
        (("service-principals", "ecs-taks"), "did you mean `ecs-tasks`?"),
        (("service-principals", "zz*zz"), "lists them"),
    ],
)
def test_a_name_that_is_not_known_gets_the_nearest(capsys, arguments, hint):
    assert run(*arguments) == ExitCode.ERRORS
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("error: AWS has no ")
    assert hint in said.err


def test_what_is_empty_is_said_and_is_no_error(capsys):
    assert run("actions", "sqs", "--access", "list") == 0
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", "no action has the access level list\n")
    assert run("actions", "sqs", "--access", "list", "--format", "json") == 0
    assert json.loads(capsys.readouterr().out) == []


def test_a_service_that_aws_ended_is_said_to_be_so(capsys):
    assert run("actions", "codestar") == 0
    said = capsys.readouterr()
    assert said.err == "note: AWS has ended AWS CodeStar\n"
    assert "retired" in said.out


def test_a_misspelt_question_gets_the_nearest(capsys):
    assert run("action", "s3") == ExitCode.USAGE
    assert "did you mean `actions`?" in capsys.readouterr().err


def test_policies_and_principals_are_searched_by_patterns(capsys):
    assert run("policy", "amazons3*", "--format", "json") == 0
    found = {row["policy"]: row["arn"] for row in json.loads(capsys.readouterr().out)}
    assert found["AmazonS3FullAccess"] == "arn:aws:iam::aws:policy/AmazonS3FullAccess"
    assert all(name.startswith("AmazonS3") for name in found)
    assert run("service-principals", "ecs") == 0
    part = {line.split()[0] for line in capsys.readouterr().out.splitlines()[1:]}
    assert {"ecs.amazonaws.com", "ecs-tasks.amazonaws.com"} < part
    assert all("ecs" in name for name in part)
    assert run("service-principals", "ecs*") == 0
    begin = {line.split()[0] for line in capsys.readouterr().out.splitlines()[1:]}
    assert begin == {name for name in part if name.startswith("ecs")}


def test_a_question_about_nothing_gets_the_help(capsys):
    assert run() == 0
    assert capsys.readouterr().out.startswith("Usage: rolec query ")
