"""Codes for roles that IAM or Terraform would refuse: E08xx."""

from __future__ import annotations

from rolec.diagnostics.code import Code
from rolec.diagnostics.level import Level

TRUST_TOO_LARGE = Code(
    "E0801",
    "trust-policy-too-large",
    """
A trust policy may have 2,048 characters, white space not counted (the quota "role trust
policy length"; AWS raises it to 8,192 when asked). Terraform sends `<`, `>` and `&` as
six characters each, and that is what counts. Trust fewer principals, use a pattern for
many, or say in rolec.yaml what AWS has granted:

    quotas: {trust_policy_size: 4096}
""",
)

INLINE_TOO_LARGE = Code(
    "E0802",
    "inline-policies-too-large",
    """
All inline policies of a role together may have 10,240 characters, white space not counted.
AWS does not raise this. Move statements into a `policy:` document (6,144 characters each).
""",
)

MANAGED_TOO_LARGE = Code(
    "E0803",
    "managed-policy-too-large",
    """
A customer managed policy may have 6,144 characters, white space not counted. AWS does not
raise this. Split it into two policies; a permissions boundary cannot be split, and must
say less.
""",
)

TOO_MANY_ATTACHED = Code(
    "E0804",
    "too-many-managed-policies",
    """
A role may have 20 managed policies attached, AWS's and your own together (AWS raises it to 25
when asked). Put statements of small policies together, or say in rolec.yaml what AWS has
granted:

    quotas: {managed_policies_per_role: 25}
""",
)

REFERENCE_IN_MODULE = Code(
    "E0805",
    "reference-in-module",
    """
Output as a module (`terraform: {as: module}`, which is the default) stands alone, so the only
Terraform references that mean anything in it are its variables: `${var.NAME}`. The
configuration that calls the module passes the value in:

    module "roles" {
      source     = "./build"
      bucket_arn = aws_s3_bucket.photos.arn
    }

With `terraform: {as: files}` in rolec.yaml the files are for an existing configuration, and
every reference means what it means there.
""",
)

SWITCH_ROLE = Code(
    "E0806",
    "switch-role-name-too-long",
    """
Path and name of a role together have more than 64 characters. The role works, and nobody can
switch to it in the AWS console (IAM User Guide, quotas).
""",
    level=Level.WARNING,
)

POLICY_CHARACTER = Code(
    "E0807",
    "character-in-policy",
    """
A policy document may hold tabs, line ends, and the characters from U+0020 to U+00FF, and no
others: no dash longer than a hyphen, no curly quote, no letter beyond Latin-1. IAM refuses
the document.
""",
)

SPACES_MAY_COUNT = Code(
    "E0808",
    "quota-without-spaces-only",
    """
The document is within its quota when no space counts, and over it when the spaces inside of
texts do. AWS says that IAM does not count white space, and not whether that inside of texts is
meant; outside of them there is none, for Terraform sends the document without. Most likely it
fits.

    Resource: arn:aws:s3:::photos/Annual Reports/*

Shorten it by as many characters to be sure.
""",
    level=Level.WARNING,
)
