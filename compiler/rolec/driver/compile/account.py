"""The documents of a project in one account."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from rolec.diagnostics.diagnostic import Diagnostic
from rolec.diagnostics.outcome import Sink
from rolec.driver.compile.compilation import PlacedExpectations
from rolec.driver.project.document import Document
from rolec.driver.project.settings import AccountSettings, Settings
from rolec.ir.module import Account
from rolec.ir.role import NO_PATH, Tag
from rolec.link.definition import Placed
from rolec.lower.context import Context, Defaults
from rolec.lower.cursor import Cursor
from rolec.lower.expectation import lower_expectations
from rolec.lower.lower import lower
from rolec.lower.path import path_of
from rolec.lower.pins import Pins
from rolec.lower.role import lower_boundary
from rolec.record import dataclass
from rolec.resolve.resolve import Scope, resolve
from rolec.validate.validate import ValidDocument, validate

if TYPE_CHECKING:
    from rolec.driver.project.guardrails import GuardRails


@dataclass(frozen=True, slots=True)
class DocumentOutcome:
    """What came of a document in one account: nothing, when it is not for that account."""

    diagnostics: tuple[Diagnostic, ...]
    placed: Placed | None = None
    expected: PlacedExpectations | None = None


class AccountCompiler:
    """Compiles documents for one account, one at a time.

    ``shared`` are those that others may name while they are compiled; what is wrong with
    the settings in this account is in ``problems``. ``pins`` are those of the project.
    """

    def __init__(
        self,
        own: AccountSettings,
        settings: Settings,
        today: date | None,
        shared: Sequence[Document],
        *,
        pins: Pins,
    ) -> None:
        self._own = own
        self._settings = settings
        self._scope = Scope(
            account=own.account, nicknames=settings.nicknames, variables=own.variables
        )
        judged = [(document.schema, self._judge(document)[0]) for document in shared]
        known = _known(own, settings, today, [(s, v) for s, v in judged if v is not None])
        known = replace(known, pins=pins)
        self._context, self.problems = self._with_defaults(known)

    @property
    def account(self) -> Account:
        """The account."""
        return self._own.account

    def guard_rails(self) -> GuardRails | None:
        """The guard rails of rolec.yaml as they are in this account, or None where there is none."""
        written = self._settings.guardrails
        if written is None:
            return None
        from rolec.driver.project.guardrails import guard_rails

        return guard_rails(written, self._scope, replace(self._context, sink=Sink()))

    def compile(self, document: Document) -> DocumentOutcome:
        """What ``document`` is in this account."""
        valid, diagnostics = self._judge(document)
        if valid is None or document.schema == "trusted_entities":
            return DocumentOutcome(diagnostics)
        own = replace(self._context, sink=Sink(), source=document.source)
        if document.schema == "expectations":
            expected = lower_expectations(Cursor(valid.root), own)
            return DocumentOutcome(
                (*diagnostics, *own.sink.found),
                expected=PlacedExpectations(self._own.account, expected),
            )
        return self._lower(document, valid, diagnostics, own)

    def _lower(
        self,
        document: Document,
        valid: ValidDocument,
        diagnostics: tuple[Diagnostic, ...],
        context: Context,
    ) -> DocumentOutcome:
        lowered = lower(valid, context)
        all_diagnostics = (*diagnostics, *lowered.diagnostics)
        if lowered.value is None or lowered.value.definition is None:
            return DocumentOutcome(all_diagnostics)
        wanted = document.schema != "policy" or _is_for_others(document, Cursor(valid.root))
        placed = Placed(self._own.account, document.group, lowered.value.definition, wanted)
        return DocumentOutcome(all_diagnostics, placed)

    def _judge(self, document: Document) -> tuple[ValidDocument | None, tuple[Diagnostic, ...]]:
        if document.same_everywhere:
            if document.judged is None:
                outcome = validate(document.root, document.schema)
                document.judged = (outcome.value, outcome.diagnostics)
            return document.judged
        resolved = resolve(document.root, self._scope)
        if resolved.value is None or resolved.value.root is None:
            return None, resolved.diagnostics
        outcome = validate(resolved.value.root, document.schema)
        return outcome.value, (*resolved.diagnostics, *outcome.diagnostics)

    def _with_defaults(self, context: Context) -> tuple[Context, tuple[Diagnostic, ...]]:
        defaults = self._settings.defaults
        if defaults is None:
            return context, ()
        resolved = resolve(defaults, self._scope)
        if resolved.value is None or resolved.value.root is None:
            return context, resolved.diagnostics
        valid = validate(resolved.value.root, "defaults")
        if valid.value is None:
            return context, (*resolved.diagnostics, *valid.diagnostics)
        own = replace(context, sink=Sink())
        context = replace(context, defaults=_defaults(Cursor(valid.value.root), own))
        return context, (*resolved.diagnostics, *own.sink.found)


def _is_for_others(document: Document, policy: Cursor) -> bool:
    """Whether a policy is made though no role of the project has it."""
    elsewhere = policy.get("attached_elsewhere")
    return "accounts" in Cursor(document.root) or (elsewhere is not None and elsewhere.boolean)


def _known(
    own: AccountSettings,
    settings: Settings,
    today: date | None,
    shared: Sequence[tuple[str, ValidDocument]],
) -> Context:
    """What documents may know of their project and of each other."""
    base = Context(
        account=own.account,
        accounts={one.account.nickname: one.account for one in settings.accounts},
        organizations=settings.organizations,
        references=settings.references,
        json_required=settings.json_required,
        today=today,
    )
    roots = [(schema, Cursor(document.root)) for schema, document in shared]

    def named(schema: str) -> Iterator[tuple[str, Cursor]]:
        return ((root.field(schema).string, root) for found, root in roots if found == schema)

    return replace(
        base,
        trusted_entities={n: root.field("trust") for n, root in named("trusted_entities")},
        oidc_providers={n: base.text(root.field("url")) for n, root in named("oidc_provider")},
        saml_providers=frozenset(name for name, _ in named("saml_provider")),
    )


def _defaults(root: Cursor, context: Context) -> Defaults:
    path, tags, boundary = (root.get(k) for k in ("path", "tags", "permissions_boundary"))
    return Defaults(
        path=path_of(path, context) if path else NO_PATH,
        tags=tuple(Tag(k, context.text(v)) for k, _, v in tags.entries()) if tags else (),
        permissions_boundary=lower_boundary(boundary, context) if boundary else None,
    )
