"""Asking the catalogue, with what a project knows better put over it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from rolec.catalog import read_service
from rolec.catalog.condition_key import ConditionKey
from rolec.catalog.global_key import global_key
from rolec.catalog.local import LocalService, put_over
from rolec.catalog.packed import data_text
from rolec.catalog.service import Action, Service
from rolec.catalog.token_key import token_key

CLIENTS = "clients.json"
"""The data of clients with another name than the actions; ``python -m rolec.devtools catalogue`` makes it."""


@dataclass(frozen=True, slots=True, eq=False)
class Catalogue:
    """AWS as rolec ships it, and over it the entries of a local file (``local.py``).

    Each is equal to itself only, so that what is asked of it can be remembered.
    """

    local: Mapping[str, LocalService] = field(default_factory=dict)

    def prefixes(self) -> tuple[str, ...]:
        """The prefixes of all services, in order."""
        return tuple(sorted({*read_service.service_prefixes(), *self.local}))

    def service(self, prefix: str) -> Service | None:
        """The service whose actions begin with ``prefix``, in any case."""
        shipped = read_service.service(prefix)
        own = self.local.get(prefix.lower())
        return shipped if own is None else put_over(shipped, prefix.lower(), own)

    def action(self, full_name: str) -> Action | None:
        """The action that policies call ``full_name``, such as ``s3:GetObject``, in any case."""
        prefix, _, name = full_name.partition(":")
        found = self.service(prefix)
        return found.action(name) if found else None

    def matching(self, pattern: str) -> Iterator[Action]:
        """The actions that ``pattern`` covers, with IAM's wildcards, in any case.

        `*` alone is every action of every service.
        """
        from rolec.ir.glob import matches

        prefix, colon, name = pattern.lower().partition(":")
        for found in self._services(prefix):
            for action in found.action_names():
                if not colon or matches(name, action.lower()):
                    known = found.action(action)
                    assert known is not None, action
                    yield known

    def key(self, name: str) -> ConditionKey | None:
        """The condition key that a policy calls ``name``: a global one, or its service's, or a token's."""
        prefix = name.partition(":")[0]
        found = self.service(prefix)
        return global_key(name) or (found.key(name) if found else token_key(name))

    def spelt(self, key: str) -> str:
        """``key`` as AWS spells it; what is the user's own in it stays as it is."""
        known = self.key(key)
        if known is None:
            return key
        own = [at for sign in "$<" if (at := known.name.find(sign)) >= 0]
        return known.name[: min(own)] + key[min(own) :] if own else known.name

    def nearest(self, full_name: str) -> str | None:
        """The known action most like ``full_name``, or the prefix that may be meant by its service."""
        from rolec.diagnostics.suggest import closest

        prefix, _, name = full_name.partition(":")
        found = self.service(prefix)
        if found is None:
            meant = self._meant(prefix.lower()) or closest(prefix, self.prefixes())
            other = self.action(f"{meant}:{name}")
            return other.full_name if other else meant
        near = closest(name, found.action_names())
        return f"{found.prefix}:{near}" if near else None

    def _meant(self, name: str) -> str | None:
        """The prefix of what a client of AWS's API is called, or of what AWS calls a service."""
        clients: Mapping[str, str] = json.loads(data_text(CLIENTS))
        if name in clients:
            return clients[name]
        known = (found for each in self.prefixes() if (found := self.service(each)))
        return next((s.prefix for s in known if not s.retired and _plain(s.name) == name), None)

    def _services(self, prefix: str) -> Iterator[Service]:
        from rolec.ir.glob import matches

        wild = "*" in prefix or "?" in prefix
        named = [p for p in self.prefixes() if matches(prefix, p)] if wild else [prefix]
        for each in named:
            if found := self.service(each):
                yield found


def _plain(name: str) -> str:
    """``Amazon CloudWatch Logs`` as a user may write it in an action."""
    words = name.lower().split()
    return "".join(word for word in words if word not in {"aws", "amazon"})


SHIPPED = Catalogue()
"""AWS as rolec ships it."""
