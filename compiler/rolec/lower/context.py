"""What a document means depends on its project and account; this is all of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import field
from datetime import date

from rolec.diagnostics.code import Code
from rolec.diagnostics.diagnostic import Label, error, note, warning
from rolec.diagnostics.outcome import Sink
from rolec.ir.module import Account
from rolec.ir.role import NO_PATH, Tag
from rolec.ir.text import Text
from rolec.lower import codes
from rolec.lower.cursor import Cursor
from rolec.lower.list_reference import is_list, may_have_list, not_a_text, without_lists
from rolec.lower.pins import Pins
from rolec.lower.text import lower_text
from rolec.record import dataclass
from rolec.source.span import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Defaults:
    """What a role gets when it does not say otherwise (`defaults:` of rolec.yaml)."""

    path: Text = NO_PATH
    tags: tuple[Tag, ...] = ()
    permissions_boundary: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """The account that a document is lowered for, and what its project knows.

    ``accounts`` and ``organizations`` are by nickname; ``references`` are the values of
    Terraform references, for JSON; ``trusted_entities`` are the lists of entries,
    ``oidc_providers`` the URLs and ``saml_providers`` the names of the project's documents;
    ``json_required`` is whether every document must be there as
    JSON; ``source`` is the path of the spec; ``today`` is None where time must not count.
    ``pins`` are what the project took from AWS's catalogue, of all its documents together.
    """

    account: Account = field(default_factory=Account)
    accounts: Mapping[str, Account] = field(default_factory=dict)
    organizations: Mapping[str, str] = field(default_factory=dict)
    references: Mapping[str, str] = field(default_factory=dict)
    trusted_entities: Mapping[str, Cursor] = field(default_factory=dict)
    oidc_providers: Mapping[str, Text] = field(default_factory=dict)
    saml_providers: Collection[str] = ()
    defaults: Defaults = field(default_factory=Defaults)
    json_required: bool = False
    source: str = ""
    today: date | None = None
    pins: Pins = field(default_factory=Pins)
    sink: Sink = field(default_factory=Sink)

    def error(
        self,
        code: Code,
        message: str,
        span: Span,
        *,
        label: str = "",
        secondary: tuple[Label, ...] = (),
        notes: tuple[str, ...] = (),
        help: str | None = None,
    ) -> None:
        """Report a mistake; the caller goes on with what it has."""
        self.sink.add(
            error(code, message, span, label=label, secondary=secondary, notes=notes, help=help)
        )

    def warn(self, code: Code, message: str, span: Span, *, help: str | None = None) -> None:
        """Report something that is likely a mistake."""
        self.sink.add(warning(code, message, span, help=help))

    def note(self, code: Code, message: str, span: Span, *, help: str | None = None) -> None:
        """Report something that is as it should be, and may surprise."""
        self.sink.add(note(code, message, span, help=help))

    def text(self, at: Cursor) -> Text:
        """The text at ``at``, its Terraform references and links as parts."""
        return self.text_of(*at.scalar)

    def text_of(self, string: str, span: Span) -> Text:
        """The one text that ``string`` stands for; an error where it names a whole list."""
        if may_have_list(string) and (bare := without_lists(string)) != string:
            self.sink.add(not_a_text(string, span))
            string = bare
        return lower_text(string, span, self.references)

    def item(self, at: Cursor) -> Text:
        """What stands at ``at`` in a list: a text, or a reference to any number of texts."""
        if may_have_list(at.string) and is_list(at.string):
            return lower_text(*at.scalar, self.references)
        return self.text(at)

    def account_id(self, span: Span, what: str) -> str | None:
        """The id of this account, or None after reporting that ``what`` needs it."""
        if self.account.id is None:
            self.sink.add(codes.no_account(what, span))
        return self.account.id
