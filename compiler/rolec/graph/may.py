"""Whether a role may do something, and by which statement."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, TypeVar

from rolec.ask.may_be_about import may_be_about
from rolec.ask.requests import ANYTHING, of_session, requests
from rolec.ask.some_request import Untold, Witness, allows_of
from rolec.graph.graph import Reason
from rolec.graph.known_role import KnownRole
from rolec.graph.world import World
from rolec.semantics.access import LayerKind
from rolec.semantics.statement import Condition, Principal, Statement, Strings

T = TypeVar("T")


class Allowed(NamedTuple):
    """What a statement allows: the statement, and the action that was asked for."""

    action: str
    statement: Statement

    @property
    def reason(self) -> Reason:
        """The statement as a reason of an edge."""
        return reason(self.action, self.statement)


def reason(action: str, statement: Statement) -> Reason:
    """That ``statement`` allows ``action``."""
    return Reason(action, statement.policy, statement.sid, statement.span)


def best(answers: Iterable[T | Untold | None]) -> T | Untold | None:
    """The first of ``answers`` that says something or, without one, that one could not be told."""
    untold: Untold | None = None
    for answer in answers:
        if isinstance(answer, Untold):
            untold = answer
        elif answer is not None:
            return answer
    return untold


def may(
    role: KnownRole,
    action: str,
    world: World,
    *,
    on: Strings = ANYTHING,
    given: tuple[Condition, ...] = (),
) -> Allowed | Untold | None:
    """The statement that lets ``role`` use ``action`` on one of ``on`` in some request, or None.

    ``given`` is what is true of the request.
    """
    among = requests(
        Strings((action,)),
        on,
        principal=Principal("AWS", role.arn),
        conditions=(*of_session(role.arn, role.account.id), *given),
    )
    found = world.some_request(role.permissions.layers, among)
    return Allowed(action, found.statement) if isinstance(found, Witness) else found


def says_of(role: KnownRole, action: str) -> bool:
    """Whether some statement of ``role`` may allow ``action``, on whatever: most roles have none."""
    (wanted,) = requests(Strings((action,))).statements
    return any(
        may_be_about(each, wanted)
        for layer in role.permissions.layers
        if layer.kind is LayerKind.IDENTITY
        for each in allows_of(layer)
    )


def may_one(
    role: KnownRole,
    actions: Iterable[str],
    world: World,
    *,
    on: Strings = ANYTHING,
    given: tuple[Condition, ...] = (),
) -> Allowed | Untold | None:
    """The same for the first of ``actions`` that ``role`` may use."""
    return best(may(role, action, world, on=on, given=given) for action in actions)
