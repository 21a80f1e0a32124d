"""A service of AWS: its actions, the resources they act on, the condition keys they send.

The reference writes an action as ``s3:GetObject``. IAM ignores the case of actions and of
condition keys, and so does every look-up here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from functools import cached_property
from typing import TypeAlias

from rolec.catalog.access_level import AccessLevel
from rolec.catalog.condition_key import ConditionKey
from rolec.record import dataclass

Row: TypeAlias = tuple[str, str, list[tuple[int, int, list[int]]], list[int], list[str]]
"""An action as it is packed: name, letters of its levels, for each resource type its number,
1 if it must be named and the numbers of its keys; the numbers of the keys; what it depends on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceType:
    """What an action can act on; ``arns`` are templates, such as ``arn:${Partition}:s3:::${B}``.

    A type has several where AWS writes several.
    """

    name: str
    arns: tuple[str, ...]
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ActsOn:
    """A resource type that an action acts on.

    ``required`` says that a request names one of it. ``keys`` are the condition keys that the
    action sends only together with it.
    """

    type: ResourceType
    required: bool = False
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """An action; ``retired`` is one that AWS had once, and policies may still name.

    ``dependents`` are the actions that a caller needs as well, for all of its parameters.
    """

    service: str
    name: str
    levels: tuple[AccessLevel, ...]
    acts_on: tuple[ActsOn, ...] = ()
    keys: tuple[str, ...] = ()
    dependents: tuple[str, ...] = ()
    retired: bool = False

    @property
    def level(self) -> AccessLevel | None:
        """The one level that tells most: what manages permissions or tags is no mere write.

        None is that of an action so long retired that no source has its levels.
        """
        return self.levels[0] if self.levels else None

    @property
    def full_name(self) -> str:
        """The name as policies have it, with its service."""
        return f"{self.service}:{self.name}"

    def all_keys(self) -> frozenset[str]:
        """The service's own and patterned keys that can be in a request; global ones are not."""
        of_types = (key for on in self.acts_on for key in (*on.keys, *on.type.keys))
        return frozenset((*self.keys, *of_types))


@dataclass(frozen=True, kw_only=True)
class Service:
    """A service by its prefix in action names; parts of it are made when they are asked for.

    ``rows`` are what was packed; ``added`` are actions that stand before them.
    """

    prefix: str
    name: str
    keys: tuple[ConditionKey, ...] = field(repr=False)
    resource_types: tuple[ResourceType, ...] = field(repr=False)
    rows: tuple[Row, ...] = field(repr=False)
    retired_actions: frozenset[str] = field(default=frozenset(), repr=False)
    added: tuple[Action, ...] = field(default=(), repr=False)
    retired: bool = False

    def action(self, name: str) -> Action | None:
        """The action ``name``, without the service, in any case."""
        found = self._by_name.get(name.lower())
        return found if found is None or isinstance(found, Action) else self._made(found)

    @cached_property
    def actions(self) -> tuple[Action, ...]:
        """All actions, the retired ones too, in the order of their names."""
        return tuple(
            each if isinstance(each, Action) else self._made(each)
            for _, each in sorted(self._by_name.items())
        )

    def action_names(self) -> tuple[str, ...]:
        """The names of all actions as AWS writes them; no action is made for it."""
        return tuple(
            each.name if isinstance(each, Action) else each[0] for each in self._by_name.values()
        )

    def resource_type(self, name: str) -> ResourceType | None:
        """The resource type called ``name``."""
        return next((each for each in self.resource_types if each.name == name), None)

    def key(self, name: str) -> ConditionKey | None:
        """The condition key that a policy calls ``name``; one without a placeholder goes first."""
        folded = name.lower()
        exact = (key for key in self.keys if key.name.lower() == folded)
        return next(exact, None) or next((key for key in self.keys if key.covers(name)), None)

    @cached_property
    def _by_name(self) -> Mapping[str, Row | Action]:
        rows = {row[0].lower(): row for row in self.rows}
        return {**rows, **{action.name.lower(): action for action in self.added}}

    @cached_property
    def _ready(self) -> dict[str, Action]:
        """The actions that were asked for, by name."""
        return {}

    def _made(self, row: Row) -> Action:
        found = self._ready.get(row[0])
        if found is None:
            found = self._ready[row[0]] = self._make(row)
        return found

    def _make(self, row: Row) -> Action:
        from rolec.catalog.access_level import LETTERS

        name, letters, types, keys, dependents = row
        return Action(
            service=self.prefix,
            name=name,
            levels=tuple(LETTERS[letter] for letter in letters),
            acts_on=tuple(
                ActsOn(
                    type=self.resource_types[number],
                    required=bool(required),
                    keys=self._names(keys_of_type),
                )
                for number, required, keys_of_type in types
            ),
            keys=self._names(keys),
            dependents=tuple(dependents),
            retired=self.retired or name.lower() in self.retired_actions,
        )

    def _names(self, numbers: list[int]) -> tuple[str, ...]:
        return tuple(self.keys[number].name for number in numbers)
