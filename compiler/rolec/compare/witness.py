"""What was found as a request that could exist, which the definition of the semantics judges.

Where any text would do, the search writes fresh letters; here they become what a person would
write, as far as the request then still shows what it has to show.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rolec.compare.actions import Known
from rolec.compare.plausible import Writer
from rolec.compare.predicate import ACTION, PRINCIPAL, RESOURCE
from rolec.compare.question import Question, Side
from rolec.compare.written import written
from rolec.semantics.access import Access
from rolec.semantics.decide import allows
from rolec.semantics.request import Request

_ELEMENTS = frozenset((ACTION, RESOURCE, PRINCIPAL))


def witness(
    question: Question,
    values: Mapping[str, tuple[Any, ...] | None],
    sides: tuple[Side, Side],
    accesses: tuple[Access, Access],
    known: Known,
) -> Request:
    """A request that the first of two accesses allows and the second does not."""

    def shows(found: Mapping[str, tuple[Any, ...] | None]) -> bool:
        return question.allows(sides[0], found) and not question.allows(sides[1], found)

    whole = question.with_all(values)
    action, resource = whole[ACTION], whole[RESOURCE]
    assert action is not None
    writer = Writer(question, action[0], resource[0] if resource else "", known, shows)
    for found in (writer.plausible(whole), whole):
        request = _request(question, writer.printable(found), known)
        if _confirmed(request, accesses, known):
            return request
    raise AssertionError(f"the definition does not agree with what was found: {request}")


def _confirmed(request: Request, accesses: tuple[Access, Access], known: Known) -> bool:
    return allows(accesses[0], request, known.key) and not allows(accesses[1], request, known.key)


def _request(
    question: Question, values: Mapping[str, tuple[Any, ...] | None], known: Known
) -> Request:
    context = {
        name: None
        if found is None
        else tuple(
            written(each, question.shapes[name].values, epoch=name in question.epochs)
            for each in found
        )
        for name, found in values.items()
        if name not in _ELEMENTS
    }
    action, resource, principal = (values[name] for name in (ACTION, RESOURCE, PRINCIPAL))
    assert action is not None
    return Request(
        action=_spelt(action[0], known),
        resource=resource[0] if resource else None,
        principal=principal[0] if principal else None,
        context={name: found for name, found in context.items() if found is not None},
    )


def _spelt(action: str, known: Known) -> str:
    """``action`` as AWS writes it."""
    prefix, _, name = action.partition(":")
    service = known.service(prefix)
    found = service.action(name) if service else None
    return found.full_name if found else action
