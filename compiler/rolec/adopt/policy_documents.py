"""Policy documents in files of their own to roles and managed policies.

A trust policy makes a role, called as its file or, where that is `trust.json` or the like, as its folder. An
identity-based policy in the folder of the only trust policy there, or below it, is an inline policy of that
role; any other is a customer managed policy.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePath
from typing import NamedTuple
from urllib.parse import unquote

from rolec.adopt.account_details import account_of
from rolec.adopt.found import Found, FoundBlock, FoundPolicy, FoundRole, Json, Place
from rolec.adopt.literal_texts import without_literals
from rolec.adopt.statement_words import statements_of

_TRUST_FILE = re.compile(
    r"(?:assume[-_]?role[-_]?|trust[-_]?)(?:policy)?[-_]?(?:document)?", re.IGNORECASE
)
_TRUST_END = re.compile(r"[-_.](?:assume[-_]?role[-_]?|trust[-_]?)(?:policy)?$", re.IGNORECASE)
_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9_+=,.@-]+")


class Document(NamedTuple):
    """A policy document, and where its file lies."""

    path: PurePath
    value: Json


def is_policy_document(value: Json) -> bool:
    """Whether ``value`` has statements of IAM."""
    return any("Effect" in each for each in statements_of(value))


def read_policy_documents(documents: Sequence[Document]) -> Found:
    """The roles and managed policies that ``documents`` are."""
    trusts = [each for each in documents if _is_trust(each.value)]
    alone = [
        each for each in trusts if sum(e.path.parent == each.path.parent for e in trusts) == 1
    ]
    inline: dict[PurePath, list[Document]] = {}
    managed: list[Document] = []
    for each in documents:
        if not _is_trust(each.value):
            above = [trust for trust in alone if trust.path.parent in each.path.parents]
            nearest = max(above, key=lambda trust: len(trust.path.parts), default=None)
            if nearest is None:
                managed.append(each)
            else:
                inline.setdefault(nearest.path, []).append(each)
    roles = tuple(_role(each, inline.get(each.path, ())) for each in trusts)
    found = Found(
        roles=roles,
        policies=tuple(_policy(each, managed=True) for each in managed),
        blocks=tuple(_blocks(trusts, inline, managed)),
    )
    return without_literals(found)


def _is_trust(value: Json) -> bool:
    return any("Principal" in each or "NotPrincipal" in each for each in statements_of(value))


def _role(trust: Document, inline: Sequence[Document]) -> FoundRole:
    return FoundRole(
        name=_role_name(trust.path),
        trust=trust.value,
        place=Place(str(trust.path), 1),
        account=_account_of_providers(trust.value),
        inline=tuple(_policy(each, managed=False) for each in inline),
    )


def _role_name(path: PurePath) -> str:
    stem = path.stem
    if _TRUST_FILE.fullmatch(stem) and path.parent.name:
        stem = path.parent.name
    return _name(_TRUST_END.sub("", stem) or stem)


def _policy(document: Document, *, managed: bool) -> FoundPolicy:
    name = _name(document.path.stem)
    return FoundPolicy(
        name=name,
        document=document.value,
        place=Place(str(document.path), 1),
        arn=name if managed else None,
    )


def _name(stem: str) -> str:
    """A name of IAM for a file; rolec's own have `%2E` where a name is no name of a file."""
    found = unquote(stem)
    if found and not _NOT_IN_NAMES.search(found):
        return found
    return _NOT_IN_NAMES.sub("-", found).strip("-") or "policy"


def _account_of_providers(trust: Json) -> str | None:
    """The account of the identity providers that are trusted: it is that of the role."""
    found = {
        account_of(each)
        for statement in statements_of(trust)
        if isinstance(principal := statement.get("Principal"), Mapping)
        for each in [principal.get("Federated")]
        if isinstance(each, str)
    } - {None}
    return found.pop() if len(found) == 1 else None


def _blocks(
    trusts: Sequence[Document],
    inline: Mapping[PurePath, Sequence[Document]],
    managed: Sequence[Document],
) -> Iterator[FoundBlock]:
    for each in trusts:
        role = _role_name(each.path)
        for document in (each, *inline.get(each.path, ())):
            path = str(document.path)
            yield FoundBlock(address=path, place=Place(path, 1), role=role)
    for each in managed:
        path = str(each.path)
        name = _name(each.path.stem)
        yield FoundBlock(address=path, place=Place(path, 1), policy=name)
