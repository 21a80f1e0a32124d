"""Codes for rolec.lock: E054x."""

from __future__ import annotations

from rolec.diagnostics.code import Code
from rolec.diagnostics.level import Level

NO_LOCK = Code(
    "E0540",
    "lock-not-readable",
    """
`rolec.lock` holds what was taken from AWS's catalogue, and cannot be understood: a merge left
its marks in it, an entry stands twice or was edited, or the file is a link.

    <<<<<<< HEAD
    ,{"managed_policy": "ReadOnlyAccess", "sha256": "…"}

After a merge, take one side's file whole and run `rolec build`, which adds what the other
side had. `rolec build --update` makes the file anew, and takes what AWS has changed since.
""",
)

NOT_LOCKED = Code(
    "E0541",
    "not-in-lock",
    """
A spec uses something of AWS's catalogue that `rolec.lock` does not hold: the actions of an
access level, or an AWS managed policy. A newer rolec may then compile another policy from
the same spec.

    rolec build      # adds what is missing to rolec.lock; commit it with the spec
""",
    level=Level.WARNING,
)

LOCK_BEHIND = Code(
    "E0542",
    "lock-behind",
    """
AWS has changed what the project took from its catalogue: a service has other actions of an
access level, or a managed policy another document. The project keeps the actions that are in
`rolec.lock`. A managed policy is changed by AWS, with or without the lock: this note is how
you hear of it.

    rolec build --update      # takes what is new; review it as a change of access
""",
    level=Level.NOTE,
)

LOCK_HAS_MORE = Code(
    "E0543",
    "lock-has-more",
    """
`rolec.lock` gives an access an action that AWS has and that the access does not stand for, so that the
role may do more than its spec says. Somebody edited the file, or AWS gave the action another level
since it was locked.

    rolec build --update      # takes what the access stands for now; review what else is new
""",
    level=Level.WARNING,
)

NO_LOCK_YET = Code(
    "E0544",
    "no-lock-yet",
    """
The project has no `rolec.lock` yet, which holds what its specs use of AWS's catalogue. Until it is
there a newer rolec may compile another policy from the same spec.

    rolec build      # writes rolec.lock; commit it with the specs
""",
    level=Level.NOTE,
)
