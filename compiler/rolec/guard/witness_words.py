"""A request in words, for people who judge whether it should be allowed."""

from __future__ import annotations

from collections.abc import Container, Iterator

from rolec.catalog.key_type import key_type
from rolec.policy.mark import unmarked
from rolec.semantics.access import Layer
from rolec.semantics.request import Request


def request_words(request: Request, among: Layer) -> str:
    """The request as the end of a sentence: its action, its resource, and its keys that matter.

    What is true of every request of the kind ``among`` is not told.
    """
    wanted = among.statements[0]
    known = {condition.key for condition in wanted.conditions}
    # Assuming a role is a request on that role, which the sentence is about.
    on = (
        f" on `{unmarked(request.resource)}`" if request.resource and not wanted.principals else ""
    )
    keys = list(_keys(request, known))
    when = f", when {' and '.join(keys)}" if keys else ""
    return f"`{request.action}`{on}{when}"


def _keys(request: Request, known: Container[str]) -> Iterator[str]:
    for key in sorted(request.context):
        values = request.context[key]
        name = key_text(key)
        if key in known:
            continue
        if values is None:
            yield f"there is no `{name}`"
        elif len(values) == 1:
            yield f"`{name}` is `{unmarked(values[0])}`"
        else:
            listed = ", ".join(f"`{unmarked(value)}`" for value in values)
            yield f"the values of `{name}` are {listed or 'none'}"


def key_text(key: str) -> str:
    """A condition key, in lower case, as AWS spells it where the catalogue knows it."""
    known = key_type(key)
    return known.name if known and known.name.lower() == key else unmarked(key)
