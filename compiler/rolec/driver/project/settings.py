"""What a project's `rolec.yaml` says."""

from __future__ import annotations

from collections.abc import Mapping as ReadOnly
from dataclasses import field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from rolec.diagnostics.diagnostic import Diagnostic, error
from rolec.diagnostics.outcome import Outcome
from rolec.driver.project import codes
from rolec.driver.project.files import DISK, Files
from rolec.driver.project.lint_settings import LintSettings, project_settings
from rolec.driver.project.own_catalogue import own_catalogue
from rolec.driver.project.settings_problems import REVIEW, settings_problems
from rolec.driver.project.source_file import read_inside
from rolec.ir.module import Account, Layout, PolicyForm, TerraformSettings
from rolec.ir.size import Quotas
from rolec.load.load import load
from rolec.load.node import Entry, Mapping, Node
from rolec.lower.cursor import Cursor
from rolec.record import dataclass
from rolec.source.file import SourceMap
from rolec.validate.validate import validate

if TYPE_CHECKING:
    from rolec.catalog.catalogue import Catalogue

LANGUAGE = 1
_KNOWN = {str(number) for number in range(1, LANGUAGE + 1)} | {""}
_GUARDRAILS = "guardrails"
_SPECS = ("roles/**/*",)


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountSettings:
    """An account, and the variables that are its own."""

    account: Account
    variables: ReadOnly[str, Node] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """A project's settings; those that depend on the account are still nodes.

    ``accounts`` are all that have a nickname, or the only one.
    """

    accounts: tuple[AccountSettings, ...] = (AccountSettings(account=Account()),)
    organizations: ReadOnly[str, str] = field(default_factory=dict)
    references: ReadOnly[str, str] = field(default_factory=dict)
    defaults: Mapping | None = None
    terraform: TerraformSettings = field(default_factory=TerraformSettings)
    specs: tuple[str, ...] = _SPECS
    quotas: Quotas = field(default_factory=Quotas)
    split_by_folder: bool = False
    json_required: bool = False
    lints: LintSettings = field(default_factory=LintSettings)
    guardrails: Mapping | None = None
    review: Mapping | None = None
    catalogue: Catalogue | None = None
    """AWS as the project knows it, where that is not as rolec ships it."""

    @property
    def owned(self) -> tuple[AccountSettings, ...]:
        """The accounts that roles are made in."""
        return tuple(one for one in self.accounts if one.account.owned)

    @property
    def nicknames(self) -> tuple[str, ...]:
        """The nicknames that specs may use."""
        return tuple(one.account.nickname for one in self.accounts if one.account.nickname)


def read_settings(path: Path, sources: SourceMap, files: Files = DISK) -> Outcome[Settings]:
    """The settings in the rolec.yaml at ``path``."""
    [(_, source)] = read_inside((path,), path.parent, files)
    if source.file is not None:
        sources.add(source.file)
    if source.file is None or source.diagnostics:
        return Outcome(None, source.diagnostics)
    tree = load(source.file)
    if tree.value is None:
        return Outcome(None, tree.diagnostics)
    later = _later_language(tree.value[0])
    if later:
        return Outcome(None, (later,))
    written = tree.value[0]
    document = validate(_for_every_account(written), "project")
    if document.value is None:
        return Outcome(None, document.diagnostics)
    root = Cursor(written)
    problems = tuple(settings_problems(root))
    if problems:
        return Outcome(None, (*document.diagnostics, *problems))
    catalogue = own_catalogue(root, path.parent, sources, files)
    if catalogue.diagnostics:
        return Outcome(None, (*document.diagnostics, *catalogue.diagnostics))
    return Outcome(replace(_settings(root), catalogue=catalogue.catalogue), document.diagnostics)


def _for_every_account(root: Node) -> Node:
    """The settings without those in which `${account.name}` and its like may stand.

    What those are is known in an account, and they are judged there.
    """
    if not isinstance(root, Mapping):
        return root
    kept = (e for e in root.entries if not _is_of_account(e))
    return Mapping(tuple(kept), root.span)


