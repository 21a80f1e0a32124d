"""To which role of a template a policy or an instance profile belongs."""

from __future__ import annotations

import json
from collections.abc import Iterator

from rolec.adopt.found import NO_PART, Json
from rolec.adopt.intrinsics import UnknownError
from rolec.adopt.template_resources import TemplateResources

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

    def on(self, role: str, *types: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        """The resources that are on ``role``, each with what has to be true for that.

        An UnknownError where it cannot be said of one whether it is.
        """
        for part in self._template.of(*types):
            enabled = self._enabled(part, role)
            if enabled is not None:
                yield part, tuple(dict.fromkeys((*self._template.enabled(part), *enabled)))

    def others(self, part: str) -> Iterator[str]:
        """Roles that are not in the template, and users and groups, which have a policy, too, in words."""
        names = [each for each, _ in self._roles(part) if self._role(each) is None]
        if names:
            listed = ", ".join(map(str, names))
            yield f"of {part}: it is on the role {listed}, too, which stays as it is"
        yield from self._template.others(part)

    def why_left_out(self, name: str) -> str:
        """Why a resource that was not adopted with a role was not."""
        if self._template.resources[name].get("Type") not in _PARTS:
            return NO_PART
        named = [each for each, _ in self._roles(name)]
        for each in named:
            role = self._role(each)
            if role is not None:
                return f"its role {role} was not adopted"
        if named:
            return f"its role `{named[0]}` is not in this template"
        if self._written(name):
            return "which role has it is not known before it is deployed"
        return "it is on no role"

    def _enabled(self, part: str, role: str) -> tuple[str, ...] | None:
        """What has to be true for ``part`` to be on ``role``; None where it never is."""
        cases = [enabled for each, enabled in self._roles(part) if self._role(each) == role]
        if not cases and json.dumps({"Ref": role}) not in json.dumps(self._written(part)):
            return None
        if () in cases:
            return ()
        if len(cases) != 1:
            raise UnknownError(f"Roles of {part}")
        return cases[0]

    def _roles(self, part: str) -> list[tuple[Json, tuple[str, ...]]]:
        """The roles that are named, each with what has to be true for that; none where it is not known."""
        written = self._written(part)
        if written is None:
            return []
        listed: Json = written if "Roles" in self._template.properties(part) else [written]
        try:
            return [*self._template.intrinsics.parts(listed)]
        except UnknownError:
            return []

    def _role(self, named: Json) -> str | None:
        """The logical id of the role that is ``named``."""
        intrinsics = self._template.intrinsics
        for role in self._template.of(ROLE):
            name = intrinsics.known_text(self._template.properties(role).get("RoleName"))
            if named == intrinsics.variables.referred(role) or (named == name and name):
                return role
        return None

    def _written(self, part: str) -> Json:
        properties = self._template.properties(part)
        return properties.get("Roles", properties.get("RoleName"))
