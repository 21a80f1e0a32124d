"""Policy documents as JSON: their paths, and their text where it is known."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from rolec.emit.variables import document_texts
from rolec.ir.document import Document
from rolec.ir.module import Module
from rolec.ir.role import InlinePolicy, Policy, Role
from rolec.ir.text import Link, Reference, Text
from rolec.ir.tree import Tree, tree

Json: TypeAlias = "str | list[Json] | dict[str, Json]"


@dataclass(frozen=True, slots=True)
class JsonDocument:
    """A document of a role or policy, and the path that its JSON has in the module."""

    owner: Role | Policy
    path: str
    document: Document


def json_documents(module: Module) -> Iterator[JsonDocument]:
    """Every policy document of ``module``."""
    for role in module.roles:
        yield JsonDocument(role, trust_path(role), role.trust)
        for inline in role.inline_policies:
            yield JsonDocument(role, inline_policy_path(role, inline), inline.document)
    for policy in module.policies:
        yield JsonDocument(policy, policy_path(policy), policy.document)


def trust_path(role: Role) -> str:
    """Where the trust policy of ``role`` is written."""
    return f"json/role/{_folder(role.name)}/trust.json"


def inline_policy_path(role: Role, policy: InlinePolicy) -> str:
    """Where an inline policy of ``role`` is written."""
    return f"json/role/{_folder(role.name)}/inline/{policy.name}.json"


def policy_path(policy: Policy) -> str:
    """Where a customer managed policy is written."""
    return f"json/policy/{policy.name}.json"


def json_text(document: Document) -> str | None:
    """The document as JSON, or None when a reference in it is not known."""
    try:
        plain = _plain(tree(document))
    except _UnknownError:
        return None
    return json.dumps(plain, indent=2, ensure_ascii=False) + "\n"


def unknown_references(document: Document) -> tuple[str, ...]:
    """The references of ``document`` whose value is not known, each once, in order."""
    found = [
        Text((part,)).written
        for text in document_texts(document)
        for part in text.parts
        if isinstance(part, Reference | Link) and part.value is None
    ]
    return tuple(dict.fromkeys(found))


class _UnknownError(Exception):
    """A reference without a value, deep inside a document."""


def _plain(value: Tree) -> Json:
    match value:
        case Text():
            return _known(value)
        case Mapping():
            return {
                key if isinstance(key, str) else _known(key): _plain(item)
                for key, item in value.items()
            }
        case _:
            return [_plain(item) for item in value]


def _known(text: Text) -> str:
    known = text.literal
    if known is None:
        known = text.value
    if known is None:
        raise _UnknownError
    return known


def _folder(name: str) -> str:
    # IAM takes `.` and `..` as names; as folders they would lead elsewhere.
    return name.replace(".", "%2E") if name in {".", ".."} else name
