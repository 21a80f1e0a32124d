"""What the policies of a role surely let it do, of some actions that matter.

An allow counts when it has no condition, and iam:PassRole also when the only condition says to which
services. What its boundary does not allow in the same way does not count, nor what a deny without a
condition takes away: one for everything that the action acts on. Denies of one resource leave the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache, partial
from types import MappingProxyType
from typing import NamedTuple

from rolec.catalog.catalogue import Catalogue
from rolec.catalog.escalation import escalations
from rolec.ir.glob import matches
from rolec.ir.glob_cover import is_wild
from rolec.lint.arn_form import arn
from rolec.lint.facts import Facts
from rolec.lint.met import needs_value
from rolec.lint.reach import NO_TYPE, Reach, needed_types, reach
from rolec.policy.policy_text import PolicyText, StatementText, Words
from rolec.policy.role_arn import known_resource
from rolec.policy.whole_role import Held, WholeRole, aws_policy

PASS_ROLE = "iam:PassRole"  # noqa: S105 - an action, no password
_ASSUME = "sts:AssumeRole"


class Given(NamedTuple):
    """An action that a statement allows: how far, and to which services when it passes a role."""

    statement: StatementText
    reach: Reach
    services: tuple[str, ...] | None = None


class Granted(NamedTuple):
    """An action that policies of a role allow, and what its boundary, if there is one, allows of it."""

    action: str
    given: tuple[tuple[Held, Given], ...]
    within: tuple[Given, ...] | None

    def on_something(self, catalogue: Catalogue, services: Iterable[str] = ()) -> bool:
        """Whether there is a request that is allowed; a role is passed to one of ``services``."""
        return _suffices(self._reach(services).some, self.action, catalogue)

    def on_everything(self, catalogue: Catalogue, services: Iterable[str] = ()) -> bool:
        """Whether the action is allowed whatever it acts on is called."""
        return _suffices(self._reach(services).all, self.action, catalogue)

    def _reach(self, services: Iterable[str]) -> Reach:
        given = _together((each for _, each in self.given), services)
        if self.within is None:
            return given
        limit = _together(self.within, services)
        # Of two parts of a type it is not certain that they meet.
        return Reach(given.some & limit.all, given.all & limit.all)


def granted(role: WholeRole, facts: Facts) -> Mapping[str, Granted]:
    """The actions that matter and that ``role`` may use."""
    own = _Own(facts.account.id, facts.catalogue, role)
    return _granted(role.held, role.boundary, denies_for_sure(role), own)


def granted_by(policy: PolicyText, facts: Facts) -> Mapping[str, Granted]:
    """The actions that matter and that ``policy`` lets whoever has it use, as far as it alone tells."""
    own = _Own(facts.account.id, facts.catalogue)
    return _granted((Held("", policy, policy.span),), None, _sure_denies((policy,)), own)


def _granted(
    all_held: Iterable[Held], limit: PolicyText | None, denies: Sequence[StatementText], own: _Own
) -> Mapping[str, Granted]:
    by_action: dict[str, list[tuple[Held, Given]]] = {}
    for held in all_held:
        for action, each in _allowed_by(held, own):
            by_action.setdefault(action, []).append((held, each))
    if not by_action:
        return {}
    within = _by_action(_allowed(limit, own)) if limit else None
    return {
        action: Granted(
            action, tuple(given), None if within is None else tuple(within.get(action, ()))
        )
        for action, given in by_action.items()
        if not any(_takes_away(deny, action, own) for deny in denies)
    }


def denies_for_sure(role: WholeRole) -> tuple[StatementText, ...]:
    """The denies without a condition that ``role`` surely has, its boundary's too."""
    sure = [held.policy for held in role.held if not held.only_if]
    return _sure_denies((*sure, *([role.boundary] if role.boundary else [])))


def _sure_denies(policies: Iterable[PolicyText]) -> tuple[StatementText, ...]:
    return tuple(
        each
        for policy in policies
        for each in policy.statements
        if each.denies and not each.conditions
    )


class _Own(NamedTuple):
    """The account of the role itself, what is known of AWS, and the role: nobody's policy names none."""

    account: str | None
    catalogue: Catalogue
    role: WholeRole | None = None

    def resources(self, type_: str) -> tuple[str, ...]:
        """The resource of the ARN of the role, or of the policies of customers that it surely has."""
        role = self.role.role if self.role else None
        if role is None or type_ == "role":
            return (known_resource(role),) if role else ()
        arns = (each.policy_arn.value for each in role.attachments if not role.only_if(each))
        known = (arn(each) for each in arns if each)
        return tuple(each.resource for each in known if each and each.account != "aws")


def _allowed_by(held: Held, own: _Own) -> Iterable[tuple[str, Given]]:
    return _of_aws(held.name, own.catalogue) if held.of_aws else _allowed(held.policy, own)


@lru_cache(maxsize=512)
def _of_aws(name: str, catalogue: Catalogue) -> tuple[tuple[str, Given], ...]:
    policy = aws_policy(name)
    return tuple(_allowed(policy, _Own(None, catalogue))) if policy else ()


def _allowed(policy: PolicyText, own: _Own) -> Iterator[tuple[str, Given]]:
    for statement in policy.statements:
        if not statement.allows:
            continue
        services = _passed_to(statement)
        for action in _named(statement.actions, certainly=True):
            if statement.conditions and not (services and action == PASS_ROLE):
                continue
            reached = _reach(_of_account(statement.resources, action, own), action, own)
            if reached.some:
                yield action, Given(statement, reached, services)


