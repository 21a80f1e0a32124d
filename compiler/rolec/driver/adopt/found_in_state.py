"""Where a state of Terraform has what is to be taken over."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from dataclasses import replace

from rolec.adopt.show.state import TerraformState, resource_of
from rolec.emit.hcl.hcl import hcl
from rolec.emit.imports import Import, MoveFrom, is_planned
from rolec.ir.text import Link, Part, Reference, Text, joined

_ANYTHING = ".+"


class FoundInState:
    """Finds resources of a state by their ids, of some parts of which only Terraform knows the value.

    What a value is in one id it is in all the others: `${var.environment}`, once seen, is known.
    """

    def __init__(self, state: TerraformState) -> None:
        self._addresses = state.addresses
        self._values: dict[str, str] = {}

    def ids(self, wanted: Import) -> list[str]:
        """The ids by which the state has what may be ``wanted``: one where it is known to have it.

        Of the items of a list nobody knows the ids.
        """
        type_ = wanted.to.type
        if wanted.id is None or wanted.items is not None:
            return []
        if wanted.id.literal is not None:
            return [each for each in (wanted.id.literal,) if (type_, each) in self._addresses]
        shape, groups = self._shape(wanted.id)
        ids = (id_ for of, id_ in self._addresses if of == type_)
        found = [each for id_ in ids if (each := shape.fullmatch(id_))]
        here = [each for each in found if self._addresses[type_, each[0]] == hcl(wanted.to)]
        found = here or found
        if len(found) == 1:
            self._values |= {each: found[0][group] for each, group in groups.items()}
        return [each[0] for each in found]

    def items(
        self, wanted: Import, made_by: AbstractSet[str], taken: AbstractSet[str]
    ) -> list[MoveFrom]:
        """Where the state has the items of a list, of which each is an instance of one of the resources ``made_by``.

        What is ``taken`` is something else already.
        """
        if wanted.id is None or not made_by:
            return []
        shape, _ = self._shape(wanted.id)
        return [
            MoveFrom(at, replace(wanted.to, at=f"[{hcl(id_.partition('/')[2])}]"))
            for (type_, id_), at in self._addresses.items()
            if type_ == wanted.to.type and resource_of(at) in made_by and at not in taken
            if shape.fullmatch(id_)
        ]

    def has_any(self, wanted: Import) -> bool:
        """Whether the state has a resource for an item of a list, at its address."""
        start = f"{wanted.to.type}.{wanted.to.label}["
        return any(at.startswith(start) for at in self._addresses.values())

    def told(self, wanted: Import) -> Import:
        """``wanted``, of which the state does not have anything, with the names that it has of others."""
        if wanted.id is None or not wanted.is_made_up:
            return wanted
        id_ = joined(tuple(map(self._of_state, wanted.id.parts)))
        whole = all(isinstance(part, str) or is_planned(part) for part in id_.parts)
        return replace(wanted, id=id_, is_made_up=False) if whole else wanted

    def _of_state(self, part: Part) -> Part:
        if isinstance(part, str):
            return part
        return self._values.get(part.expression or "", part)

    def _shape(self, id_: Text) -> tuple[re.Pattern[str], dict[str, str]]:
        """The expression of the ids that ``id_`` may be, and the groups of it by what they are the value of."""
        shape, groups = "", dict[str, str]()
        for part in id_.parts:
            match part:
                case str():
                    shape += re.escape(part)
                case Link(value=str() as value):
                    shape += re.escape(value)
                case Link() | Reference():
                    expression = part.expression or ""
                    if expression in self._values:
                        shape += re.escape(self._values[expression])
                    elif expression in groups:
                        shape += f"(?P={groups[expression]})"
                    else:
                        groups[expression] = f"value{len(groups)}"
                        shape += f"(?P<{groups[expression]}>{_ANYTHING})"
        return re.compile(shape), groups
