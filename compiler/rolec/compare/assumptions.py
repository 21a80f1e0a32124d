"""What an answer takes for granted: where AWS does not say, or where more is compared than AWS has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from rolec.compare.acting import may_act_on
from rolec.compare.actions import Known, names_of
from rolec.compare.key_shape import Shape, Values
from rolec.compare.pattern import glob
from rolec.compare.principal_keys import agrees
from rolec.policy.mark import is_mark, unmarked
from rolec.semantics.access import Access
from rolec.semantics.request import Request
from rolec.semantics.shown import shown_key
from rolec.semantics.statement import Statement, Strings

_WITHIN = re.compile(r"\*[^:*/]")
"""A star that stands inside a part of an ARN, and not at its end."""
_VARIABLE = re.compile(r"\$\{[^}]*\}")
_PARTS = 5
"""After so many colons the last part of an ARN begins, in which colons may stand."""


def assumptions(
    new: Access, old: Access, shapes: Mapping[str, Shape], known: Known
) -> tuple[str, ...]:
    """What is taken for granted of the statements that only one of ``new`` and ``old`` has."""
    apart = tuple(_apart(new, old))
    found = (*_keys(apart, shapes), *_resources(apart), *_plain(apart), *_actions(apart, known))
    return tuple(dict.fromkeys(found))


def of_requests(requests: Iterable[Request | None], known: Known) -> Iterator[str]:
    """What is taken for granted where ``requests`` show a difference."""
    for request in requests:
        if request is None:
            continue
        if not agrees(request):
            yield "aws:PrincipalArn and aws:PrincipalAccount are compared as if they could be another's"
        if request.resource and not may_act_on(request.action, request.resource, known):
            shown = unmarked(request.resource)
            yield f"AWS documents no request for {request.action} on {shown}: it counts all the same"


def _apart(new: Access, old: Access) -> Iterator[Statement]:
    sides = [[*each.statements] for each in (new, old)]
    for mine, others in (sides, sides[::-1]):
        known = set(others)
        yield from (statement for statement in mine if statement not in known)


def _keys(statements: Iterable[Statement], shapes: Mapping[str, Shape]) -> Iterator[str]:
    for key in sorted({c.key for each in statements for c in each.conditions}):
        shape = shapes.get(key)
        if shape is None or is_mark(key):
            continue
        if shape.values is Values.SEVERAL:
            yield f"{shown_key(key)} is compared as values of several types, and can be of one"
        elif shape.in_doubt:
            yield f"{shown_key(key)} is compared as one value and as several: either is possible"
        elif not shape.known and "." not in key.partition(":")[0]:  # no claim of a provider
            many = "any number of values" if shape.many else "one value"
            yield f"AWS documents no key {shown_key(key)}: a request has {many} of it, or none"


def _resources(statements: Iterable[Statement]) -> Iterator[str]:
    for item in _items(each.resources for each in statements):
        head = item.split(":", _PARTS)[:_PARTS]
        if item.startswith("arn:") and any(_WITHIN.search(part) for part in head):
            yield f"a `*` of {unmarked(item)} may stand for several parts of an ARN"


def _plain(statements: Iterable[Statement]) -> Iterator[str]:
    """Policy variables that are none, as the version of their document has none."""
    plain = [each for each in statements if not each.variables]
    texts = {item for each in plain if each.resources for item in each.resources.items}
    texts |= {value for each in plain for c in each.conditions for value in c.values}
    for variable in sorted({v for text in texts for v in _VARIABLE.findall(text)}):
        yield f"{variable} is plain text where Version is not 2012-10-17, and no policy variable"


def _actions(statements: Iterable[Statement], known: Known) -> Iterator[str]:
    for item in _items(each.actions for each in statements):
        prefix, colon, name = item.lower().partition(":")
        if not colon or "*" in prefix or "?" in prefix:
            continue
        if not names_of(known, prefix).matching(glob(name)):
            yield f"AWS has no action {item}, as far as rolec knows: it is compared as if there were one"


def _items(parts: Iterable[Strings | None]) -> list[str]:
    return sorted({item for each in parts if each for item in each.items})
