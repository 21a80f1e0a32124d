"""What was found to the files of a project: a spec each, and rolec.yaml where there is none."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, replace
from typing import TypeVar

from rolec.adopt.comments import commented
from rolec.adopt.expressions.kept_locals import locals_text
from rolec.adopt.found import Found, FoundPolicy, FoundProvider, FoundRole
from rolec.adopt.role_links import role_links
from rolec.adopt.words.spec import Known, Literal, policy_fields, provider_fields, role_fields
from rolec.adopt.words.trust import Accounts
from rolec.adopt.yaml_text import Value, yaml_text
from rolec.catalog.managed_policy import managed_policy_paths
from rolec.driver.adopt.taken_before import LOCALS
from rolec.driver.project.project import SETTINGS
from rolec.record import dataclass

_Labelled = TypeVar("_Labelled", FoundRole, FoundPolicy, FoundProvider)
_SAML = "arn:aws:iam::000000000000:saml-provider/"
"""What a spec calls by its name, whatever the account."""


@dataclass(slots=True)
class Forms:
    """What is written as IAM has it, of roles by key and of policies by ARN, and what is not written.

    ``given_up`` are managed policies and identity providers, by ARN, with the reason, and ``left_out`` roles by key.
    """

    roles: dict[str, Literal]
    policies: set[str] = field(default_factory=set)
    given_up: dict[str, str] = field(default_factory=dict)
    left_out: set[str] = field(default_factory=set)


class SpecFiles:
    """The files of what was ``found``, of which ``roles`` are by key.

    ``nicknames`` are those of rolec.yaml by account id, which has the text ``settings``; None where there is none.
    Where ``everything`` is asked for, what no role has is too.
    """

    def __init__(
        self,
        roles: Mapping[str, FoundRole],
        found: Found,
        nicknames: Mapping[str, str],
        *,
        settings: str | None,
        everything: bool,
    ) -> None:
        self._roles = roles
        self._everything = everything
        self._found = found
        self._settings = settings
        self.ids = sorted({each.account for each in roles.values() if each.account})
        self._nicknames = {id_: nicknames.get(id_) or f"account-{id_}" for id_ in self.ids}
        self._named = nicknames if settings is not None or len(self.ids) <= 1 else self._nicknames
        self._had = _had_by(found.roles)
        self.policies = {each.arn: each for each in with_own_labels(found.policies) if each.arn}
        self.providers = {each.arn: each for each in with_own_labels(found.providers)}
        self._same = Counter(each.name.casefold() for each in roles.values())
        self._of_aws = frozenset(managed_policy_paths())
        self._known_links: dict[tuple[int, str | None, frozenset[str]], Mapping[str, str]] = {}

    def files(self, roles: Mapping[str, FoundRole], forms: Forms) -> dict[str, str]:
        """The files of ``roles`` and of what they use, by path."""
        files = {} if self._settings is not None else {SETTINGS: yaml_text(self._new_settings())}
        for key, role in roles.items():
            text = yaml_text(self.fields(key, forms))
            files[self.path(key)] = commented(text, role.comment)
        for policy in self.used_policies(roles, forms).values():
            links = self._links(policy.source, None, forms)
            made = dict(self._elsewhere(policy))
            fields = policy_fields(policy, links, made, literal=policy.arn in forms.policies)
            text = commented(yaml_text(fields), policy.comment)
            files[f"roles/policies/{policy.name}.yaml"] = text
        for provider in self.used_providers(roles, forms).values():
            files |= _provider_files(provider)
        kept = locals_text(self._found.locals, files.values())
        return {**files, LOCALS: kept} if kept else files

    def used_policies(
        self, roles: Mapping[str, FoundRole], forms: Forms
    ) -> dict[str, FoundPolicy]:
        """The customer managed policies to write: what ``roles`` have, and what no role has."""
        attached = _had_by(roles.values())
        return {
            arn: each
            for arn, each in self.policies.items()
            if arn not in forms.given_up
            if arn in attached or (self._everything and arn not in self._had)
        }

    def used_providers(
        self, roles: Mapping[str, FoundRole], forms: Forms
    ) -> dict[str, FoundProvider]:
        """The identity providers to write: what ``roles`` trust, and what no role does."""
        trusted = {arn for role in roles.values() for arn in self._trusted(role)}
        of_others = {arn for role in self._found.roles for arn in self._trusted(role)} - trusted
        left_out = of_others | forms.given_up.keys()
        return {arn: each for arn, each in self.providers.items() if arn not in left_out}

    def fields(self, key: str, forms: Forms) -> dict[str, Value]:
        """The fields of the spec of a role."""
        role = self._roles[key]
        nicknames = {**self._named, **({role.account: "self"} if role.account else {})}
        known = Known(
            accounts=Accounts(nicknames, dict(self._principals(role, forms))),
            policies={arn: each.name for arn, each in self.policies.items()},
            of_aws=self._of_aws,
            links=self._links(role.source, role.account, forms),
        )
        fields = role_fields(role, known, forms.roles[key])
        nickname = self._named.get(role.account or "")
        if nickname is None:
            return fields
        head: dict[str, Value] = {
            key: fields.pop(key) for key in ("role", "description") if key in fields
        }
        return {**head, "accounts": nickname, **fields}

    def _elsewhere(self, policy: FoundPolicy) -> Iterator[tuple[str, Value]]:
        """What makes a policy that no role has."""
        if policy.arn in self._had:
            return
        yield "attached_elsewhere", True
        nickname = self._named.get((policy.arn or "").partition("iam::")[2].partition(":")[0])
        if nickname:
            yield "accounts", nickname

    def _links(self, source: int, account: str | None, forms: Forms) -> Mapping[str, str]:
        """The references to roles for what a source has in the place of each."""
        known = source, account, frozenset(forms.left_out)
        if known not in self._known_links:
            roles = (each for key, each in self._roles.items() if key not in forms.left_out)
            self._known_links[known] = role_links(source, account, roles)
        return self._known_links[known]

    def _trusted(self, role: FoundRole) -> Iterator[str]:
        """The identity providers that a role trusts."""
        text = json.dumps(role.trust)
        for arn, each in self.providers.items():
            if each.source == role.source and any(json.dumps(p) in text for p in each.principals):
                yield arn

    def _principals(self, role: FoundRole, forms: Forms) -> Iterator[tuple[str, str]]:
        """What stands for an identity provider in the trust policy of a role, and what the provider is."""
        for arn in self._trusted(role):
            each = self.providers[arn]
            what = each.host if each.url else f"{_SAML}{each.name}"
            if what is not None and arn not in forms.given_up:
                yield from ((principal, what) for principal in each.principals)

    def path(self, key: str) -> str:
        """The path of the spec of a role."""
        role = self._roles[key]
        nickname = self._named.get(role.account or "")
        folder = f"{nickname}/" if nickname and self._same[role.name.casefold()] > 1 else ""
        return f"roles/{folder}{role.name}.yaml"

    def _new_settings(self) -> dict[str, Value]:
        more = self._terraform()
        if len(self.ids) > 1:
            accounts = {self._nicknames[id_]: {"id": id_} for id_ in self.ids}
            return {"language": 1, "accounts": accounts, **more}
        return {"language": 1, **({"account": self.ids[0]} if self.ids else {}), **more}

    def _terraform(self) -> dict[str, Value]:
        """A configuration that exists takes files, in which every reference of it may stand."""
        labels = [role.label for role in self._found.roles]
        labels += [policy.label for policy in self._found.policies]
        labels += [provider.label for provider in self._found.providers]
        return {"terraform": {"as": "files"}} if any(labels) else {}


def _had_by(roles: Iterable[FoundRole]) -> set[str | None]:
    """The ARNs of the managed policies that ``roles`` have."""
    return {arn for role in roles for arn in (*role.attached, role.boundary)}


def with_own_labels(found: Iterable[_Labelled]) -> list[_Labelled]:
    """``found`` without labels that several have, as those of different modules may."""
    all_ = list(found)
    counts = Counter(each.label for each in all_)
    return [each if counts[each.label] == 1 else replace(each, label=None) for each in all_]


def fallbacks(fields: Mapping[str, Value]) -> Iterator[str]:
    """What of a spec is as IAM has it."""
    for name, word in (("trust", "statement"), ("permissions", "document")):
        entries = fields.get(name)
        if not isinstance(entries, tuple):
            continue
        for entry in entries:
            if isinstance(entry, Mapping) and word in entry:
                yield word


def _provider_files(provider: FoundProvider) -> dict[str, str]:
    place = f"roles/providers/{provider.name}"
    fields = provider_fields(provider, f"{place}.xml")
    spec = {f"{place}.yaml": yaml_text(fields)}
    return spec if provider.metadata is None else {**spec, f"{place}.xml": provider.metadata}