def _by_action(allowed: Iterable[tuple[str, Given]]) -> dict[str, list[Given]]:
    found: dict[str, list[Given]] = {}
    for action, given in allowed:
        found.setdefault(action, []).append(given)
    return found


def _named(actions: Words | None, *, certainly: bool) -> frozenset[str]:
    """The actions that matter of those that ``actions`` name: certainly, or perhaps."""
    if actions is None:
        return frozenset()
    # What is not known may be anything: in an Action it counts when it may, in a NotAction when not.
    counts = certainly if actions.inverted else not certainly
    words = [word for word in actions.items if word.exact or counts]
    if actions.inverted and certainly and any("*" in w.text for w in words if not w.exact):
        return frozenset()
    named = _mattering_of(tuple(word.text for word in words))
    return _escalating() - named if actions.inverted else named


@lru_cache(maxsize=4096)
def _mattering_of(patterns: tuple[str, ...]) -> frozenset[str]:
    return frozenset[str]().union(*map(_mattering, patterns))


@lru_cache(maxsize=16384)
def _mattering(pattern: str) -> frozenset[str]:
    prefix, colon, name = pattern.lower().partition(":")
    if not colon:
        return _escalating() if pattern and not pattern.strip("*") else frozenset()
    by_service = _by_service()
    services = filter(partial(matches, prefix), by_service) if is_wild(prefix) else (prefix,)
    return frozenset(
        action
        for service in services
        for folded, action in by_service.get(service, {}).items()
        if folded == name or (is_wild(name) and matches(name, folded))
    )


def _passed_to(statement: StatementText) -> tuple[str, ...] | None:
    """The services that the only condition of ``statement`` lets a role be passed to."""
    if len(statement.conditions) != 1:
        return None
    (condition,) = statement.conditions
    known = all(value.exact and "${" not in value.text for value in condition.values)
    if (
        condition.key.text.lower() != "iam:passedtoservice"
        or not known
        or not needs_value(condition)
    ):
        return None
    return tuple(value.text for value in condition.values)


def _takes_away(deny: StatementText, action: str, own: _Own) -> bool:
    """Whether ``deny`` leaves nothing of ``action`` that is sure, or nothing but what it names."""
    if action not in _named(deny.actions, certainly=False):
        return False
    resources = deny.resources
    if resources is None:
        return False
    if any(not word.exact for word in resources.items):
        return True
    listed = Words(resources.items, inverted=False, span=resources.span)
    reached = _reach(_of_account(listed, None, own), action, own)
    return bool(reached.all) is not resources.inverted


ON_ITSELF = MappingProxyType({
    "iam:PutRolePolicy": "role",
    "iam:AttachRolePolicy": "role",
    "iam:CreatePolicyVersion": "policy",
    "iam:SetDefaultPolicyVersion": "policy",
})  # fmt: skip
"""What changes what a role may do when it may do it with itself only, or with a policy that is attached to it."""


def _reach(resources: Words | None, action: str, own: _Own) -> Reach:
    """What is reached; for what a role could do with itself, it alone is all."""
    found = reach(resources, action, own.catalogue)
    type_ = ON_ITSELF.get(action)
    if type_ is None or resources is None or resources.inverted:
        return found
    itself = own.resources(type_)
    if any(word.exact and _is_own(word.text, itself, own.account) for word in resources.items):
        found = found.and_also(Reach(frozenset((type_,)), frozenset((type_,))))
    return found


@lru_cache(maxsize=16384)
def _is_own(text: str, itself: tuple[str, ...], account: str | None) -> bool:
    given = arn(text)
    if given is None or given.service != "iam" or "${" in text:
        return False
    return given.account in {"*", account} and any(matches(given.resource, e) for e in itself)


def _of_account(resources: Words | None, action: str | None, own: _Own) -> Words | None:
    """``resources`` without those of IAM that no ``action`` of the role is about: AWS's own, and other accounts'.

    A role there may be assumed.
    """
    if resources is None or (action == _ASSUME and not resources.inverted):
        return resources
    left = tuple(word for word in resources.items if not _is_elsewhere(word.text, own.account))
    return resources if len(left) == len(resources.items) else resources._replace(items=left)


@lru_cache(maxsize=16384)
def _is_elsewhere(text: str, account: str | None) -> bool:
    given = arn(text)
    if given is None or given.service != "iam":
        return False
    is_other = account is not None and given.account.isdigit() and given.account != account
    return given.account == "aws" or is_other


def _together(given: Iterable[Given], services: Iterable[str]) -> Reach:
    total = Reach()
    for each in given:
        if each.services is None or _admits(each.services, services):
            total = total.and_also(each.reach)
    return total


def _admits(patterns: Iterable[str], services: Iterable[str]) -> bool:
    return any(matches(pattern, service) for pattern in patterns for service in services)


def _suffices(types: frozenset[str], action: str, catalogue: Catalogue) -> bool:
    return bool(types) and (NO_TYPE in types or types >= needed_types(action, catalogue))


@cache
def _by_service() -> Mapping[str, Mapping[str, str]]:
    """The actions that are part of an escalation, by service and then by name, both in lower case."""
    found: dict[str, dict[str, str]] = {}
    for action in _escalating():
        prefix, _, name = action.lower().partition(":")
        found.setdefault(prefix, {})[name] = action
    return found


@cache
def _escalating() -> frozenset[str]:
    """The actions that are part of an escalation."""
    return frozenset(action for each in escalations() for action in each.actions)
