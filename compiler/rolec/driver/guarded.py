"""The guard rails of a project, and its modules held to them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from rolec.diagnostics.diagnostic import Diagnostic, Label
from rolec.driver.account import AccountCompiler
from rolec.ir.module import Module

if TYPE_CHECKING:
    from rolec.guard.guard_rail import GuardRail


class Guarded:
    """Guard rails by the nicknames of accounts; ``problems`` is what is wrong with them."""

    def __init__(self, accounts: Iterable[AccountCompiler]) -> None:
        self._rails: dict[str, Sequence[GuardRail]] = {}
        problems: list[Diagnostic] = []
        for account in accounts:
            found = account.guard_rails()
            if found is not None:
                self._rails[account.nickname] = found.rails
                problems += found.diagnostics
        self.problems = tuple(problems)

    def judge(self, modules: Sequence[Module]) -> Iterator[Diagnostic]:
        """What the roles of ``modules`` do that they must not."""
        if not any(self._rails.values()):
            return
        from rolec.ask.search import search
        from rolec.guard.guard import guard

        found = guard(modules, self._of, search)
        yield from _once(found)

    def _of(self, module: Module) -> Sequence[GuardRail]:
        return self._rails.get(module.account.nickname, ())

    def names_of_no_role(self, modules: Sequence[Module]) -> Iterator[Diagnostic]:
        """What guard rails name, and no account has."""
        if any(self._rails.values()):
            from rolec.guard.guard import refuse_names_of_no_role

            names = {role.name for module in modules for role in module.roles}
            rails = [rail for each in self._rails.values() for rail in each]
            yield from refuse_names_of_no_role(rails, names)


def _once(found: Iterable[tuple[Module, Diagnostic]]) -> Iterator[Diagnostic]:
    """What is found in several accounts, once: with the request that is allowed in the first of them."""
    by_key: dict[tuple[str, str, Label], list[tuple[Module, Diagnostic]]] = defaultdict(list)
    for module, each in found:
        by_key[each.code.id, each.message, each.primary].append((module, each))
    for (_, first), *others in by_key.values():
        also = ", ".join(dict.fromkeys(f"`{module.account.nickname}`" for module, _ in others))
        yield replace(first, notes=(*first.notes, f"and so in {also}")) if also else first
