"""A world so small that every request in it can be tried: what an exact search is compared with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from itertools import product
from types import MappingProxyType
from typing import NamedTuple

from rolec.semantics.access import Layer
from rolec.semantics.request import Request
from rolec.semantics.statement import Condition, Principal, Statement, Strings


class TriedWorld(NamedTuple):
    """All actions, resources, principals, and all values of each key; None is a key that is absent."""

    actions: tuple[str, ...]
    resources: tuple[str, ...]
    principals: tuple[Principal | None, ...] = (None,)
    keys: Mapping[str, tuple[str | None, ...]] = MappingProxyType({})

    def requests(self) -> Iterator[Request]:
        names = list(self.keys)
        for action, resource, principal, *values in product(
            self.actions, self.resources, self.principals, *self.keys.values()
        ):
            given = {k: (v,) for k, v in zip(names, values, strict=True) if v is not None}
            yield Request(action=action, resource=resource, principal=principal, context=given)

    def search(self, layers: Sequence[Layer]) -> Request | None:
        return next((each for each in self.requests() if allowed(layers, each)), None)


def allowed(layers: Sequence[Layer], request: Request) -> bool:
    """IAM's rule: every layer allows, and none denies."""
    effects = [{s.effect for s in layer.statements if applies(s, request)} for layer in layers]
    return all("Allow" in each for each in effects) and not any("Deny" in each for each in effects)


def applies(statement: Statement, request: Request) -> bool:
    return (
        _among(statement.actions, request.action, folded=True)
        and _among(statement.resources or Strings(("*",)), request.resource or "", folded=False)
        and _is_principal(statement, request.principal)
        and all(_meets(condition, request) for condition in statement.conditions)
    )


def _among(strings: Strings, text: str, *, folded: bool) -> bool:
    items = [i.lower() for i in strings.items] if folded else strings.items
    found = any(fits(item, text.lower() if folded else text) for item in items)
    return found != strings.inverted


def fits(pattern: str, text: str) -> bool:
    return fnmatchcase(text, pattern.replace("[", "[[]"))


def _is_principal(statement: Statement, principal: Principal | None) -> bool:
    if statement.principals is None or principal is None:
        return True
    found = any(_covers(item, principal) for item in statement.principals.items)
    return found != statement.principals.inverted


def _covers(item: Principal, principal: Principal) -> bool:
    if item.type != principal.type:
        return False
    account = principal.value.split(":")[4] if ":" in principal.value else principal.value
    return item.value in {"*", principal.value, account, f"arn:aws:iam::{account}:root"}


def _meets(condition: Condition, request: Request) -> bool:
    operator, values = condition.operator, request.context.get(condition.key)
    if operator.name == "Null":
        return (values is None) == (condition.values == ("true",))
    if values is None:
        return operator.if_exists or operator.negated
    like = operator.takes_wildcards
    found = any(
        fits(wanted, value) if like else wanted == value
        for wanted in condition.values
        for value in values
    )
    return found != operator.negated
