"""What can be wrong with fields that several documents have."""

from __future__ import annotations

from rolec.diagnostics.code import Code
from rolec.diagnostics.level import Level

NAMED_BY_ANOTHER = Code(
    "E0341",
    "named-by-another-document",
    """
A `name:` or a `description:` may have Terraform references in it, and nothing of another
document of the project: what is called after another could be known only after it.

    role: web
    name: ${roles.api.name}-web         # write it out, or `${var.prefix}-web`
""",
)

NO_MAP_OF_TAGS = Code(
    "E0342",
    "no-map-of-tags",
    """
`tags_from:` is one Terraform reference, to a map whose entries become tags. What `tags:` says
stands over what the map says of the same key.

    tags_from: ${var.tags}
    tags: {team: platform}
""",
)

OLD_LANGUAGE = Code(
    "E0343",
    "old-version",
    """
In a policy of version 2008-10-17, or of none, `${aws:username}` is ordinary text and no variable.
IAM still has such policies, and refuses to make a managed one. A spec keeps the version of a policy
that was there before:

    trust_version: none                 # IAM's own document has no `Version`

This is a note: where no `${...}` is in the policy, deleting the line changes nothing of what it means.
""",
    level=Level.NOTE,
)

NO_TRUTH = Code(
    "E0345",
    "no-truth-of-terraform",
    """
`enabled:` is a Terraform reference to `true` or `false`, or a list of such: only where all of them are
true is the role made, or the policy, or does the role have the policy. What is longer is for a local of
the Terraform configuration that the roles are built into.

    role: flow-logs
    enabled: ${var.enable_flow_logs}
    trust: [{aws_service: vpc-flow-logs}]

What is to be made always has no `enabled:`, and what is for some accounts has `accounts:`.
""",
)

LIST_ALONE = Code(
    "E0346",
    "list-not-alone",
    """
`${var.arns[*]}` stands for all items of a list, of which only Terraform knows how many there are.
It stands alone in an item of `on` and `on_all_except`, of the values of a condition, and of the
principals of a `statement`, and in a `managed_policy` of `permissions`:

    - allow: s3:GetObject
      on: ["arn:aws:s3:::photos/*", "${var.arns[*]}"]

As a part of a text, or where one text has to stand, it would be a list in a string. Name one item,
as in `${var.arns[0]}`, or let Terraform make the whole texts and refer to those:

    on: ${local.objects[*]}             # objects = formatlist("%s/*", var.arns)
""",
)

SAID_OF_DOCUMENT = Code(
    "E0372",
    "said-of-document",
    """
`version:` and `id:` are for a policy whose `statements:` are written in a spec. IAM's own JSON says both
itself:

    - inline_policy: photos
      document: {Version: '2008-10-17', Id: photos, Statement: [...]}
""",
)

NAME_AND_PREFIX = Code(
    "E0344",
    "name-and-prefix",
    """
`name:` is what AWS calls something. With `name_prefix:` Terraform makes up the rest of the name, once,
when it makes it. There is no name that is both. Only where Terraform knows which of the two there is, each
is a reference, of which one is null:

    name: ${var.name}
    name_prefix: ${var.name_prefix}
""",
)

BROKEN_PATH = Code(
    "E0347",
    "broken-path",
    """
A path begins and ends with `/`, between which there are names and single slashes. Terraform may know
parts of it:

    path: /${var.team}/
    path: ${var.path}                   # the whole of it, slashes and all
""",
)

NO_SECONDS = Code(
    "E0348",
    "no-seconds",
    """
`max_session_duration:` is a number of seconds, or as in `4h` and `90m`. Where Terraform knows it, it is
one reference, to a number of seconds.

    max_session_duration: ${var.seconds}
""",
)
