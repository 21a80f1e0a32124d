"""The modules of two sides: which of them are one Terraform state, before and after."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from rolec.ir.module import Module


class ModulePair(NamedTuple):
    """What one Terraform state is made of; where a side has nothing of it, there is None."""

    old: Module | None
    new: Module | None


def module_pairs(old: Iterable[Module], new: Iterable[Module]) -> list[ModulePair]:
    """The modules of both sides: one folder is one state."""
    before = {module.folder: module for module in old}
    after = {module.folder: module for module in new}
    pairs = [ModulePair(before.pop(f), after.pop(f)) for f in sorted(before.keys() & after.keys())]
    # Another nickname for an account is another folder, with which its state goes.
    known = {(m.account.id, m.group): m for m in before.values() if m.account.id}
    for module in after.values():
        id_ = module.account.id
        same = known.pop((id_, module.group), None) if id_ else None
        pairs.append(ModulePair(before.pop(same.folder) if same else None, module))
    pairs += [ModulePair(module, None) for module in before.values()]
    return pairs
