"""The guard rails of a project, and its modules held to them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from rolec.diagnostics.diagnostic import Diagnostic, Label
from rolec.driver.compile.account import AccountCompiler
from rolec.ir.module import Account, Module
from rolec.policy.policy_text import PolicyText

if TYPE_CHECKING:
    from rolec.guard.guard import Broken
    from rolec.guard.guard_rail import GuardRail


class Guarded:
    """Guard rails by the nicknames of accounts; ``problems`` is what is wrong with them.

    ``written`` is each as a policy, with its account, for the lints.
    """

    def __init__(self, accounts: Iterable[AccountCompiler]) -> None:
        self._rails: dict[str, Sequence[GuardRail]] = {}
        problems: list[Diagnostic] = []
        written: list[tuple[Account, PolicyText]] = []
        for each in accounts:
            found = each.guard_rails()
            if found is not None:
                self._rails[each.account.nickname] = found.rails
                written += [(each.account, rail.written) for rail in found.rails if rail.written]
                problems += found.diagnostics
        self.problems = tuple(problems)
        self.written = tuple(written)

    def judge(self, modules: Sequence[Module]) -> Iterator[Diagnostic]:
        """What the roles of ``modules`` do that they must not."""
        yield from _once(self.broken(modules))

    def broken(self, modules: Sequence[Module]) -> Iterator[Broken]:
        """The same, for each account by itself."""
        if any(self._rails.values()):
            from rolec.ask.search import SEARCHES
            from rolec.guard.guard import guard

            yield from guard(modules, self._of, SEARCHES)

    def _of(self, module: Module) -> Sequence[GuardRail]:
        own = self._rails.get(module.account.nickname)
        # A project of its own inside of another may call the account otherwise.
        return own if own is not None else [r for each in self._rails.values() for r in each]

    def names_of_no_role(self, modules: Sequence[Module]) -> Iterator[Diagnostic]:
        """What guard rails name, and none of their accounts has."""
        if any(self._rails.values()):
            from rolec.guard.guard import refuse_names_of_no_role

            names: dict[str, set[str]] = defaultdict(set)
            for module in modules:
                for rail in self._of(module):
                    names[rail.name].update(role.name for role in module.roles)
            for rail in (rail for each in self._rails.values() for rail in each):
                yield from refuse_names_of_no_role(rail, names[rail.name])


def _once(found: Iterable[Broken]) -> Iterator[Diagnostic]:
    """What is found in several accounts, once: with the request that is allowed in the first of them."""
    by_key: dict[tuple[str, str, Label], list[tuple[Module, Diagnostic]]] = defaultdict(list)
    for module, _, each in found:
        by_key[each.code.id, each.message, each.primary].append((module, each))
    for (_, first), *others in by_key.values():
        also = ", ".join(dict.fromkeys(f"`{module.account.nickname}`" for module, _ in others))
        yield replace(first, notes=(*first.notes, f"and so in {also}")) if also else first
