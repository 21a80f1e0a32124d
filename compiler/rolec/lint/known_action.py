"""What the catalogue says of the actions that a statement lists, each word looked up once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from rolec.catalog.catalogue import Catalogue
from rolec.catalog.condition_key import key_covers
from rolec.catalog.service import Action, Service
from rolec.ir.glob import matches
from rolec.policy.policy_text import StatementText, Word


def listed(statement: StatementText) -> tuple[Word, ...]:
    """The words of Action; none where the statement has NotAction."""
    actions = statement.actions
    return actions.items if actions is not None and not actions.inverted else ()


def is_wild(text: str) -> bool:
    """Whether ``text`` has a wildcard of IAM."""
    return "*" in text or "?" in text


def is_prefix(text: str) -> bool:
    """Whether ``text`` has the characters that the prefix of a service may have for IAM."""
    return _PREFIX.fullmatch(text) is not None


_PREFIX = re.compile("[A-Za-z0-9.-]+")


@lru_cache(maxsize=1024)
def service_of(prefix: str, catalogue: Catalogue) -> Service | None:
    """The service of actions that begin with ``prefix``, in any case."""
    return catalogue.service(prefix)


@lru_cache(maxsize=16384)
def actions_of(pattern: str, catalogue: Catalogue) -> tuple[Action, ...]:
    """The actions that ``pattern`` covers, in any case; none where it covers several services."""
    prefix, colon, name = pattern.partition(":")
    if not colon or is_wild(prefix):
        return ()
    service = service_of(prefix.lower(), catalogue)
    return tuple(_covered(service, name.lower())) if service else ()


@lru_cache(maxsize=32768)
def carries(pattern: str, key: str, catalogue: Catalogue) -> bool:
    """Whether an action that ``pattern`` covers sends the condition key ``key``."""
    return any(
        key_covers(known, key)
        for action in actions_of(pattern, catalogue)
        for known in action.all_keys()
    )


def _covered(service: Service, name: str) -> Iterator[Action]:
    if not is_wild(name):
        action = service.action(name)
        if action is not None:
            yield action
        return
    yield from (action for action in service.actions if matches(name, action.name.lower()))
