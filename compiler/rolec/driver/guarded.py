"""The guard rails of a project, and its modules held to them."""

from __future__ import annotations

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

        found = (
            (each, module.account.nickname)
            for module in modules
            for each in guard(module, self._rails.get(module.account.nickname, ()), search)
        )
        yield from _once(found)

    def names_of_no_role(self, modules: Sequence[Module]) -> Iterator[Diagnostic]:
        """What guard rails name, and no account has."""
        if any(self._rails.values()):
            from rolec.guard.guard import refuse_names_of_no_role

            names = {role.name for module in modules for role in module.roles}
            rails = [rail for each in self._rails.values() for rail in each]
            yield from refuse_names_of_no_role(rails, names)


def _once(found: Iterable[tuple[Diagnostic, str]]) -> Iterator[Diagnostic]:
    """What is found in several accounts, once: with the request that is allowed in the first of them."""
    accounts: dict[tuple[str, str, Label], list[str]] = {}
    first: dict[tuple[str, str, Label], Diagnostic] = {}
    for each, nickname in found:
        key = (each.code.id, each.message, each.primary)
        first.setdefault(key, each)
        accounts.setdefault(key, []).append(nickname)
    for key, each in first.items():
        also = ", ".join(f"`{name}`" for name in dict.fromkeys(accounts[key][1:]))
        notes = (f"and so in {also}",) if also else ()
        yield replace(each, notes=(*each.notes, *notes))
