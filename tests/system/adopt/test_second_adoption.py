"""An adoption into a folder that has one: Terraform takes nothing over twice, and defines nothing twice."""

from __future__ import annotations

import re
from pathlib import Path

from rolec.cli.exit_code import ExitCode

TRUST = (
    '{Version: "2012-10-17", Statement: {Effect: Allow, Principal: {Service: ec2.amazonaws.com},'
    ' Action: "sts:AssumeRole"}}'
)
READ = "{Statement: {Effect: Allow, Action: 's3:GetObject', Resource: '*'}}"
OF_TERRAFORM = """\
variable "url" {}

resource "aws_iam_role" "NAME" {
  name               = "NAME"
  description        = replace(var.url, "https://", "")
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Principal = { Service = "ec2.amazonaws.com" }, Action = "sts:AssumeRole" }]
  })
}
"""


def template(name, *roles):
    text = "Resources:\n"
    for role in roles:
        text += (
            f"  {role}:\n    Type: AWS::IAM::Role\n    Properties:\n      RoleName: {role}\n"
            f"      AssumeRolePolicyDocument: {TRUST}\n"
            f"      Policies: [!If [On, {{PolicyName: p, PolicyDocument: {READ}}}, !Ref AWS::NoValue]]\n"
        )
    Path(name).write_text(text)
    return name


def imported():
    files = sorted(each.name for each in Path("specs").glob("*.tf"))
    texts = [Path("specs", each).read_text() for each in files]
    return files, [re.findall(r"^\s+to\s+= (\S+)$", text, re.MULTILINE) for text in texts]


def test_a_second_adoption_takes_over_what_the_first_did_not(adopt):
    adopt(template("a.yaml", "a"))
    Path("report.json").unlink()
    code, out, _ = adopt(template("b.yaml", "a", "b"))
    # The spec of `a` is there already.
    assert code == ExitCode.ERRORS
    assert "imports-2.tf: 2 to import" in out
    assert imported() == (
        ["imports-2.tf", "imports.tf"],
        [
            ["aws_iam_role.b", "aws_iam_role_policy.b__p[0]"],
            ["aws_iam_role.a", "aws_iam_role_policy.a__p[0]"],
        ],
    )


def test_a_file_that_somebody_has_edited_since_takes_over_what_it_has(adopt):
    adopt(template("a.yaml", "a"))
    place = Path("specs/imports.tf")
    edited = place.read_text().replace("import {", "import { # by hand")
    place.write_text(edited.replace("  to =", "    to   ="))
    Path("report.json").unlink()
    adopt(template("b.yaml", "a", "b"))
    _, (new, before) = imported()
    assert new == ["aws_iam_role.b", "aws_iam_role_policy.b__p[0]"]
    assert before == ["aws_iam_role.a", "aws_iam_role_policy.a__p[0]"]


def test_where_nothing_is_left_to_take_over_there_is_no_file(adopt):
    adopt(template("a.yaml", "a"))
    Path("report.json").unlink()
    _, out, _ = adopt("a.yaml")
    assert "to import" not in out
    assert imported()[0] == ["imports.tf"]


def test_a_file_of_somebody_else_takes_over_nothing(adopt):
    Path("specs").mkdir()
    Path("specs/imports-own.tf").write_text('import {\n  to = aws_iam_role.a\n  id = "a"\n}\n')
    adopt(template("a.yaml", "a"))
    assert imported()[0] == ["imports-own.tf", "imports.tf"]


def test_an_expression_is_defined_once_however_the_file_before_is_laid_out(adopt):
    Path("a.tf").write_text(OF_TERRAFORM.replace("NAME", "a"))
    Path("b.tf").write_text(OF_TERRAFORM.replace("NAME", "b"))
    adopt("a.tf")
    before = Path("specs/adopted.tf")
    text = before.read_text().replace(" = replace(", "   =   replace(")
    before.write_text(f"# of a\n{text.replace('locals {', 'locals { # by hand')}\nlocals {{}}\n")
    Path("report.json").unlink()
    code, _, err = adopt("b.tf")
    assert (code, err) == (ExitCode.OK, "")
    assert not Path("specs/adopted-2.tf").exists()


def test_an_expression_is_defined_once(adopt):
    for name in ("a", "b"):
        Path(f"{name}.tf").write_text(OF_TERRAFORM.replace("NAME", name))
        Path("report.json").unlink(missing_ok=True)
        code, _, err = adopt(f"{name}.tf")
        assert code == ExitCode.OK, err
    Path("b.tf").write_text(
        Path("b.tf").read_text().replace("https", "http").replace('"b"', '"c"')
    )
    Path("report.json").unlink()
    adopt("b.tf")
    first, other = (Path("specs", each).read_text() for each in ("adopted.tf", "adopted-2.tf"))
    assert first.count(" = replace(") == other.count(" = replace(") == 1
    assert first != other
    assert other.startswith("locals {\n  replace_")
    assert other.endswith(")\n}\n")
