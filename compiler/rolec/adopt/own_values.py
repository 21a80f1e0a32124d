"""Rolec's own values in what was found, as they are where a role is made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from rolec.adopt.found import FoundName, FoundPolicy, FoundProvider, FoundRole, Json
from rolec.record import dataclass

PARTITION = "${account.partition}"
"""What a source that is for every partition says in the place of one."""


def made_in(role: FoundRole, partition: str) -> FoundRole:
    """``role`` as it is in an account of ``partition``."""
    put = _Put(partition)
    return replace(
        role,
        in_aws=put.name(role.in_aws),
        path=put.text(role.path),
        description=put.any_text(role.description),
        trust=put.json(role.trust),
        inline=tuple(policy_made_in(each, partition) for each in role.inline),
        attached=tuple(map(put.text, role.attached)),
        attached_if={put.text(arn): also for arn, also in role.attached_if.items()},
        boundary=put.any_text(role.boundary),
        tags=put.texts(role.tags),
        instance_profiles=tuple(
            replace(
                each,
                name=put.name(each.name) or each.name,
                path=put.text(each.path),
                tags=put.texts(each.tags),
            )
            for each in role.instance_profiles
        ),
    )


def policy_made_in(policy: FoundPolicy, partition: str) -> FoundPolicy:
    """``policy`` as it is in an account of ``partition``."""
    put = _Put(partition)
    return replace(policy, in_aws=put.name(policy.in_aws), document=put.json(policy.document))


def provider_made_in(provider: FoundProvider, partition: str) -> FoundProvider:
    """``provider`` as trust policies in an account of ``partition`` have it."""
    return replace(provider, principals=tuple(map(_Put(partition).text, provider.principals)))


@dataclass(frozen=True, slots=True)
class _Put:
    """Puts a partition in where what is for every one leaves it open."""

    partition: str

    def text(self, written: str) -> str:
        return written.replace(PARTITION, self.partition)

    def any_text(self, written: str | None) -> str | None:
        return None if written is None else self.text(written)

    def name(self, name: FoundName | None) -> FoundName | None:
        if name is None:
            return None
        return FoundName(self.any_text(name.name), self.any_text(name.prefix))

    def texts(self, written: Mapping[str, str]) -> dict[str, str]:
        return {self.text(key): self.text(each) for key, each in written.items()}

    def json(self, value: Json) -> Json:
        match value:
            case str():
                return self.text(value)
            case list():
                return [self.json(each) for each in value]
            case Mapping():
                return {self.text(key): self.json(each) for key, each in value.items()}
            case _:
                return value
