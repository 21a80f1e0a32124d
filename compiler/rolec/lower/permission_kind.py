"""What a permission kind is."""

from __future__ import annotations

from collections.abc import Callable

from rolec.ir.role import Attachment, InlinePolicy
from rolec.lower.context import Context
from rolec.lower.cursor import Cursor
from rolec.record import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PermissionKind:
    """A way of saying what a role may do.

    ``name`` is the key of a permission entry; its fields are described by the schema of the
    same name in ``schemas/permission/``. ``lower`` gives what the entry puts on the role
    whose label is given; None when nothing is left of it for this account.
    """

    name: str
    lower: Callable[[Cursor, Context, str], InlinePolicy | Attachment | None]
