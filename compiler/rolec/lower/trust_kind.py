"""What a trust kind is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rolec.ir.document import Condition, Effect, Principal
from rolec.lower.context import Context
from rolec.lower.cursor import Cursor
from rolec.source.span import Span

ASSUME_ROLE = "sts:AssumeRole"
WITH_WEB_IDENTITY = "sts:AssumeRoleWithWebIdentity"
WITH_SAML = "sts:AssumeRoleWithSAML"
TAG_SESSION = "sts:TagSession"
SET_SOURCE_IDENTITY = "sts:SetSourceIdentity"


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """Who may assume the role, before what all kinds share (`when`, `until`, ...) is added.

    ``conditions`` come from the fields of the kind; ``effect``, ``sid`` are for the kind
    whose entry is an IAM statement itself.
    """

    principals: tuple[Principal, ...]
    actions: tuple[str, ...] = (ASSUME_ROLE,)
    conditions: tuple[Condition, ...] = ()
    sid: str | None = None
    effect: Effect = Effect.ALLOW
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustKind:
    """A way of naming who may assume a role, and how to spell it in IAM.

    ``name`` is the key of a trust entry; its fields are described by the schema of the
    same name in ``schemas/trust/``. ``lower`` gives the grants of one entry, usually one,
    and none after an error. ``sessions`` says whether the caller can pass session tags
    and a source identity.
    """

    name: str
    lower: Callable[[Cursor, Context], tuple[Grant, ...]]
    sessions: bool = True

