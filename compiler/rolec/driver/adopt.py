"""Roles that exist to specs, with proof that the specs mean the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from rolec.adopt.comments import commented
from rolec.adopt.found import Found, FoundBlock, FoundPolicy, FoundRole, together
from rolec.adopt.kept import as_written, locals_text
from rolec.adopt.spec import Known, Literal, policy_fields, role_fields
from rolec.adopt.terraform_state import TerraformState
from rolec.adopt.trust_words import Accounts
from rolec.adopt.yaml_text import Value, yaml_text
from rolec.catalog.managed_policy import managed_policy_paths
from rolec.diagnostics.diagnostic import Diagnostic
from rolec.driver.adopt_sources import Sources, read_sources, read_state
from rolec.driver.adoption import NOWHERE, AdoptedRole, Adoption
from rolec.driver.project import SETTINGS, settings_above
from rolec.driver.proof import Proof, Status
from rolec.driver.prove_adopted import Proofs, prove
from rolec.driver.settings import read_settings
from rolec.driver.take_over import TakenOver, take_over
from rolec.ir.module import Module
from rolec.source.file import SourceMap

_Labelled = TypeVar("_Labelled", FoundRole, FoundPolicy)
_LOCALS = "adopted.tf"
_TWICE = "a role of this name was adopted from elsewhere"
_ROUNDS = 4
"""First in words; then what is not proved as IAM has it, trust first; then it is left out."""


def adopt(
    paths: tuple[Path, ...],
    output: Path,
    only: tuple[str, ...] = (),
    asked: Found | Diagnostic | None = None,
    state: Path | None = None,
) -> Adoption:
    """The specs, to be written to ``output``, of the roles that ``paths`` have, or ``only`` some.

    ``asked`` is what was found elsewhere, such as by asking AWS. ``state`` is what Terraform has
    already, as `terraform show -json` says it.
    """
    sources = SourceMap()
    had = read_state(state, sources) if state else None
    read = _with(asked, read_sources(paths, sources))
    above = settings_above(output) if output.exists() else None
    settings = read_settings(above, sources) if above else None
    if settings is not None and settings.value is None:
        problems = (*read.diagnostics, *settings.diagnostics)
        return Adoption(
            roles=(), blocks=(), files={}, taken_over={}, diagnostics=problems, sources=sources
        )
    nicknames = {
        one.account.id: one.account.nickname
        for one in (settings.value.accounts if settings and settings.value else ())
        if one.account.id and one.account.nickname
    }
    account = had.account if isinstance(had, TerraformState) else None
    wanted = [
        replace(each, account=each.account or account)
        for each in read.found.roles
        if not only or each.name in only
    ]
    written = sources.files[above.as_posix()].text if above else None
    adopting = _Adopting(wanted, read.found, nicknames, settings=written)
    roles = tuple(adopting.adopted())
    return Adoption(
        roles=roles,
        blocks=tuple(adopting.blocks(roles, only)),
        files=adopting.files,
        taken_over={} if isinstance(had, Diagnostic) else adopting.taken_over(had),
        diagnostics=(*read.diagnostics, *([had] if isinstance(had, Diagnostic) else [])),
        sources=sources,
    )


def _with(asked: Found | Diagnostic | None, read: Sources) -> Sources:
    match asked:
        case None:
            return read
        case Found():
            return read._replace(found=together([asked, read.found]))
        case _:
            return read._replace(diagnostics=(asked, *read.diagnostics))


class _Adopting:
    """One adoption: which form each role has, and what was proved of it."""

    def __init__(
        self,
        roles: list[FoundRole],
        found: Found,
        nicknames: Mapping[str, str],
        *,
        settings: str | None,
    ) -> None:
        self._found = found
        self._own_settings = settings
        self._refused = [role for role in roles if role.refused]
        self._doubles, self._roles = _once(
            _with_own_labels([role for role in roles if not role.refused])
        )
        self._ids = sorted({each.account for each in self._roles.values() if each.account})
        self._nicknames = {id_: nicknames.get(id_) or f"account-{id_}" for id_ in self._ids}
        self._named = nicknames if settings is not None or len(self._ids) <= 1 else self._nicknames
        policies = _with_own_labels(found.policies)
        self._policies = {each.arn: each for each in policies if each.arn}
        self._policy_names = {arn: each.name for arn, each in self._policies.items()}
        self._literal: dict[str, Literal] = {name: Literal() for name in self._roles}
        self._literal_policies: set[str] = set()
        self._given_up: dict[str, str] = {}
        self._same = Counter(each.name.casefold() for each in self._roles.values())
        self._of_aws = frozenset(managed_policy_paths())
        self.files: dict[str, str] = {}
        self._modules: tuple[Module, ...] = ()

    def adopted(self) -> Iterator[AdoptedRole]:
        """What became of each role."""
        proofs: Mapping[str, Proof] = {}
        left = dict(self._roles)
        for _ in range(_ROUNDS):
            found = self._proved(left)
            proofs = {**proofs, **found.roles}
            failed = [name for name in left if proofs[name].status is Status.NOT_ADOPTED]
            more = found.policies.keys() - self._literal_policies
            given_up = {arn: why for arn, why in found.policies.items() if arn not in more}
            self._given_up.update(given_up)
            self._literal_policies |= more
            if not failed and not found.policies:
                break
            for name in failed:
                if not self._say_less(name, proofs[name]) and not proofs[name].policies & more:
                    del left[name]
        if self._written(left) != self.files:
            self._proved(left)
        for name, role in self._roles.items():
            yield self._told(role, name, proofs[name])
        for role in (*self._refused, *self._doubles):
            reason = self._as_written(role.refused) or _TWICE
            yield AdoptedRole(
                role=role, status=Status.NOT_ADOPTED, reason=reason, spec=None, fallbacks=()
            )

    def blocks(
        self, roles: tuple[AdoptedRole, ...], only: tuple[str, ...]
    ) -> Iterator[FoundBlock]:
        """Everything of IAM that was met, with the reason where it was left out."""
        reasons = {
            each.role.name: each.reason or "not adopted"
            for each in roles
            if each.status is Status.NOT_ADOPTED
        }
        for each in self._found.blocks:
            reason = self._as_written(each.reason)
            if reason is None and each.role is not None:
                was_asked = not only or each.role in only
                reason = reasons.get(each.role) if was_asked else "not asked for"
            if reason is None and each.policy is not None:
                reason = self._given_up.get(each.policy) or self._nowhere(each.policy)
            yield replace(each, reason=reason)

    def _proved(self, roles: Mapping[str, FoundRole]) -> Proofs:
        self.files = self._written(roles)
        settings = self._own_settings or self.files[SETTINGS]
        found = prove({**self.files, SETTINGS: settings}, roles, self._used(roles))
        self._modules = found.modules
        return found

    def taken_over(self, state: TerraformState | None) -> dict[str, TakenOver]:
        """The files by which Terraform takes over what was adopted; ``state`` is what it has."""
        only = self._ids[0] if len(self._ids) == 1 else None
        unnamed = {
            each.name for each in self._roles.values() if not each.is_named and each.in_aws is None
        }
        return dict(take_over(self._modules, state, only, unnamed))

    def _nowhere(self, policy: str) -> str | None:
        had = (arn for role in self._roles.values() for arn in (*role.attached, role.boundary))
        return None if policy in had else NOWHERE

    def _say_less(self, key: str, proof: Proof) -> bool:
        """Write what was not proved as IAM has it; False where it is already."""
        before = self._literal[key]
        # What does not compile may do so with its trust policy as it is, which is less to give up.
        inline = proof.inline if proof.compiles or proof.trust <= before.trust else frozenset()
        after = Literal(trust=before.trust | proof.trust, inline=before.inline | inline)
        self._literal[key] = after
        return after != before

    def _told(self, role: FoundRole, key: str, proof: Proof) -> AdoptedRole:
        adopted = proof.status is not Status.NOT_ADOPTED
        noted = role.notes and proof.status is Status.EQUAL
        return AdoptedRole(
            role=role,
            status=Status.EQUAL_IN_ACCESS if noted else proof.status,
            reason=self._as_written("; ".join((*filter(None, [proof.reason]), *role.notes)))
            or None,
            spec=self._path(key) if adopted else None,
            fallbacks=tuple(_fallbacks(self._fields(role, key))) if adopted else (),
        )

    def _as_written(self, reason: str | None) -> str | None:
        return reason and as_written(reason, self._found.locals)

    def _written(self, roles: Mapping[str, FoundRole]) -> dict[str, str]:
        files = {} if self._own_settings is not None else {SETTINGS: yaml_text(self._settings())}
        for key, role in roles.items():
            files[self._path(key)] = commented(yaml_text(self._fields(role, key)), role.comment)
        for policy in self._used(roles).values():
            literal = policy.arn in self._literal_policies
            fields = policy_fields(policy, literal=literal)
            text = commented(yaml_text(fields), policy.comment)
            files[f"roles/policies/{policy.name}.yaml"] = text
        kept = locals_text(self._found.locals, files.values())
        return {**files, _LOCALS: kept} if kept else files

    def _used(self, roles: Mapping[str, FoundRole]) -> dict[str, FoundPolicy]:
        """The customer managed policies to write: what roles have, and what no role has."""
        attached = {arn for role in roles.values() for arn in (*role.attached, role.boundary)}
        of_others = {
            arn
            for role in self._found.roles
            for arn in (*role.attached, role.boundary)
            if arn not in attached
        }
        left_out = of_others | self._given_up.keys()
        return {arn: each for arn, each in self._policies.items() if arn not in left_out}

    def _settings(self) -> dict[str, Value]:
        more = self._terraform()
        if len(self._ids) > 1:
            accounts = {self._nicknames[id_]: {"id": id_} for id_ in self._ids}
            return {"language": "1", "accounts": accounts, **more}
        return {"language": "1", **({"account": self._ids[0]} if self._ids else {}), **more}

    def _terraform(self) -> dict[str, Value]:
        """A configuration that exists takes files, in which every reference of it may stand."""
        labels = [role.label for role in self._roles.values()]
        labels += [policy.label for policy in self._policies.values()]
        return {"terraform": {"as": "files"}} if any(labels) else {}

    def _fields(self, role: FoundRole, key: str) -> dict[str, Value]:
        known = Known(
            accounts=Accounts({**self._named, **({role.account: "self"} if role.account else {})}),
            policies=self._policy_names,
            of_aws=self._of_aws,
        )
        fields = role_fields(role, known, self._literal[key])
        nickname = self._named.get(role.account or "")
        if nickname is None:
            return fields
        head: dict[str, Value] = {
            key: fields.pop(key) for key in ("role", "description") if key in fields
        }
        return {**head, "accounts": nickname, **fields}

    def _path(self, key: str) -> str:
        role = self._roles[key]
        nickname = self._named.get(role.account or "")
        folder = f"{nickname}/" if nickname and self._same[role.name.casefold()] > 1 else ""
        return f"roles/{folder}{role.name}.yaml"


def _with_own_labels(found: Iterable[_Labelled]) -> list[_Labelled]:
    """``found`` without labels that several have, as those of different modules may."""
    all_ = list(found)
    counts = Counter(each.label for each in all_)
    return [each if counts[each.label] == 1 else replace(each, label=None) for each in all_]


def _once(roles: list[FoundRole]) -> tuple[list[FoundRole], dict[str, FoundRole]]:
    """Roles that are there a second time, and the others by account and name."""
    found: dict[str, FoundRole] = {}
    doubles: list[FoundRole] = []
    for role in roles:
        key = f"{role.account or ''}/{role.name.casefold()}"
        if found.setdefault(key, role) is not role:
            doubles.append(role)
    return doubles, found


def _fallbacks(fields: Mapping[str, Value]) -> Iterator[str]:
    """What of a spec is as IAM has it."""
    for field, word in (("trust", "statement"), ("permissions", "document")):
        entries = fields.get(field)
        if not isinstance(entries, tuple):
            continue
        for entry in entries:
            if isinstance(entry, Mapping) and word in entry:
                yield word
