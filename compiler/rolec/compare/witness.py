"""Values that were found, as a request."""

from __future__ import annotations

from rolec.compare.key_shape import Values as Kind
from rolec.compare.predicate import ACTION, PRINCIPAL, RESOURCE
from rolec.compare.problem import Values
from rolec.compare.question import Question
from rolec.compare.written import written
from rolec.semantics.request import Request


def witness(question: Question, values: Values) -> Request:
    """``values`` as a request."""
    from rolec.compare.pattern import FRESH

    def text(x):
        return x.replace(FRESH, "~") if isinstance(x, str) else x

    context = {}
    for name, found in values.items():
        if name not in (ACTION, PRINCIPAL, RESOURCE) and found is not None:
            shape = question.shapes[name]
            context[name] = tuple(written(text(each), shape.values, epoch=False) for each in found)
    all_ = question.elements.values_of
    return Request(
        action=text(all_(ACTION, values)[0]),
        resource=text(all_(RESOURCE, values)[0]),
        principal=all_(PRINCIPAL, values)[0],
        context=context,
    )
