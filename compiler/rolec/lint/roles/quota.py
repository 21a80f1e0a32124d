"""Finds roles that are close to a quota of IAM.

The next statement may be one too many, and is often written by somebody else in a hurry.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rolec.diagnostics.diagnostic import Diagnostic
from rolec.diagnostics.level import Level
from rolec.ir.document import Document
from rolec.ir.size import (
    ATTACHED_POLICIES,
    INLINE_POLICIES_SIZE,
    TRUST_POLICY_SIZE,
    at_most,
    size,
    total,
)
from rolec.lint.facts import Facts
from rolec.lint.lint import Family, Lint
from rolec.policy.whole_role import WholeRole

CLOSE = 0.9
"""From which part of a quota on it is told."""


def _example(principals: int) -> str:
    ids = (f"{number:012}" for number in range(111122220000, 111122220000 + principals))
    return f"""
role: shared
trust:
  - statement:
      Effect: Allow
      Principal: {{AWS: [{", ".join(f"'arn:aws:iam::{each}:root'" for each in ids)}]}}
      Action: sts:AssumeRole
"""


NEAR = Lint(
    id="L0955",
    name="role-close-to-quota",
    level=Level.NOTE,
    explain=f"""
Nine tenths or more of a quota are taken: {TRUST_POLICY_SIZE:,} characters of the trust policy,
{INLINE_POLICIES_SIZE:,} of all inline policies together, {ATTACHED_POLICIES} managed policies. IAM does
not count white space. References that only Terraform knows count nothing here. `quotas:` of
rolec.yaml says what AWS has raised.
""",
    bad=_example(54),
    good=_example(40),
)


def _check(role: WholeRole, facts: Facts) -> Iterator[Diagnostic]:
    inline = [policy.document for policy in role.role.inline_policies]
    trust, attached = facts.quotas.trust_policy_size, facts.quotas.managed_policies_per_role
    counted = (
        ("the trust policy has", "characters", _size((role.role.trust,), trust), trust),
        ("the inline policies have", "characters", _size(inline, INLINE_POLICIES_SIZE), INLINE_POLICIES_SIZE),
        ("the role has", "managed policies", sum(not a.is_list for a in role.role.attachments), attached),
    )  # fmt: skip
    for what, unit, taken, quota in counted:
        # What is over it is an error of its own.
        if CLOSE * quota <= taken <= quota:
            yield NEAR.at(
                role.role.span,
                f"{what} {taken:,} of {quota:,} {unit}",
                help="put together what can be, or move statements into a `policy:` document",
            )


def _size(documents: Sequence[Document], quota: int) -> int:
    """The characters of the documents, or 0 where they are surely far from the quota."""
    if sum(map(at_most, documents)) < CLOSE * quota:
        return 0
    return total(map(size, documents)).characters


FAMILY = Family((NEAR,), _check)
