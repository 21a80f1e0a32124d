"""What to ask a trust policy about those who may never assume its role."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple, TypeAlias

from rolec.ask.requests import ASSUME, ASSUME_ROLE, of_account, of_no_known_organization, requests
from rolec.catalog.service_principal import short_service
from rolec.guard.guard_rail import GuardRail, Party, PartyKind
from rolec.ir.glob import matches
from rolec.policy.identity_provider import provider_of
from rolec.policy.mark import unmarked
from rolec.policy.policy_text import PolicyText, PrincipalText
from rolec.policy.stranger import accounts_named, stranger
from rolec.semantics.access import Layer
from rolec.semantics.statement import Condition, Principal, Strings

_ACTIONS = {"Service": (ASSUME_ROLE,), "Federated": ASSUME[1:]}


class Question(NamedTuple):
    """The requests of somebody, whom ``words`` describe; one may stand for ``of_anyone``.

    ``when`` says what a reference has to be for them to be denied, where that is no part of a request.
    """

    words: str
    requests: Layer
    of_anyone: bool = False
    when: str = ""


def trust_questions(trust: PolicyText, rail: GuardRail, own: str | None) -> Iterator[Question]:
    """The requests that ``trust`` must not allow; ``own`` is the id of its account."""
    for party in rail.parties:
        match party.kind:
            case PartyKind.PUBLIC:
                yield _public(trust, rail)
            case PartyKind.ACCOUNT:
                yield from _accounts(trust, party, rail, own)
            case PartyKind.SERVICE:
                yield from _named(trust, "Service", _service_names, party, rail)
            case PartyKind.PROVIDER:
                yield from _named(trust, "Federated", _provider_names, party, rail)


def _public(trust: PolicyText, rail: GuardRail) -> Question:
    facts = of_no_known_organization()
    return Question("anyone", _of_account(stranger(trust), facts, rail), of_anyone=True)


def _accounts(
    trust: PolicyText, party: Party, rail: GuardRail, own: str | None
) -> Iterator[Question]:
    names = set(party.names)
    if party.inverted:
        unknown = {stranger(trust), *accounts_named(trust), *((own,) if own else ())}
        names = unknown - names
    for id_ in sorted(names):
        yield Question(f"AWS account `{id_}`", _of_account(id_, (), rail))


def _of_account(id_: str, facts: tuple[Condition, ...], rail: GuardRail) -> Layer:
    """The requests of any principal of an account."""
    return requests(
        Strings((ASSUME_ROLE,)),
        principal=Principal("AWS", id_),
        conditions=(*of_account(id_), *facts),
        unless=rail.unless,
    )


_Names: TypeAlias = Callable[[PrincipalText], str | None]


def _service_names(principal: PrincipalText) -> str | None:
    return short_service(principal.value.text) if principal.value.exact else None


def _provider_names(principal: PrincipalText) -> str | None:
    found = provider_of(principal)
    return found.name if found else None


def _named(
    trust: PolicyText, type_: str, name_of: _Names, party: Party, rail: GuardRail
) -> Iterator[Question]:
    """The requests of each principal of a type that ``trust`` names and the guard rail keeps out.

    One that only Terraform knows may be anybody.
    """
    found: dict[str, PrincipalText] = {}
    for statement in trust.statements:
        if statement.allows:
            for each in statement.principals:
                if each.type == type_:
                    found.setdefault(each.value.marked or each.value.text, each)
    for value, principal in found.items():
        name = name_of(principal)
        listed = name is not None and any(matches(pattern, name) for pattern in party.names)
        if name is None or listed != party.inverted:
            asked = requests(
                Strings(_ACTIONS[type_]), principal=Principal(type_, value), unless=rail.unless
            )
            shown = f"`{unmarked(value)}`"
            yield Question(shown, asked, when=_has_to_be(shown, party) if name is None else "")


def _has_to_be(shown: str, party: Party) -> str:
    names = [f"`{each}`" for each in party.names]
    if party.inverted:
        return f", when {shown} is not {' or '.join(names)}"
    return f", when {shown} is {' or '.join(names)}"
