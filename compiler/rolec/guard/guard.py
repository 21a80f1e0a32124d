"""Roles held to guard rails."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from rolec.ask.requests import ANYTHING, of_session, requests
from rolec.ask.some_request import Searches, Untold, Witness, some_request, whatever_it_allows
from rolec.catalog.catalogue import SHIPPED
from rolec.compare.at_home import at_home
from rolec.diagnostics.code import Code
from rolec.diagnostics.diagnostic import Diagnostic, Label, error
from rolec.diagnostics.suggest import did_you_mean
from rolec.guard import codes
from rolec.guard.guard_rail import GuardRail
from rolec.guard.trust_questions import Question, trust_questions
from rolec.guard.witness_words import request_words
from rolec.ir.glob import matches
from rolec.ir.module import Account, Module
from rolec.policy.known_policies import known_policies
from rolec.policy.mark import expressions
from rolec.policy.role_arn import role_arn
from rolec.policy.whole_role import WholeRole, whole_role
from rolec.semantics import context
from rolec.semantics.access import Access, Layer, LayerKind
from rolec.semantics.decide import allows
from rolec.semantics.of_policy import permissions, trust
from rolec.semantics.request import Request
from rolec.source.span import Span


class Broken(NamedTuple):
    """What a role of ``module`` does against a guard rail."""

    module: Module
    role: str
    diagnostic: Diagnostic

    @property
    def request(self) -> str | None:
        """What it may do, in words; None where it cannot be told whether it may."""
        return None if self.diagnostic.code == codes.UNTOLD else self.diagnostic.notes[0]


def guard(
    modules: Sequence[Module],
    rails: Callable[[Module], Sequence[GuardRail]],
    searches: Searches,
) -> Iterator[Broken]:
    """What the roles of ``modules`` of a project may do, and whom they let in, against ``rails``."""
    policies = known_policies(modules)
    for module in modules:
        for role in module.roles:
            held = [rail for rail in rails(module) if rail.holds(role.name)]
            if held:
                whole = whole_role(role, policies[module.folder])
                for found in _Guard(whole, module.account, searches).judge(held):
                    yield Broken(module, role.name, found)


def refuse_names_of_no_role(rail: GuardRail, names: Collection[str]) -> Iterator[Diagnostic]:
    """An error for each name in ``rail`` that is none of ``names``, the roles of its accounts."""
    for pattern, span in rail.named:
        if not any(matches(pattern, name) for name in names):
            yield error(
                codes.NO_SUCH_ROLE,
                f"the guard rail `{rail.name}` names `{pattern}`, and no role is called so",
                span,
                help=did_you_mean(pattern, names) or "delete the name",
            )


class _Guard:
    """Holds one role to guard rails."""

    def __init__(self, whole: WholeRole, account: Account, searches: Searches) -> None:
        self._whole = whole
        self._account = account
        self._searches = searches
        self._search = searches.of_any_values
        self._name = whole.role.name

    def judge(self, rails: Iterable[GuardRail]) -> Iterator[Diagnostic]:
        access: Access | None = None
        for rail in rails:
            if rail.actions is not None:
                access = access or permissions(self._whole)
                yield from self._permissions(access, rail)
            else:
                yield from self._trust(rail)

    def _permissions(self, access: Access, rail: GuardRail) -> Iterator[Diagnostic]:
        arn = role_arn(self._whole.role, self._account)
        among = requests(
            rail.actions or ANYTHING,
            rail.resources or ANYTHING,
            conditions=of_session(arn, self._account.id),
            unless=rail.unless,
        )
        found = some_request(access.layers, among, self._search)
        if isinstance(found, Untold):
            yield self._untold(rail, _ENTANGLED)
        elif found and access.unknown_boundary:
            yield self._untold(rail, _unknown("the permissions boundary", access.unknown_boundary))
        elif found:
            yield self._allowed(self._at_home(found, access, among), among, rail, access.unknown)
        elif access.unknown and self._may_be_allowed(access, among):
            yield self._untold(rail, _unknown("the policy", access.unknown[0]))

    def _at_home(self, found: Witness, access: Access, among: Layer) -> Witness:
        """``found`` as the role would send it, from its own account."""
        all_ = Access(layers=(*access.layers, among))
        facts = context.of_session(role_arn(self._whole.role, self._account), self._account.id)

        def still(moved: Request) -> bool:
            whole = replace(moved, context={**facts, **moved.context})
            return allows(all_, whole, SHIPPED.key)

        return found._replace(request=at_home(found.request, self._account, still))

    def _may_be_allowed(self, access: Access, among: Layer) -> bool:
        """Whether something is allowed if the policies that are not known allow everything."""
        layers = [
            whatever_it_allows(layer) if layer.kind is LayerKind.IDENTITY else layer
            for layer in access.layers
        ]
        return some_request(layers, among, self._search) is not None

    def _trust(self, rail: GuardRail) -> Iterator[Diagnostic]:
        layers = trust(self._whole).layers
        for question in trust_questions(self._whole.trust, rail, self._account.id):
            search = self._searches.general if question.of_anyone else self._search
            found = some_request(layers, question.requests, search, by=LayerKind.TRUST)
            if isinstance(found, Untold):
                yield self._untold(rail, _ENTANGLED)
            elif found:
                yield self._trusted(found, question, rail)

    def _allowed(
        self, found: Witness, among: Layer, rail: GuardRail, unknown: tuple[str, ...]
    ) -> Diagnostic:
        statement = found.statement
        more = (f"{len(unknown)} of its policies are not known here; a deny in one would count",)
        return self._report(
            codes.ALLOWED,
            f"`{self._name}` may do what the guard rail `{rail.name}` denies",
            statement.span,
            rail,
            notes=(f"it may {request_words(found.request, among)}", *(more if unknown else ())),
            help=_with_values(found, "take it out of the statement, deny it in the role"),
        )

    def _trusted(self, found: Witness, asked: Question, rail: GuardRail) -> Diagnostic:
        return self._report(
            codes.TRUSTED,
            f"`{self._name}` may be assumed by {asked.words}, which the guard rail `{rail.name}` denies",
            found.statement.span,
            rail,
            notes=(f"allowed is {request_words(found.request, asked.requests)}{asked.when}",),
            help=_with_values(found, f"name who is meant{_UNLESS if rail.unless else ''}"),
        )

    def _untold(self, rail: GuardRail, because: str) -> Diagnostic:
        return self._report(
            codes.UNTOLD,
            f"whether `{self._name}` keeps to the guard rail `{rail.name}` cannot be told: {because}",
            self._whole.role.span,
            rail,
            help="deny in the role what the guard rail denies",
        )

    def _report(
        self,
        code: Code,
        message: str,
        span: Span,
        rail: GuardRail,
        *,
        help: str,
        notes: tuple[str, ...] = (),
    ) -> Diagnostic:
        because = (f"because: {rail.because}",) if rail.because else ()
        return error(
            code,
            message,
            span,
            secondary=(Label(rail.span, "denied here"),),
            notes=(*notes, *because),
            help=f"{help}, or name `{self._name}` in `except:` of the guard rail",
        )


def _with_values(found: Witness, help: str) -> str:
    """``help``, and how to say what references in texts stand for, where one has to have a certain value."""
    made_on = {condition.key for condition in found.statement.conditions}
    values = (key for key in found.request.context if key not in made_on)
    named = ", ".join(f"`{name}`" for key in values for name in expressions(key))
    return f"{help}, say under `references:` of rolec.yaml what {named} is" if named else help


_UNLESS = ", add the condition that the guard rail has under `unless`"
_ENTANGLED = "the policies are too entangled"


def _unknown(what: str, arn: str) -> str:
    return f"{what} `{arn}` is in no spec"
