"""What was found as a request that could exist, which the definition of the semantics judges.

Where any text would do, the search writes fresh letters; here they become what a person would
write, as far as the request then still shows what it has to show.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from typing import Any

from rolec.compare.actions import Known
from rolec.compare.key_shape import Values
from rolec.compare.pattern import FRESH
from rolec.compare.plausible import Writer
from rolec.compare.predicate import ACTION, PRINCIPAL, RESOURCE
from rolec.compare.question import Question, Side
from rolec.compare.written import written
from rolec.policy.mark import as_key, is_mark, marks
from rolec.semantics.access import Access
from rolec.semantics.applies import applies
from rolec.semantics.decide import allows
from rolec.semantics.request import Request

_ELEMENTS = frozenset((ACTION, RESOURCE, PRINCIPAL))
_EXAMPLES: Mapping[Values, tuple[str, ...]] = {
    Values.TEXT: (FRESH,),
    Values.BYTES: (FRESH,),
    Values.ARN: (f"arn:aws:iam::123456789012:{FRESH}",),
    Values.BOOL: ("true", "false"),
}


def witness(
    question: Question,
    values: Mapping[str, tuple[Any, ...] | None],
    sides: tuple[Side, Side],
    accesses: tuple[Access, Access],
    known: Known,
    *,
    told: Callable[[Request], Request],
) -> Request | None:
    """A request that the first of two accesses allows and the second does not.

    It is ``told`` with values of what only Terraform knows, as far as they matter. None is what such
    a value would not bring about as text: with a wildcard in it, say.
    """

    def shows(found: Mapping[str, tuple[Any, ...] | None]) -> bool:
        return (
            question.is_given(found)
            and question.allows(sides[0], found)
            and not question.allows(sides[1], found)
        )

    whole = question.with_all(values)
    action, resource = whole[ACTION], whole[RESOURCE]
    assert action is not None
    writer = Writer(question, action[0], resource[0] if resource else "", known, shows)
    for found in (writer.plausible(whole), whole):
        printed = writer.printable(found)
        absent = {
            n
            for n in printed
            if printed[n] is None and _has_to_be_absent(n, found, question, shows)
        }
        request = told(_request(question, printed, absent, known))
        if _confirmed(request, accesses, known):
            return _without_spare(request, accesses, known)
    if any(map(is_mark, request.context)):
        return None
    raise AssertionError(f"the definition does not agree with what was found: {request}")


def _without_spare(request: Request, accesses: tuple[Access, Access], known: Known) -> Request:
    """``request`` without values of references that may be any others."""
    for key in [each for each in request.context if is_mark(each)]:
        context = {name: values for name, values in request.context.items() if name != key}
        without = replace(request, context=context)
        if _confirmed(without, accesses, known) and not _is_about(accesses, key, without, known):
            request = without
    return request


def _is_about(accesses: tuple[Access, Access], key: str, request: Request, known: Known) -> bool:
    """Whether a statement that compares what is no text with the reference ``key`` is about ``request``."""
    return any(
        applies(replace(statement, conditions=()), request, known.key) is True
        for access in accesses
        for statement in access.statements
        for condition in statement.conditions
        if not condition.has_patterns
        and any(as_key(each) == key for value in condition.values for each in marks(value))
    )


def _confirmed(request: Request, accesses: tuple[Access, Access], known: Known) -> bool:
    return allows(accesses[0], request, known.key) and not allows(accesses[1], request, known.key)


def _has_to_be_absent(
    name: str,
    values: Mapping[str, tuple[Any, ...] | None],
    question: Question,
    shows: Callable[[Mapping[str, tuple[Any, ...] | None]], bool],
) -> bool:
    """Whether a key that a request does not have cannot have just any value either."""
    shape = question.shapes.get(name)
    examples = _EXAMPLES.get(shape.values, ()) if shape else ()
    return shape is not None and not any(shows({**values, name: (each,)}) for each in examples)


def _request(
    question: Question,
    values: Mapping[str, tuple[Any, ...] | None],
    absent: Collection[str],
    known: Known,
) -> Request:
    """The request of ``values``; of those that are None it says the ``absent`` ones."""
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
        context={n: found for n, found in context.items() if found is not None or n in absent},
    )


def _spelt(action: str, known: Known) -> str:
    """``action`` as AWS writes it."""
    prefix, _, name = action.partition(":")
    service = known.service(prefix)
    found = service.action(name) if service else None
    return found.full_name if found else action
