"""How much of IAM's quotas a role takes."""

from __future__ import annotations

import math

from rolec.cli.render_role.page import Quoted, Table, Words
from rolec.ir.role import Policy, Role
from rolec.ir.size import (
    DESCRIPTION_SIZE,
    INLINE_POLICIES_SIZE,
    MANAGED_POLICY_SIZE,
    PATH_SIZE,
    ROLE_NAME_SIZE,
    TAGS,
    Quotas,
    Size,
    size,
    total,
)
from rolec.ir.text import Text, text

_HEAD = ("Quota", "Used", "Of", "Share")
_CELLS = 10
_NONE = text("")


def budget_table(role: Role, policies: tuple[Policy, ...], quotas: Quotas) -> Table:
    """A row for each quota that the role, or a policy attached to it, can run into."""
    inline = total(size(policy.document) for policy in role.inline_policies)
    lists = sum(each.is_list for each in role.attachments)
    known = len(role.attachments) - lists
    attached = Size(known, known, not lists)
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
            _row(("Tags",), _tags(role), TAGS),
            _row(("Name, characters",), _name(role), ROLE_NAME_SIZE),
            _row(("Path, characters",), _length(role.path), PATH_SIZE),
            _row(("Description, characters",), _length(role.description), DESCRIPTION_SIZE),
        ),
    )


def _tags(role: Role) -> Size:
    count = len(role.tags)
    return Size(count, count, role.tags_from is None)


def _name(role: Role) -> Size:
    if role.name_prefix is not None:
        # Terraform makes up the rest.
        return _length(role.name_prefix) + Size(exact=False)
    return _length(role.name_in_aws or text(role.name))


def _length(written: Text | None) -> Size:
    parts = (written or _NONE).parts
    count = sum(len(part) for part in parts if isinstance(part, str))
    return Size(count, count, all(isinstance(part, str) for part in parts))


def _row(what: Words, used: Size, quota: int) -> tuple[Words, ...]:
    # A reference that only Terraform knows adds to what is counted.
    at_least = "" if used.exact else "at least "
    part = used.characters / quota
    full = min(math.ceil(part * _CELLS), _CELLS)
    share = f"{'#' * full}{'.' * (_CELLS - full)} {100 * part:3.0f} %"
    return (what, (f"{at_least}{used.characters:,}",), (f"{quota:,}",), (share,))
