"""A request in words, for people who judge whether it should be allowed."""

from __future__ import annotations

from collections.abc import Iterator

from rolec.policy.mark import unmarked
from rolec.semantics.access import Layer
from rolec.semantics.request import Request
from rolec.semantics.shown import shown_key


def request_words(request: Request, among: Layer) -> str:
    """The request as the end of a sentence: its action, its resource, and its keys that matter.

    What is true of every request of the kind ``among`` is not told; what would have left the request
    out of it, is told also where the request does not have it.
    """
    wanted, *left_out = among.statements
    # Assuming a role is a request on that role, which the sentence is about.
    on = (
        f" on `{unmarked(request.resource)}`" if request.resource and not wanted.principals else ""
    )
    known = {condition.key for condition in wanted.conditions}
    asked = {condition.key for each in left_out for condition in each.conditions}
    keys = list(_keys(request, (request.context.keys() | asked) - known))
    when = f", when {' and '.join(keys)}" if keys else ""
    return f"`{request.action}`{on}{when}"


def _keys(request: Request, keys: set[str]) -> Iterator[str]:
    for key in sorted(keys):
        values = request.context.get(key)
        if values is None:
            yield f"there is no `{shown_key(key)}`"
        elif len(values) == 1:
            yield f"`{shown_key(key)}` is `{unmarked(values[0])}`"
        else:
            listed = ", ".join(f"`{unmarked(value)}`" for value in values)
            yield f"the values of `{shown_key(key)}` are {listed or 'none'}"
