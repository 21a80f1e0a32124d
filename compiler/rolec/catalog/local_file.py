"""Judging the plain values of a local catalogue file; its form is in ``local.py``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field
from typing import TypeAlias

from rolec.catalog.access_level import AccessLevel
from rolec.catalog.condition_key import KEY_TYPES, ConditionKey, condition_key
from rolec.catalog.local import LocalAction, LocalService
from rolec.catalog.read_service import service
from rolec.catalog.service import ResourceType
from rolec.record import dataclass

Path: TypeAlias = tuple[str, ...]

_SERVICE = ("name", "keys", "resource_types", "actions")
_ACTION = ("access", "resource_types", "keys", "dependents", "retired")
_KEY_TYPES = tuple(filter(None, KEY_TYPES))
_LEVELS = tuple(map(str, AccessLevel))
_COLONS = 5


@dataclass(frozen=True, slots=True)
class Mistake:
    """Something that is wrong in the file, at the keys of ``path`` from its root.

    ``of_key`` says that it is the last key that is wrong, and not its value.
    """

    path: Path
    message: str
    of_key: bool = False


def local_services(document: object) -> tuple[dict[str, LocalService], tuple[Mistake, ...]]:
    """The services of the file by prefix in lower case; worth nothing when there are mistakes."""
    judge = _Judge()
    root = judge.mapping((), document, ("services",))
    found = judge.mapping(("services",), root.get("services", {}))
    services = {
        prefix.lower(): judge.service(("services", prefix), value)
        for prefix, value in found.items()
    }
    return services, tuple(judge.mistakes)


@dataclass(slots=True)
class _Judge:
    """Collects the mistakes of one file."""

    mistakes: list[Mistake] = field(default_factory=list)

    def service(self, path: Path, value: object) -> LocalService:
        found = self.mapping(path, value, _SERVICE)
        types = self._types((*path, "resource_types"), found.get("resource_types", {}))
        shipped = service(path[-1])
        known = [each.name for each in (*types, *(shipped.resource_types if shipped else ()))]
        actions = self.mapping((*path, "actions"), found.get("actions", {}))
        return LocalService(
            name=self._text((*path, "name"), found["name"]) if "name" in found else None,
            keys=self._keys((*path, "keys"), found.get("keys", {})),
            resource_types=types,
            actions=tuple(
                self._action((*path, "actions", name), value, known)
                for name, value in actions.items()
            ),
        )

    def mapping(
        self, path: Path, value: object, allowed: tuple[str, ...] = ()
    ) -> Mapping[str, object]:
        match value:
            case dict():
                found = {str(key): item for key, item in value.items()}
            case _:
                self._wrong(path, "this must be a mapping")
                found = {}
        for key in found:
            if allowed and key not in allowed:
                message = f"unknown field `{key}`; the fields are {', '.join(allowed)}"
                self.mistakes.append(Mistake((*path, key), message, of_key=True))
        return found

    def _action(self, path: Path, value: object, types: Iterable[str]) -> LocalAction:
        found = self.mapping(path, value, _ACTION)
        levels = self._names((*path, "access"), found.get("access", []), _LEVELS)
        if not found.get("access"):
            self._wrong(path, "an action must have its `access` levels")
        of_types = (*path, "resource_types")
        return LocalAction(
            name=path[-1],
            levels=tuple(map(AccessLevel, levels)),
            resource_types=self._names(of_types, found.get("resource_types", []), tuple(types)),
            keys=self._names((*path, "keys"), found.get("keys", [])),
            dependents=self._names((*path, "dependents"), found.get("dependents", [])),
            retired=self._boolean((*path, "retired"), found.get("retired", False)),
        )

    def _keys(self, path: Path, value: object) -> tuple[ConditionKey, ...]:
        found = self.mapping(path, value)
        return tuple(
            condition_key(name, type_name)
            for name, given in found.items()
            for type_name in self._names((*path, name), given, _KEY_TYPES)
        )

    def _types(self, path: Path, value: object) -> tuple[ResourceType, ...]:
        found = self.mapping(path, value)
        return tuple(
            ResourceType(name=name, arns=self._arns((*path, name), given))
            for name, given in found.items()
        )

    def _arns(self, path: Path, value: object) -> tuple[str, ...]:
        arns = self._names(path, value)
        for arn in arns:
            if not arn.startswith("arn:") or arn.count(":") < _COLONS:
                self._wrong(path, "a template of an ARN has six parts, and begins with `arn:`")
        return arns

    def _names(
        self, path: Path, value: object, known: tuple[str, ...] | None = None
    ) -> tuple[str, ...]:
        match value:
            case list():
                names = tuple(self._text(path, each) for each in value)
            case _:
                names = (self._text(path, value),)
        for name in names:
            if known is not None and name not in known:
                self._wrong(path, f"`{name}` is not known; known are {', '.join(known) or 'none'}")
        return tuple(name for name in names if known is None or name in known)

    def _text(self, path: Path, value: object) -> str:
        if not isinstance(value, str):
            self._wrong(path, "this must be text")
            return ""
        return value

    def _boolean(self, path: Path, value: object) -> bool:
        # Our own reader of YAML gives every scalar as its text.
        match value:
            case True | "true":
                return True
            case False | "false":
                return False
            case _:
                self._wrong(path, "this must be true or false")
                return False

    def _wrong(self, path: Path, message: str) -> None:
        self.mistakes.append(Mistake(path, message))
