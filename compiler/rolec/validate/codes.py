"""Codes for documents that do not fit their schema: E02xx."""

from __future__ import annotations

from rolec.diagnostics.code import Code

UNKNOWN_FIELD = Code(
    "E0201",
    "unknown-field",
    """
A field that is not known in this place. Names are those of AWS and Terraform, in lower case
with underscores; inside a `document` they are IAM's own, such as `Action`.

    role: web-server
    desciption: Web servers read photos.

Correct the spelling, or delete the field. `rolec schema` prints every field there is.
""",
)

MISSING_FIELD = Code(
    "E0202",
    "missing-field",
    """
A field that must be there is not, or none of several of which one must be there.

    role: web-server
    permissions:
      - managed_policy: AmazonS3ReadOnlyAccess

A role says in `trust` who may assume it; a statement has one of `allow`, `deny`,
`allow_all_except` and `deny_all_except`, and one of `on` and `on_all_except`: rolec never
takes a missing resource for `*`.
""",
)

CONFLICTING_FIELDS = Code(
    "E0203",
    "conflicting-fields",
    """
Two fields stand together that exclude each other.

    - allow: s3:GetObject
      deny: s3:DeleteObject
      on: arn:aws:s3:::photos/*

Make two statements of it, each with its own `on`.
""",
)

WRONG_TYPE = Code(
    "E0204",
    "wrong-type",
    """
A value of the wrong shape: a text where fields are needed, a list where one value is, or a
text that is not a number or not `true` or `false` where the field is one.

    tags: [team, platform]

Tags are fields, a key and a value each:

    tags: {team: platform}

`yes` and `on` are ordinary texts: write `true`.
""",
)

WRONG_FORM = Code(
    "E0205",
    "wrong-form",
    """
A text that AWS or Terraform would refuse in this place, for the characters it has or the
order they are in.

    role: web server

The help says which form is right. A name, for example, has letters, digits and `_+=,.@-`.
""",
)

UNKNOWN_WORD = Code(
    "E0206",
    "unknown-word",
    """
Only certain words have a meaning here, and this is none of them: a condition operator, an
access level, `Allow` and `Deny`.

    when: {StringEqual: {aws:RequestedRegion: eu-west-1}}

IAM's operators are written as AWS does, case and all: `StringEquals`.
""",
)

NO_KIND = Code(
    "E0207",
    "no-kind",
    """
An entry of `trust` or `permissions` has exactly one field that says of what kind it is;
everything else about the entry stands beside that field, never below it. This entry has no
such field, or has two.

    trust:
      - service: ec2                   # wrong: no kind is called so
      - aws_service: ec2               # right

Entries of a list are alternatives: two kinds are two entries.
""",
)

WRONG_LENGTH = Code(
    "E0208",
    "wrong-length",
    """
A text, a list or a mapping that is longer or shorter than AWS takes, or empty.

    - allow: s3:GetObject
      on: []

An empty list is an error and never an omission, for IAM would either refuse it or let it
match nothing.
""",
)

OUT_OF_RANGE = Code(
    "E0209",
    "out-of-range",
    """
A number that is greater or smaller than AWS takes.

    max_session_duration: 60

A session of a role lasts at most from an hour (3600 seconds) to twelve (43200).
""",
)

CHARACTER = Code(
    "E0210",
    "refused-character",
    """
A character that AWS refuses in this place. Descriptions, for example, hold ASCII and the
letters of Western Europe, but no dash longer than `-` and no typographic quotes, which
editors and word processors like to put in.

    description: Reads photos — and nothing else.

Write the character in another way.
""",
)

MISPLACED_SUBSTITUTION = Code(
    "E0211",
    "misplaced-substitution",
    """
A `${...}` that means something, in a place where it cannot stand.

    role: ${aws_s3_bucket.photos.id}-reader        # wrong: names are known when compiling
    on: ${aws_s3_bucket.photos.arn}/*              # right

IAM policy variables such as `${aws:username}` stand only where IAM reads them: in resources
after the fifth colon, and in the values of String and Arn condition operators. Terraform
references stand in resources, condition values, principals, providers, ARNs of policies and
boundaries, and tag values. rolec's own values, such as `${account.id}`, stand anywhere.
""",
)

UNKNOWN_SUBSTITUTION = Code(
    "E0212",
    "unknown-substitution",
    """
A `${...}` that is none of the three things it can be: an IAM policy variable, which has a
colon (`${aws:username}`); a value of rolec (`${account.id}`, `${role.name}`,
`${roles.NAME.arn}`, `${policies.NAME.arn}`, `${variables.NAME}`); or a Terraform reference
(`${var.bucket_arn}`, `${local.x}`, `${module.m.output}`, `${aws_s3_bucket.photos.arn}`).

    on: ${upper(var.bucket_arn)}

Terraform's functions, splats, `each`, `count`, `self` and `path` cannot be used: give the
value a name in Terraform, such as `local.bucket_arn`, and refer to that.
""",
)

ESCAPED_SUBSTITUTION = Code(
    "E0213",
    "escaped-substitution",
    """
`$${` is how Terraform's language escapes `${`, and `&{` is how its data source
`aws_iam_policy_document` does. In a spec nothing is escaped: write `${`, and rolec writes
what each output needs.

    on: arn:aws:s3:::home/$${aws:username}/*      # wrong
    on: arn:aws:s3:::home/${aws:username}/*       # right
""",
)
