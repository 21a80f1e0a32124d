"""All that edges are drawn from: roles, accounts, and the question that decides."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from rolec.ask.some_request import Searches, Untold, Witness, some_request
from rolec.graph.known_role import KnownRole, account_name
from rolec.ir.module import Account
from rolec.policy.mark import is_marked
from rolec.record import dataclass
from rolec.semantics.access import Layer, LayerKind


@dataclass(frozen=True, kw_only=True)
class World:
    """Roles of any number of projects; ``accounts`` are all that these know, by id."""

    roles: tuple[KnownRole, ...]
    accounts: Mapping[str, Account]
    searches: Searches

    @cached_property
    def by_account(self) -> Mapping[tuple[str, str], tuple[KnownRole, ...]]:
        """The roles by the partition and the name of their accounts."""
        found: dict[tuple[str, str], list[KnownRole]] = defaultdict(list)
        for role in self.roles:
            found[place_of(role)].append(role)
        return {place: tuple(roles) for place, roles in found.items()}

    @cached_property
    def _by_arn(self) -> Mapping[tuple[int, str], KnownRole]:
        return {(_scope(role), role.arn): role for role in self.roles}

    def some_request(
        self, layers: Sequence[Layer], among: Layer, by: LayerKind = LayerKind.IDENTITY
    ) -> Witness | Untold | None:
        """A request that is allowed whatever references stand for; where only some values allow one, it is untold."""
        found = some_request(layers, among, self.searches.general, by=by)
        if found is None and some_request(layers, among, self.searches.of_any_values, by=by):
            return Untold()
        return found

    def named(self, arn: str, by: KnownRole) -> KnownRole | None:
        """The role that ``arn``, or a mark for one, means in a policy of the role ``by``."""
        return self._by_arn.get((-1, arn)) or self._by_arn.get((by.project, arn))


def place_of(role: KnownRole) -> tuple[str, str]:
    """The partition and the account of a role: what has no id is its project's own."""
    account = role.account
    return account.partition, account.id or f"{role.project}/{account_name(account)}"


def world(roles: Iterable[KnownRole], accounts: Iterable[Account], searches: Searches) -> World:
    """The world of ``roles``; of ``accounts`` with one id, the first that is owned counts."""
    known: dict[str, Account] = {}
    for account in accounts:
        if account.id and not (account.id in known and known[account.id].owned):
            known[account.id] = account
    return World(roles=tuple(roles), accounts=known, searches=searches)


def _scope(role: KnownRole) -> int:
    """An ARN is the same for everybody; a mark is one project's."""
    return role.project if is_marked(role.arn) else -1
