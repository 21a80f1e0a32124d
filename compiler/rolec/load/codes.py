"""Codes for input that cannot be read: E01xx."""

from __future__ import annotations

from rolec.diagnostics.code import Code

SYNTAX = Code(
    "E0101",
    "invalid-yaml",
    """
The file is not valid YAML.

    role: [ci

Close the bracket. Two things are often meant and are not YAML: a text that begins with
`*` or `&` (YAML reads an alias or an anchor), and `${...}` inside `{}` or `[]` (YAML reads
a mapping). Put quotes around them:

    allow: "*"
    when: {StringEquals: {aws:PrincipalTag/team: "${aws:PrincipalTag/team}"}}
""",
)

DUPLICATE_KEY = Code(
    "E0102",
    "duplicate-key",
    """
A mapping has the same key twice. YAML parsers silently keep the last one; in a
document about access that is never what was meant.

    role: ci-deployer
    role: ci-runner

Delete one of the two.
""",
)

NOT_TEXT = Code(
    "E0103",
    "not-utf-8",
    """
The file is not UTF-8 text, so nobody can say which characters are meant. Editors
call the setting "encoding"; save the file as UTF-8, without a byte order mark.
""",
)

EMPTY = Code(
    "E0104",
    "empty-file",
    """
The file holds no document: it is empty, or has only comments.

The smallest useful spec has a name, who may assume the role, and what it may do:

    role: ec2-s3-reader
    trust:
      - aws_service: ec2
    permissions:
      - managed_policy: AmazonS3ReadOnlyAccess
""",
)

EMPTY_VALUE = Code(
    "E0105",
    "empty-value",
    """
A key has no value. YAML would read null, which means nothing in a role: nobody could
tell whether the value was forgotten or meant to be absent.

    role: ci-deployer
    description:

Write the value, or delete the key. Nothing can be said with `""` where a text may be empty.
""",
)

TAG = Code(
    "E0106",
    "yaml-tag",
    """
A YAML tag, such as `!Ref` or `!!int`, asks the reader to convert a value. rolec takes every
value as the text that stands there, and fields that are numbers read it themselves.

    max_session_duration: !!int 3600

Delete the tag. `!Ref` and `!Sub` of CloudFormation are written `${...}` here.
""",
)

ALIAS = Code(
    "E0107",
    "yaml-alias",
    """
An alias (`*name`) stands for what its anchor (`&name`) marks, inside one document. It must
come after its anchor, must not be inside it, and all aliases together may not expand a
document to more than 10,000 values.
""",
)

MERGE_KEY = Code(
    "E0108",
    "merge-key",
    """
`<<` merges one mapping into another; what is in force is then written nowhere. To share
between roles, use what a reader can see: `defaults:` in rolec.yaml for path, tags and
boundary, a `policy:` document for statements, a `trusted_entities:` document for trust.
A template of CloudFormation that roles are adopted from may have it, with a mapping or a list of them.
""",
)

TOO_DEEP = Code(
    "E0109",
    "too-deep",
    """
Lists and mappings are nested more than 64 levels deep. No role needs a tenth of that; the
file is broken, or made to harm its reader.
""",
)

CONTROL_CHARACTER = Code(
    "E0110",
    "control-character",
    """
The file holds a character that cannot be seen, such as NUL, escape or a byte order mark.
IAM refuses such characters, and a terminal may obey them. Delete it. A byte order mark
is made by some editors when they save as "UTF-8 with BOM": save as plain UTF-8.
""",
)

KEY_NOT_TEXT = Code(
    "E0111",
    "key-not-text",
    """
A key is a list or a mapping. Keys are words.

    ? [a, b]
    : c

This often is a `{` too many: `{{aws:username}}` is a mapping whose key is a mapping.
""",
)

INVALID_JSON = Code(
    "E0112",
    "invalid-json",
    """
A policy document in a JSON file is not valid JSON: a comma too many or missing, a quote
that does not close, a comment, or a value that is `null`.

Copy the document again from the JSON editor of the AWS console.
""",
)

UNREADABLE = Code(
    "E0113",
    "unreadable-file",
    """
The file is not there, is not a file, cannot be opened, or is larger than a megabyte (no
document of IAM has more than 131,072 characters). The message has the words of the system.
""",
)
