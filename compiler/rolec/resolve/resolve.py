"""A document as it is in one account."""

from __future__ import annotations

from collections.abc import Mapping as ReadOnly
from dataclasses import field

from rolec.diagnostics.diagnostic import error, warning
from rolec.diagnostics.outcome import Outcome, Sink
from rolec.diagnostics.suggest import did_you_mean
from rolec.ir.module import Account
from rolec.load.node import Entry, Mapping, Node, Scalar, Sequence
from rolec.record import dataclass
from rolec.resolve import codes
from rolec.resolve.substitute import Substitutes, has_own
from rolec.source.file import SourceFile

_SELECTED = ("trust", "permissions", "statements", "expect", "trusted_entities", "guardrails")
"""Fields whose entries may say `accounts:`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """The account that a document is resolved for, and what rolec.yaml says of it.

    ``variables`` are this account's, by name; ``nicknames`` are all that may be selected.
    """

    account: Account = field(default_factory=Account)
    nicknames: tuple[str, ...] = ()
    variables: ReadOnly[str, Node] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Resolved:
    """A document in one account; None when it is not for that account."""

    root: Node | None


def needs_resolving(file: SourceFile) -> bool:
    """Whether a document of ``file`` may be different in different accounts."""
    text = file.text
    return file.may_hold("accounts", "overrides") or ("${" in text and has_own(text))


def resolve(root: Node, scope: Scope) -> Outcome[Resolved]:
    """``root`` with rolec's own values put in, overrides applied, and what is not for the
    account left out. What schemas are to refuse is left as it is.
    """
    sink = Sink()
    resolver = _Resolver(scope, sink)
    if not isinstance(root, Mapping):
        return sink.outcome(Resolved(root))
    if not resolver.selects(root):
        return sink.outcome(Resolved(None))
    overridden = resolver.override(root)
    selected = resolver.select(overridden)
    if selected is None:
        return sink.outcome(Resolved(None))
    named, own = _named(selected, scope, sink)
    substitutes = Substitutes(scope.account, scope.variables, own, sink)
    return sink.outcome(Resolved(substitutes.into(named)))


def _named(root: Mapping, scope: Scope, sink: Sink) -> tuple[Mapping, str | None]:
    """``root`` with rolec's values put into the `name:` of a role, and what `${role.name}` is."""
    role = root.entry("role")
    if role is None or not isinstance(role.value, Scalar):
        return root, None
    name = root.entry("name")
    if root.entry("name_prefix") is not None:
        return root, ""
    if name is None:
        return root, role.value.text
    made = Substitutes(scope.account, scope.variables, role.value.text, sink).into(name.value)
    entries = tuple(e._replace(value=made) if e is name else e for e in root.entries)
    return Mapping(entries, root.span), made.text if isinstance(made, Scalar) else role.value.text


class _Resolver:
    def __init__(self, scope: Scope, sink: Sink) -> None:
        self._scope = scope
        self._sink = sink

    def selects(self, entry: Mapping) -> bool:
        """Whether ``entry`` is for this account; without `accounts:` it is for all."""
        accounts = entry.entry("accounts")
        if accounts is None:
            return True
        value = accounts.value
        items = value.items if isinstance(value, Sequence) else (value,)
        names = [item for item in items if isinstance(item, Scalar)]
        for name in names:
            self._check_nickname(name)
        return len(names) < len(items) or self._scope.account.nickname in {n.text for n in names}

    def override(self, root: Mapping) -> Mapping:
        """``root`` with the fields that `overrides:` has for this account, whole."""
        overrides = root.entry("overrides")
        if overrides is None or not isinstance(overrides.value, Mapping):
            return root
        for entry in overrides.value.entries:
            self._check_nickname(Scalar(entry.key, entry.key_span))
            self._check_override(entry, root)
        mine = overrides.value.entry(self._scope.account.nickname)
        fields = mine.value.entries if mine and isinstance(mine.value, Mapping) else ()
        replaced = {entry.key: entry for entry in root.entries if entry.key != "overrides"}
        return Mapping(tuple({**replaced, **{e.key: e for e in fields}}.values()), root.span)

    def _check_override(self, entry: Entry, root: Mapping) -> None:
        fixed = {root.entries[0].key, "accounts", "overrides"}
        for field_ in entry.value.entries if isinstance(entry.value, Mapping) else ():
            if field_.key in fixed:
                message = f"`{field_.key}` is the same in every account"
                help_ = "delete it here, or write another document for that account"
                self._sink.add(error(codes.NO_OVERRIDE, message, field_.key_span, help=help_))
        if entry.key in self._scope.nicknames and not self._is_made_in(entry.key, root):
            self._sink.add(
                warning(
                    codes.OVERRIDE_UNUSED,
                    f"nothing is made in the account `{entry.key}`, so this changes nothing",
                    entry.key_span,
                    help=f"add `{entry.key}` to `accounts:`, or delete this",
                )
            )

    @staticmethod
    def _is_made_in(nickname: str, root: Mapping) -> bool:
        accounts = root.entry("accounts")
        if accounts is None:
            return True
        value = accounts.value
        items = value.items if isinstance(value, Sequence) else (value,)
        return any(not isinstance(item, Scalar) or item.text == nickname for item in items)

    def select(self, root: Mapping) -> Mapping | None:
        """``root`` without the entries that are for other accounts.

        None when these were all its statements: such a policy is not made.
        """
        entries: list[Entry] = []
        for entry in root.entries:
            kept = self._select_entry(entry)
            if kept is not None:
                entries.append(kept)
            elif entry.key == "statements":
                return None
            elif entry.key == "trust" and root.entry("role"):
                self._report_no_trust(entry)
        return Mapping(tuple(entries), root.span)

    def _select_entry(self, entry: Entry) -> Entry | None:
        if entry.key not in _SELECTED:
            return entry
        match entry.value:
            case Sequence(items=items, span=span):
                kept = tuple(item for item in map(self._select_item, items) if item is not None)
                # An empty list that was written is the schema's to refuse.
                return (
                    Entry(entry.key, entry.key_span, Sequence(kept, span))
                    if kept or not items
                    else None
                )
            case Mapping() as item:
                selected = self._select_item(item)
                return Entry(entry.key, entry.key_span, selected) if selected else None
            case _:
                return entry

    def _select_item(self, item: Node) -> Node | None:
        if not isinstance(item, Mapping):
            return item
        if not self.selects(item):
            return None
        # A permission has statements of its own.
        return self.select(item) if item.entry("statements") else item

    def _report_no_trust(self, trust: Entry) -> None:
        nickname = self._scope.account.nickname
        where = f" in the account `{nickname}`" if nickname else ", which has no account"
        self._sink.add(
            error(
                codes.NO_TRUST,
                f"nobody may assume the role{where}",
                trust.key_span,
                help="trust somebody there, or put `accounts:` on the role",
            )
        )

    def _check_nickname(self, name: Scalar) -> None:
        known = self._scope.nicknames
        if name.text in known:
            return
        help_ = (
            did_you_mean(name.text, known) or f"rolec.yaml has {_listed(known)}"
            if known
            else "write `accounts:` with this nickname and its `id` in rolec.yaml"
        )
        self._sink.add(
            error(
                codes.UNKNOWN_NICKNAME,
                f"no account is called `{name.text}`",
                name.span,
                help=help_,
            )
        )


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)
