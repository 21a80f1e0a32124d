"""Condition keys that say whose a thing is, and when a condition on them lets more in."""

from __future__ import annotations

from rolec.catalog.global_key import SENSITIVE
from rolec.ir.operator import Operator
from rolec.policy.policy_text import StatementText

SENSITIVE_KEYS = frozenset(key.lower() for key in SENSITIVE)
"""Accounts, organizations and networks: a part of such a name says nothing of whose it is."""

VOUCHED = SENSITIVE_KEYS | {"aws:ec2instancesourcevpc"}
"""Keys that AWS itself fills in, so that one may be compared with another."""


def widens(statement: StatementText, parsed: Operator) -> bool:
    """Whether more access follows from more values that match: in an allow, or a negated deny."""
    return statement.denies if parsed.negated else statement.allows
