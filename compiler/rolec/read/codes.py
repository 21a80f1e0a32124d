"""The codes of what `rolec` cannot read in Terraform and JSON."""

from __future__ import annotations

from rolec.diagnostics.code import Code

HCL_SYNTAX = Code(
    "E0601",
    "hcl-syntax",
    """\
The text is not HCL, or not HCL that rolec can read:

    resource "aws_iam_role" "web" {
      name = web-server"
    }

The place is the first character that does not fit what stands before it. `terraform fmt`
says whether Terraform agrees. HCL nested more than 100 levels deep is not read either.
""",
)

LINE_BREAK = Code(
    "E0602",
    "hcl-line-break-in-string",
    """\
A quoted string ends on the line where it starts:

    description = "first line
    second line"

Terraform refuses a line break between the quotes. Write `\\n` in its place, or close the
string if its last quote was forgotten.
""",
)

DUPLICATE_ARGUMENT = Code(
    "E0603",
    "hcl-duplicate-argument",
    """\
An argument or a key may be set once:

    resource "aws_iam_role" "web" {
      path = "/a/"
      path = "/b/"
    }

Terraform refuses this; in an object it would keep the last value and drop the others
without a word. Delete all but one.
""",
)

ESCAPE = Code(
    "E0604",
    "hcl-escape",
    """\
A backslash in a quoted string starts one of `\\n`, `\\r`, `\\t`, `\\"`, `\\\\`, `\\uNNNN` and
`\\UNNNNNNNN`, and Terraform refuses any other:

    description = "C:\\Windows"

Write two backslashes for one: `"C:\\\\Windows"`. The characters of a surrogate pair are
written as one `\\UNNNNNNNN`.
""",
)

JSON_SYNTAX = Code(
    "E0605",
    "json-syntax",
    """\
The text is not JSON:

    {"Version": "2012-10-17", "Statement": [],}

The place is the first character that does not fit. JSON has no comments, no comma after
the last element, and double quotes only; rolec also refuses numbers that JSON does not
have (`NaN`), half of a surrogate pair, and more than 100 levels of nesting. A file that is
empty is not JSON either.
""",
    access_analyzer="JSON_SYNTAX_ERROR",
)

JSON_DUPLICATE_KEY = Code(
    "E0606",
    "json-duplicate-key",
    """\
A key of a JSON object stands twice:

    {"StringEquals": {"aws:PrincipalOrgID": "o-a"},
     "StringEquals": {"aws:SourceAccount": "111122223333"}}

Most programs keep the last and drop the first, which loses a condition without a word.
Put both conditions into one object.
""",
    access_analyzer="JSON_SYNTAX_ERROR",
)

POLICY_SHAPE = Code(
    "E0607",
    "policy-shape",
    """\
The document does not have the shape of an IAM policy:

    {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Actions": "s3:*"}}

A policy is an object with `Version`, `Statement` and optionally `Id`. A statement has
`Effect`, one of `Action` and `NotAction`, one of `Resource` and `NotResource` (or, in a
trust policy, `Principal`), and optionally `Sid` and `Condition`.
""",
)

POLICY_NOT_KEPT = Code(
    "E0608",
    "policy-not-kept",
    """\
The policy says something that IAM takes and rolec does not express:

    {"Statement": [{"Effect": "Allow", "NotPrincipal": {"AWS": "*"}, "Action": "sts:AssumeRole"}]}

This is `NotPrincipal`, a principal type that no trust policy of a role has, and a
`Version` other than 2012-10-17, in which policy variables are ordinary text. Rewrite the
statement; for `NotPrincipal`, deny with a condition on `aws:PrincipalArn`.
""",
)

ONLY_TERRAFORM_KNOWS = Code(
    "E0609",
    "only-terraform-knows",
    """\
An expression stands where rolec needs the value, and only Terraform can evaluate it:

    resource "aws_iam_role" "web" {
      name = lower(var.name)
    }

References such as `var.name` are kept where a spec may have one: in resources, condition
values, principals, ARNs and tag values. Names, paths and actions are plain text.
""",
)

ARGUMENT = Code(
    "E0610",
    "terraform-argument",
    """\
A resource has an argument or block that rolec does not know, lacks one that it must have,
or one has a value of the wrong type:

    resource "aws_iam_role" "web" {
      name_prefix        = "web-"
      assume_role_policy = "{}"
    }

`name` and `assume_role_policy` are needed; `name_prefix`, `inline_policy` and
`managed_policy_arns` are not kept: write the parts as resources of their own.
""",
)

TARGET = Code(
    "E0611",
    "terraform-target",
    """\
A resource belongs to a role that is not in these files:

    resource "aws_iam_role_policy" "logs" {
      role = "web"
    }

rolec finds the role of a policy, an attachment or an instance profile by reference,
`role = aws_iam_role.web.name`, or by a name that a role of these files has.
""",
)

FILE = Code(
    "E0612",
    "terraform-file",
    """\
`file()` names a file that was not given to rolec:

    assume_role_policy = file("${path.module}/json/trust.json")

The path is relative to the module, `${path.module}/` may stand before it, and the file
must be inside the folder that is read.
""",
)

REPEATED = Code(
    "E0613",
    "terraform-repeated",
    """\
The resource has `count` or `for_each`, so that it is as many roles as Terraform finds
when it runs:

    resource "aws_iam_role" "web" {
      for_each = var.roles
    }

rolec reads resources that stand for one thing. Write them out, or leave them to Terraform.
""",
)

EXCLUSIVE = Code(
    "E0614",
    "terraform-exclusive",
    """\
An `_exclusive` resource lists other policies than those that the files give the role:

    resource "aws_iam_role_policies_exclusive" "web" {
      role_name    = aws_iam_role.web.name
      policy_names = []
    }

Terraform would remove from the role what is not listed. List exactly the role's own
policies, and write both `_exclusive` resources or neither.
""",
)
