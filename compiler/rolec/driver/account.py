"""The documents of a project in one account."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from rolec.diagnostics.diagnostic import Diagnostic
from rolec.diagnostics.outcome import Sink
from rolec.driver.settings import AccountSettings, Settings
from rolec.ir.role import Tag
from rolec.link.definition import Placed
from rolec.load.node import Mapping, Node
from rolec.lower.context import Context, Defaults
from rolec.lower.cursor import Cursor
from rolec.lower.lower import lower
from rolec.lower.role import lower_boundary
from rolec.resolve.resolve import Scope, resolve
from rolec.validate.validate import ValidDocument, validate


@dataclass(slots=True)
class Document:
    """A document as it was read, before it is known what it is in an account.

    ``path`` is the file as messages show it, ``source`` the same relative to the project.
    ``judged`` keeps the verdict of one that is the same in every account.
    """

    root: Node
    schema: str
    path: str
    source: str
    group: str
    same_everywhere: bool
    judged: tuple[ValidDocument | None, tuple[Diagnostic, ...]] | None = None


@dataclass(frozen=True, slots=True)
class DocumentOutcome:
    """What came of a document in one account: nothing, when it is not for that account."""

    path: str
    diagnostics: tuple[Diagnostic, ...]
    placed: Placed | None = None


class AccountCompiler:
    """Compiles documents for one account."""

    def __init__(self, own: AccountSettings, settings: Settings, today: date | None) -> None:
        self._own = own
        self._settings = settings
        self._scope = Scope(
            account=own.account, nicknames=settings.nicknames, variables=own.variables
        )
        self._today = today

    def compile(self, documents: list[Document]) -> Iterator[DocumentOutcome]:
        """The outcome of each document, in order; some are known only with all the others."""
        judged = [(document, *self._judge(document)) for document in documents]
        context, problems = self._context([(d, v) for d, v, _ in judged if v is not None])
        yield from problems
        for document, valid, diagnostics in judged:
            if valid is None or document.schema == "trusted_entities":
                yield DocumentOutcome(document.path, diagnostics)
            else:
                own = replace(context, sink=Sink(), source=document.source)
                yield self._lower(document, valid, diagnostics, own)

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
            return DocumentOutcome(document.path, all_diagnostics)
        wanted = document.schema != "policy" or "accounts" in Cursor(document.root)
        placed = Placed(self._own.account, document.group, lowered.value.definition, wanted)
        return DocumentOutcome(document.path, all_diagnostics, placed)

    def _judge(self, document: Document) -> tuple[ValidDocument | None, tuple[Diagnostic, ...]]:
        if document.same_everywhere:
            if document.judged is None:
                outcome = validate(document.root, document.schema)
                document.judged = (outcome.value, outcome.diagnostics)
                return document.judged
            # What was said once is not said again for the next account.
            return document.judged[0], ()
        resolved = resolve(document.root, self._scope)
        if resolved.value is None or resolved.value.root is None:
            return None, resolved.diagnostics
        outcome = validate(resolved.value.root, document.schema)
        return outcome.value, (*resolved.diagnostics, *outcome.diagnostics)

    def _context(
        self, valid: list[tuple[Document, ValidDocument]]
    ) -> tuple[Context, list[DocumentOutcome]]:
        """What documents may know of each other, before any of them is lowered."""
        base = Context(
            account=self._own.account,
            accounts={s.account.nickname: s.account for s in self._settings.accounts},
            organizations=self._settings.organizations,
            references=self._settings.references,
            today=self._today,
        )
        roots = [(document.schema, Cursor(one.root)) for document, one in valid]
        known = replace(
            base,
            trusted_entities={
                root.field("trusted_entities").string: root.field("trust")
                for schema, root in roots
                if schema == "trusted_entities"
            },
            oidc_providers={
                root.field("oidc_provider").string: base.text(root.field("url"))
                for schema, root in roots
                if schema == "oidc_provider"
            },
            saml_providers=frozenset(
                root.field("saml_provider").string
                for schema, root in roots
                if schema == "saml_provider"
            ),
        )
        return self._with_defaults(known)

    def _with_defaults(self, context: Context) -> tuple[Context, list[DocumentOutcome]]:
        defaults = self._settings.defaults
        if defaults is None:
            return context, []
        resolved = resolve(defaults, self._scope)
        problems = [*resolved.diagnostics]
        root = resolved.value.root if resolved.value else None
        if isinstance(root, Mapping):
            own = replace(context, sink=Sink())
            context = replace(context, defaults=_defaults(Cursor(root), own))
            problems += own.sink.found
        path = defaults.span.path
        return context, [DocumentOutcome(path, tuple(problems))] if problems else []


def _defaults(root: Cursor, context: Context) -> Defaults:
    path, tags, boundary = (root.get(k) for k in ("path", "tags", "permissions_boundary"))
    return Defaults(
        path=path.string if path else "/",
        tags=tuple(Tag(k, context.text(v)) for k, _, v in tags.entries()) if tags else (),
        permissions_boundary=lower_boundary(boundary, context) if boundary else None,
    )
