"""Compiled documents with what their source has in the place of the roles of the project, so that the two are compared."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from rolec.adopt.found import FoundPolicy, FoundRole, Json
from rolec.driver.adopt.proof import Proof, Status
from rolec.ir.module import Module
from rolec.ir.role import Policy, Role
from rolec.ir.text import Entity, Link, Part, Text, joined
from rolec.ir.texts import document, rewritten
from rolec.link.definition import Placed

_IN_A_CIRCLE = "it and a role that it trusts trust each other, which is said with a condition on `aws:PrincipalArn`"
_REFERENCE = re.compile(r"\$\{[^{}]*\}")


class RolesOfSource:
    """Puts what a source has for its roles into what was compiled."""

    def __init__(
        self, roles: Mapping[str, FoundRole], policies: Mapping[str, FoundPolicy]
    ) -> None:
        self._references = {
            (role.source, text): (role.name.casefold(), attribute)
            for role in roles.values()
            for text, attribute in role.references.items()
        }
        self._written: dict[str, list[tuple[int, Json]]] = {}
        for role in roles.values():
            documents = [role.trust, *(each.document for each in role.inline)]
            known = self._written.setdefault(role.name.casefold(), [])
            known += [(role.source, each) for each in documents]
        self._of_policies = {each.name: (each.source, each.document) for each in policies.values()}

    def put_into(self, placed: Placed) -> Placed:
        """A role or policy that refers to roles, with what its source has in the place of each."""
        made = placed.definition
        if not any(link.entity is Entity.ROLE for link in placed.links):
            return placed
        texts = self._texts(made)

        def of_source(part: Part) -> Part:
            if isinstance(part, Link) and part.entity is Entity.ROLE and part.account is None:
                return texts.get((part.name.casefold(), part.attribute), part)
            return part

        def rewrite(text: Text) -> Text:
            return joined(tuple(map(of_source, text.parts)), text.span)

        found = rewritten(made, rewrite)
        if isinstance(found, Role):
            found = replace(found, trust=document(found.trust, rewrite))
        return replace(placed, definition=found)

    def _texts(self, made: object) -> dict[tuple[str, str], str]:
        """What the documents of the source have, by the name of the role and the attribute."""
        documents: list[tuple[int, Json]] = []
        if isinstance(made, Role):
            documents = self._written.get(made.name.casefold(), [])
        elif isinstance(made, Policy) and made.name in self._of_policies:
            documents = [self._of_policies[made.name]]
        texts = ((source, text) for source, each in documents for text in _texts_of(each))
        return {self._references[at]: at[1] for at in texts if at in self._references}


class AsBuilt:
    """Tells whether `rolec build` says of a role what its spec does: of roles that trust each other it does not."""

    def __init__(self, placed: Iterable[Placed], modules: Iterable[Module]) -> None:
        self._before = _conditions(each.definition for each in placed)
        self._after = _conditions(each for module in modules for each in module.roles)

    def proved(self, proof: Proof, role: FoundRole) -> Proof:
        """``proof``, less than equal where the role is built in other words."""
        name = role.name.casefold()
        same = self._after.get(name, set()) <= self._before.get(name, set())
        if proof.status is not Status.EQUAL or same:
            return proof
        return replace(proof, status=Status.EQUAL_IN_ACCESS, reason=_IN_A_CIRCLE)


def _conditions(made: Iterable[object]) -> dict[str, set[int]]:
    """How many conditions are in the trust policies of roles, by name."""
    found: dict[str, set[int]] = {}
    for each in made:
        if isinstance(each, Role):
            number = sum(len(statement.conditions) for statement in each.trust.statements)
            found.setdefault(each.name.casefold(), set()).add(number)
    return found


def _texts_of(value: Json) -> Iterable[str]:
    """The references in a document."""
    return _REFERENCE.findall(json.dumps(value, ensure_ascii=False).replace('\\"', '"'))
