"""A resource as Terraform sees it: an address, and arguments that are equal when they say the same."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import NamedTuple

from rolec.ir.role import Definition
from rolec.record import dataclass


class Argument(NamedTuple):
    """What an argument says.

    ``needs`` are the addresses of resources whose ARN is part of it, by reference: when one of
    them is made anew, the argument is not known before.
    """

    value: Hashable
    needs: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """A resource of ``type`` that is made of ``owner``, where what ``enabled`` names is true.

    What it has no argument for is left to Terraform. Where it ``is_list`` there is one for each item of a list.
    """

    type: str
    label: str
    arguments: Mapping[str, Argument]
    owner: Definition
    enabled: frozenset[str] = frozenset()
    is_list: bool = False

    @property
    def address(self) -> str:
        """What Terraform calls it, inside its module."""
        return f"{self.type}.{self.label}"
