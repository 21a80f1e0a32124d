"""What stands in a policy document where nothing like it belongs, such as a reference for a whole statement."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from rolec.adopt.found import Json
from rolec.adopt.statement_words import statements_of

_LISTS = frozenset({"Action", "NotAction", "Resource", "NotResource"})
_PRINCIPALS = frozenset({"Principal", "NotPrincipal"})
_WORDS = frozenset({"Version", "Id", "Sid", "Effect"})
_NEEDED = (("Effect",), ("Action", "NotAction"))
"""What every statement has, one of each."""
_DELETED = re.compile("A(?:IDA|ROA)[A-Z0-9]{12,}")
"""What stands in the place of the ARN of a user or role once that is deleted."""


def misplaced(document: Json) -> str | None:
    """The first value of ``document`` that IAM's grammar has no place for, with what it stands for; or None.

    Whoever reads a document leaves out what it does not know: a comparison would not see it.
    """
    return next(_misplaced(document), None)


def unsaid_principals(trust: Json) -> Iterator[str]:
    """What of the principals of a trust policy no spec says, and IAM does not take again.

    Source: the IAM User Guide, "AWS JSON policy elements: Principal", on principals that are deleted, and
    "AWS JSON policy elements: NotPrincipal", which is for no trust policy of a role.
    """
    for statement in statements_of(trust):
        if "NotPrincipal" in statement:
            yield "`NotPrincipal` is nothing that IAM takes in a trust policy: say who may assume the role"
        principal = statement.get("Principal")
        for value in principal.values() if isinstance(principal, Mapping) else ():
            for each in value if isinstance(value, list) else [value]:
                if isinstance(each, str) and _DELETED.fullmatch(each):
                    yield f"`{each}` is the id of a principal that is deleted, which IAM takes no more"


def _misplaced(document: Json) -> Iterator[str]:
    if not isinstance(document, Mapping):
        yield _told(document, "a policy")
        return
    for element, value in document.items():
        if element in _WORDS:
            yield from _word(value, f"`{element}`")
    if document.get("Statement") is None:
        yield "a policy has no `Statement`"
        return
    written = document["Statement"]
    for statement in written if isinstance(written, list) else [written]:
        if not isinstance(statement, Mapping):
            yield _told(statement, "a statement")
            continue
        yield from _missing(statement)
        for element, value in statement.items():
            yield from _in_element(element, value)


def _missing(statement: Mapping[str, Json]) -> Iterator[str]:
    for elements in _NEEDED:
        if statement.keys().isdisjoint(elements):
            yield f"a statement has no `{elements[0]}`"


def _word(value: Json, what: str) -> Iterator[str]:
    if value is not None and not isinstance(value, str):
        yield _told(value, what)


def _in_element(element: str, value: Json) -> Iterator[str]:
    if element in _WORDS:
        yield from _word(value, f"`{element}`")
    elif element in _LISTS:
        yield from _texts(value, f"`{element}`")
    elif element in _PRINCIPALS and value != "*":
        yield from _texts_of(value, f"`{element}`")
    elif element == "Condition":
        if not isinstance(value, Mapping):
            yield _told(value, "`Condition`")
            return
        for operator, keys in value.items():
            yield from _texts_of(keys, f"`{operator}`")


def _texts_of(value: Json, what: str) -> Iterator[str]:
    if not isinstance(value, Mapping):
        yield _told(value, what)
        return
    for key, each in value.items():
        yield from _texts(each, f"`{key}`")


def _texts(value: Json, what: str) -> Iterator[str]:
    for each in value if isinstance(value, list) else [value]:
        if each is None or isinstance(each, list | Mapping):
            yield _told(each, what)


def _told(value: Json, what: str) -> str:
    shown = value if isinstance(value, str) else json.dumps(value)
    return f"`{shown}` stands for {what}"
