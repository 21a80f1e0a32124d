"""What a trust kind is."""

from __future__ import annotations

from collections.abc import Callable

from rolec.catalog.trust_action import ASSUME_ROLE
from rolec.ir.document import Condition, Effect, Principal, PrincipalType
from rolec.ir.text import Text, text
from rolec.lower.context import Context
from rolec.lower.cursor import Cursor
from rolec.record import dataclass
from rolec.source.span import NOWHERE, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Association:
    """Which service account of which EKS cluster shall get the role."""

    cluster: Text
    namespace: str
    service_account: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """Who may assume the role, before what all kinds share (`when`, `until`, ...) is added.

    ``conditions`` come from the fields of the kind; ``effect``, ``sid`` are for the kind
    whose entry is an IAM statement itself. ``issuer`` is the OpenID Connect issuer where
    the principal does not tell it. ``associations`` are made beside the trust policy.
    ``actions_span`` is where the entry names the actions, if it does.
    """

    principals: tuple[Principal, ...]
    actions: tuple[str, ...] = (ASSUME_ROLE,)
    actions_span: Span = NOWHERE
    conditions: tuple[Condition, ...] = ()
    sid: str | None = None
    effect: Effect = Effect.ALLOW
    issuer: Text | None = None
    associations: tuple[Association, ...] = ()
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class TrustKind:
    """A way of naming who may assume a role, and how to spell it in IAM.

    ``name`` is the key of a trust entry; its fields are described by the schema of the
    same name in ``schemas/trust/``. ``lower`` gives the grant of one entry, and None after
    an error. A kind that stands for other entries gives them with ``entries`` instead.
    """

    name: str
    lower: Callable[[Cursor, Context], Grant | None] | None = None
    entries: Callable[[Cursor, Context], tuple[Cursor, ...]] | None = None

    def __post_init__(self) -> None:
        # INVARIANT: an entry has a meaning of its own, or that of others.
        if (self.lower is None) == (self.entries is None):
            raise AssertionError(f"{self.name} needs either `lower` or `entries`")


def service(name: str, span: Span) -> Principal:
    """The principal of the AWS service ``name``, which is the same in every partition."""
    return Principal(PrincipalType.SERVICE, text(f"{name}.amazonaws.com", span))
