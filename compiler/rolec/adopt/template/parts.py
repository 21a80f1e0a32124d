"""To which role of a template a policy or an instance profile belongs."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress

from rolec.adopt.found import NO_PART, Json
from rolec.adopt.template.loops import types_in
from rolec.adopt.template.resources import TemplateResources
from rolec.adopt.template.shape import UnknownError

ROLE = "AWS::IAM::Role"
POLICY = "AWS::IAM::Policy"
ROLE_POLICY = "AWS::IAM::RolePolicy"
MANAGED = "AWS::IAM::ManagedPolicy"
PROFILE = "AWS::IAM::InstanceProfile"
_PARTS = (POLICY, ROLE_POLICY, PROFILE)


class TemplateParts:
    """Finds what is on a role."""

    def __init__(self, template: TemplateResources) -> None:
        self._template = template
        self._ids: dict[str, list[str]] = {}
        for role in template.of(ROLE):
            # Where conditions decide which is made, several roles have one name.
            for text in dict.fromkeys((template.referred(role), *self._names(role))):
                self._ids.setdefault(text, []).append(role)
        self._known: dict[str, list[tuple[str | None, Json, tuple[str, ...]]]] = {}

    def on(self, role: str, *types: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        """The resources that are on ``role``, each with what has to be true for that.

        An UnknownError where it cannot be said of one whether it is.
        """
        for part in self._template.of(*types):
            enabled = self._enabled(part, role)
            if enabled is not None:
                yield part, tuple(dict.fromkeys((*self._template.enabled(part), *enabled)))

    def unread_on(self, role: str) -> UnknownError | None:
        """Why nobody can say what is on ``role``; None where that is known."""
        for name, written in self._template.unread.items():
            if not {*_PARTS, MANAGED}.isdisjoint(types_in(written)) and self._has(written, role):
                return self._template.why_unread(name)
        parts = (name for name, _ in self.on(role, *_PARTS, MANAGED))
        return next(
            (why for each in (role, *parts) if (why := self._template.why_unread(each))), None
        )

    def others(self, part: str) -> Iterator[str]:
        """Roles that are not in the template, and users and groups, which have a policy, too, in words."""
        names = [named for role, named, _ in self._roles(part) if role is None]
        if names:
            listed = ", ".join(map(str, names))
            yield f"of {part}: it is on the role {listed}, too, which stays as it is"
        yield from self._template.others(part)

    def absent(self, name: str) -> tuple[str, ...]:
        """What is written of the roles that have a policy and are not in the template."""
        if self._template.resources[name].get("Type") not in _PARTS:
            return ()
        return tuple(
            each for role, each, _ in self._roles(name) if role is None and isinstance(each, str)
        )

    def why_left_out(self, name: str, adopted: Collection[str]) -> str:
        """Why a resource that was not adopted with a role was not; ``adopted`` are the roles that were."""
        if self._template.resources[name].get("Type") not in _PARTS:
            return NO_PART
        found = self._roles(name)
        own = next((role for role, _, _ in found if role is not None), None)
        if own in adopted:
            return f"no deployment makes both it and its role {own}"
        if own is not None:
            return f"its role {own} was not adopted"
        if found:
            return f"its role `{found[0][1]}` is not in this template"
        if self._written(name):
            return "which role has it is not known before it is deployed"
        return "it is on no role"

    def _enabled(self, part: str, role: str) -> tuple[str, ...] | None:
        """What has to be true for ``part`` to be on ``role``; None where it never is."""
        cases = [enabled for id_, _, enabled in self._roles(part) if id_ == role]
        if cases:
            return self._template.intrinsics.conditions.either(cases)
        if not self._roles(part) and self._may_name(part, role):
            raise UnknownError(f"Roles of {part}")
        return None

    def _may_name(self, part: str, role: str) -> bool:
        return json.dumps({"Ref": role}) in json.dumps(self._written(part))

    def _has(self, written: Json, role: str) -> bool:
        """Whether ``role`` is anywhere in ``written``."""
        name = self._template.properties(role).get("RoleName")
        forms = (role, *([] if name is None else [name]))
        text = json.dumps(written)
        return f"${{{role}}}" in text or any(json.dumps(each) in text for each in forms)

    def _roles(self, part: str) -> list[tuple[str | None, Json, tuple[str, ...]]]:
        """The roles that are named, by logical id where it is known, each with what has to be true for that.

        None where a list is not known.
        """
        if part not in self._known:
            cases = self._cases(self._template.properties(part))
            self._known[part] = [
                (role, each, enabled) for each, enabled in cases for role in self._called(each)
            ]
        return self._known[part]

    def _called(self, name: Json) -> list[str] | list[None]:
        return (self._ids.get(name) if isinstance(name, str) else None) or [None]

    def _names(self, role: str) -> Iterator[str]:
        """What else than `Ref` of it the name of a role may be in a list."""
        written = self._template.properties(role).get("RoleName")
        known = self._template.intrinsics.known_text(written)
        with suppress(UnknownError):
            made = self._template.in_aws(written)
            yield from (each for each in (known, made and made.name) if each)

    def _cases(self, properties: Mapping[str, Json]) -> list[tuple[Json, tuple[str, ...]]]:
        listed: Json = properties.get("Roles")
        if listed is None:
            listed = [properties["RoleName"]] if "RoleName" in properties else None
        try:
            return [*self._template.intrinsics.parts(listed)]
        except UnknownError:
            return []

    def _written(self, part: str) -> Json:
        properties = self._template.properties(part)
        return properties.get("Roles", properties.get("RoleName"))
