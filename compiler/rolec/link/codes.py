"""Codes for names of the project that are missing, doubled or in each other's way: E04xx."""

from __future__ import annotations

from rolec.diagnostics.code import Code
from rolec.diagnostics.level import Level

UNKNOWN_NAME = Code(
    "E0401",
    "unknown-name",
    """
A spec names a role, a policy or a provider of the project, and no spec defines it in that
account. The message has the nearest name.

    permissions:
      - policy: shared-loging
""",
)

NAME_TAKEN = Code(
    "E0402",
    "name-taken",
    """
Two specs define the same name in one account. IAM ignores case: `Deploy` and `deploy` are
one role. Rename one, or give each its own `accounts:`.
""",
)

LABEL_TAKEN = Code(
    "E0403",
    "label-taken",
    """
Two documents of one kind have the same Terraform label in one module. Labels made from
names never meet; one of the two has a `label:` that is the other's. Write another.
""",
)

ACCOUNT_NEEDED = Code(
    "E0404",
    "account-needed-for-arn",
    """
The ARN of another document stands where Terraform cannot order its work: the other is in
another module, or the two are in a circle. Then the ARN is written out, and that takes the
id of the account. Write it in rolec.yaml: `account: 111122223333`. It takes a name and a path, too,
that are known without Terraform.
""",
)

CALLER_CANNOT_ASSUME = Code(
    "E0405",
    "caller-cannot-assume",
    """
Roles that trust each other in a circle, or a role that trusts itself, are written with the
account as principal and a condition on `aws:PrincipalArn`: IAM refuses the name of a role
that does not exist yet. Such a trust delegates to the account, so the caller also needs
`sts:AssumeRole` on the role among its own permissions.

    permissions:
      - inline_policy: assume
        statements:
          - allow: sts:AssumeRole
            on: ${roles.deploy.arn}
""",
)

UNUSED_POLICY = Code(
    "E0406",
    "unused-policy",
    """
A `policy` document is made in the accounts where a role of the project uses it. No role
uses this one, so it is made nowhere. Attach it, or delete it. One that a user, a group or another
project has says so, and is made in the accounts that it names, or in all:

    policy: shared-logging
    attached_elsewhere: true
    statements: [{allow: 'logs:PutLogEvents', on: '*'}]
""",
    level=Level.WARNING,
)

PROFILE_TAKEN = Code(
    "E0407",
    "instance-profile-taken",
    """
Two roles of one account have instance profiles of the same name. IAM ignores case, and an
instance profile holds one role. Where one is made instead of the other, each has an `enabled:`
of its own.
""",
)

MOVED_FROM = Code(
    "E0410",
    "moved-from-not-possible",
    """
`moved_from:` has the Terraform labels that the same thing had before. Terraform moves each
resource to one new address, and only away from an address that nothing has any more. So a
label in `moved_from` is not the one that the document has now, not that of another one in
the same module, and not in the `moved_from` of another one.

    role: web
    label: web_server
    moved_from: web_server      # the label that it has
""",
)

OWN_POLICY_BY_ARN = Code(
    "E0411",
    "own-policy-by-arn",
    """
A role names a policy of the project by its ARN. Terraform cannot see that it must make the
policy before it attaches it, and whether the policy is made at all is decided by who uses it
by name.

    permissions:
      - managed_policy: arn:aws:iam::111122223333:policy/shared-logging    # write `policy: shared-logging`
""",
    level=Level.WARNING,
)

MAY_BE_MISSING = Code(
    "E0412",
    "may-be-missing",
    """
A role or policy with `enabled:` is there only where that is true, and Terraform fails on a reference to
what is not there. So what refers to it has the same `enabled:`. Of a role in another module there is
no reference, but AWS refuses a trust policy that names a role that is not there.

    permissions:
      - policy: flow-logs               # the policy has `enabled: ${var.enable_flow_logs}`
        enabled: ${var.enable_flow_logs}
""",
)
