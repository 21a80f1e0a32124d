"""How much of IAM's quotas a role takes."""

from __future__ import annotations

from rolec.cli.render_role.page import Quoted, Table, Words
from rolec.ir.role import Policy, Role
from rolec.ir.size import (
    INLINE_POLICIES_SIZE,
    MANAGED_POLICY_SIZE,
    Quotas,
    Size,
    size,
    total,
)

_HEAD = ("Quota", "Used", "Of", "Share")


def budget_table(role: Role, policies: tuple[Policy, ...], quotas: Quotas) -> Table:
    """A row for each quota that the role, or a policy attached to it, can run into."""
    inline = total(size(policy.document) for policy in role.inline_policies)
    attached = Size(len(role.attachments), len(role.attachments))
    return Table(
        _HEAD,
        (
            _row(("Trust policy, characters",), size(role.trust), quotas.trust_policy_size),
            _row(("Inline policies together, characters",), inline, INLINE_POLICIES_SIZE),
            _row(("Managed policies attached",), attached, quotas.managed_policies_per_role),
            *(
                _row(
                    ("Policy ", Quoted(policy.name), ", characters"),
                    size(policy.document),
                    MANAGED_POLICY_SIZE,
                )
                for policy in policies
            ),
        ),
    )


def _row(what: Words, used: Size, quota: int) -> tuple[Words, ...]:
    # A reference that only Terraform knows adds to what is counted.
    at_least = "" if used.exact else "at least "
    share = f"{at_least}{100 * used.characters / quota:.0f} %"
    return (what, (f"{at_least}{used.characters:,}",), (f"{quota:,}",), (share,))
