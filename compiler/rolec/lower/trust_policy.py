"""The trust policy of a role: each entry of `trust` to a statement."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

from rolec.ir.document import (
    Condition,
    Document,
    Effect,
    PrincipalType,
    Statement,
    patterns,
    principals,
)
from rolec.ir.label import label_of_part
from rolec.ir.role import PodIdentityAssociation
from rolec.ir.text import text
from rolec.lower import codes, trust, trust_codes
from rolec.lower.condition import lower_when, merged
from rolec.lower.context import Context
from rolec.lower.cursor import Cursor
from rolec.lower.session import lower_session
from rolec.lower.statement import refuse_duplicate_sids
from rolec.lower.trust_kind import Association, Grant, TrustKind
from rolec.lower.until import lower_until
from rolec.lower.words import version_at
from rolec.record import dataclass


@dataclass(frozen=True, slots=True)
class Trust:
    """The trust policy, and the associations that go with it."""

    document: Document
    associations: tuple[PodIdentityAssociation, ...] = ()


def lower_trust(root: Cursor, context: Context, label: str) -> Trust | None:
    """What the role at ``root``, with this ``label``, says of trust; None when nobody is left."""
    lowerer = _Lowerer(context)
    for entry in root.get_many("trust"):
        lowerer.take(entry, ())
    statements = tuple(lowerer.statements)
    refuse_duplicate_sids(statements, context)
    if not statements:
        return None
    unique = dict.fromkeys(_association(found, label) for found in lowerer.associations)
    associations = tuple(sorted(unique, key=lambda found: found.label))
    version = version_at(root.get("trust_version"), context)
    document = Document(statements, root.get_string("trust_id"), version)
    return Trust(document, associations)


@cache
def trust_kind_names() -> frozenset[str]:
    """The keys that name a kind of trusted entity: the modules of `lower/trust`."""
    return frozenset(info.name for info in pkgutil.iter_modules(trust.__path__))


@cache
def trust_kind(name: str) -> TrustKind:
    """The kind of this name; its module is imported when a spec first needs it."""
    module = importlib.import_module(f"{trust.__name__}.{name}")
    kind: object = module.KIND
    if not isinstance(kind, TrustKind) or kind.name != name:
        raise TypeError(f"{module.__name__} must define KIND, a TrustKind of its name")
    return kind


class _Lowerer:
    """Collects the statements of entries, and of the lists that entries stand for."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.statements: list[Statement] = []
        self.associations: list[Association] = []

    def take(self, entry: Cursor, within: tuple[Cursor, ...]) -> None:
        """Add what ``entry`` says; ``within`` are the entries that stand for it, whose
        shared fields hold for it too.
        """
        names = trust_kind_names()
        kind = trust_kind(next(key for key in entry.field_names() if key in names))
        if kind.lower is not None:
            grant = kind.lower(entry, self.context)
            if grant is not None:
                self._add(entry, grant, within)
        elif kind.entries is not None:
            name = entry.field(kind.name)
            if any(name.node == outer.field(kind.name).node for outer in within):
                self._report_circle(name)
                return
            for found in kind.entries(entry, self.context):
                self.take(found, (*within, entry))

    def _add(self, entry: Cursor, grant: Grant, within: tuple[Cursor, ...]) -> None:
        actions = [text(action, grant.actions_span) for action in grant.actions]
        conditions: list[Condition] = [*grant.conditions]
        for at in (*within, entry):
            session = lower_session(at, grant.effect, self.context)
            actions += map(text, session.actions)
            conditions += session.conditions
            conditions += self._until(at, grant.effect)
            conditions += lower_when(at.get("when"), self.context)
        statement = Statement(
            effect=grant.effect,
            actions=patterns(tuple(actions)),
            principals=principals(grant.principals),
            conditions=merged(conditions, self.context),
            sid=self._sid(entry, grant),
            span=entry.span,
        )
        if any(principal.type is PrincipalType.FEDERATED for principal in grant.principals):
            # Most roles know no identity provider, and start without what is known of them.
            from rolec.lower.mandatory_claim import refuse_missing_claims

            refuse_missing_claims(statement, grant.issuer, self.context)
        self.statements.append(statement)
        self.associations += grant.associations

    def _report_circle(self, name: Cursor) -> None:
        self.context.error(
            trust_codes.CIRCLE,
            f"the list `{name.string}` stands in itself",
            name.span,
            help="delete this entry",
        )

    def _until(self, entry: Cursor, effect: Effect) -> tuple[Condition, ...]:
        until = entry.get("until")
        if until is not None and effect is Effect.DENY:
            self.context.error(
                codes.UNTIL_ON_DENY,
                "a deny cannot end by itself",
                entry.key_span("until"),
                help="delete `until`, and delete the statement when the deny should end",
            )
            return ()
        return lower_until(until, self.context)

    def _sid(self, entry: Cursor, grant: Grant) -> str | None:
        sid = entry.get("sid")
        if sid is None:
            return grant.sid
        if grant.sid:
            self.context.error(
                codes.VALUE_NOT_VALID,
                "the statement has a Sid of its own",
                entry.key_span("sid"),
                help="delete `sid`",
            )
        return sid.string


def _association(found: Association, label: str) -> PodIdentityAssociation:
    name = f"{found.cluster.written}_{found.namespace}_{found.service_account}"
    return PodIdentityAssociation(
        label=label_of_part(label, name),
        cluster_name=found.cluster,
        namespace=found.namespace,
        service_account=found.service_account,
    )