def _is_of_account(entry: Entry) -> bool:
    return entry.key == _GUARDRAILS or (
        entry.key == "defaults" and isinstance(entry.value, Mapping)
    )


def _later_language(root: Node) -> Diagnostic | None:
    """Whether a newer rolec is needed; to be told before its schema is misread."""
    language = Cursor(root).get("language") if isinstance(root, Mapping) else None
    if language is None or not language.is_scalar:
        return None
    number = language.string
    if not (number.isascii() and number.isdecimal()) or number.lstrip("0") in _KNOWN:
        return None
    return error(
        codes.LATER_LANGUAGE,
        f"this rolec reads language {LANGUAGE}, and the project is in `{language.string}`",
        language.span,
        help="install a newer rolec: `pip install --upgrade rolec`",
    )


def _settings(root: Cursor) -> Settings:
    defaults = root.get("defaults")
    shared = _nodes(root.get("variables"))
    return Settings(
        accounts=_accounts(root, shared),
        organizations=_strings(root.get("organizations")),
        references=_strings(root.get("references")),
        defaults=defaults.node if defaults and isinstance(defaults.node, Mapping) else None,
        terraform=_terraform(root.get("terraform")),
        specs=tuple(at.string for at in root.get_many("specs")) or _SPECS,
        quotas=_quotas(root.get("quotas")),
        split_by_folder="split" in root,
        json_required="json" in root,
        guardrails=_alone(root, _GUARDRAILS),
        review=_alone(root, REVIEW),
        lints=project_settings(root.node) if isinstance(root.node, Mapping) else LintSettings(),
    )


def _alone(root: Cursor, key: str) -> Mapping | None:
    """The field ``key`` of rolec.yaml without the others."""
    entry = root.node.entry(key) if isinstance(root.node, Mapping) else None
    return Mapping((entry,), root.span) if entry else None


def _accounts(root: Cursor, shared: ReadOnly[str, Node]) -> tuple[AccountSettings, ...]:
    several = root.get("accounts")
    if several is not None:
        return tuple(_account(name, at, shared) for name, _, at in several.entries())
    only = root.get("account")
    account = Account(id=only.string) if only else Account()
    return (AccountSettings(account=account, variables=shared),)


def _account(nickname: str, at: Cursor, shared: ReadOnly[str, Node]) -> AccountSettings:
    owned = at.get("owned")
    account = Account(
        nickname=nickname,
        id=_optional(at, "id"),
        partition=_optional(at, "partition") or "aws",
        region=_optional(at, "region"),
        owned=owned is None or owned.boolean,
    )
    return AccountSettings(account=account, variables={**shared, **_nodes(at.get("values"))})


def _terraform(at: Cursor | None) -> TerraformSettings:
    default = TerraformSettings()
    if at is None:
        return default
    return TerraformSettings(
        layout=Layout(_optional(at, "as") or default.layout),
        policies=PolicyForm(_optional(at, "policies") or default.policies),
        required_version=_optional(at, "required_version") or default.required_version,
        provider_version=_optional(at, "provider_version") or default.provider_version,
    )


def _quotas(at: Cursor | None) -> Quotas:
    default = Quotas()
    trust = at.get("trust_policy_size") if at else None
    attached = at.get("managed_policies_per_role") if at else None
    return Quotas(
        trust_policy_size=trust.integer if trust else default.trust_policy_size,
        managed_policies_per_role=attached.integer
        if attached
        else default.managed_policies_per_role,
    )


def _optional(at: Cursor, key: str) -> str | None:
    found = at.get(key)
    return found.string if found else None


def _strings(at: Cursor | None) -> dict[str, str]:
    return {key: value.string for key, _, value in at.entries()} if at else {}


def _nodes(at: Cursor | None) -> dict[str, Node]:
    return {key: value.node for key, _, value in at.entries()} if at else {}
