"""Policy documents as JSON: their paths, and their text where it is known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from json.encoder import encode_basestring

from rolec.ir.document import Document
from rolec.ir.module import Module
from rolec.ir.role import InlinePolicy, Policy, Role
from rolec.ir.text import Link, Reference, Text
from rolec.ir.texts import document_texts
from rolec.ir.tree import Tree, tree
from rolec.record import dataclass
from rolec.source.span import NOWHERE, Span


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


def unknown_references(document: Document) -> tuple[str, ...]:
    """The references of ``document`` whose value is not known, each once, in order."""
    unknown = [Text((each,)).written for each in references(document) if each.value is None]
    return tuple(dict.fromkeys(unknown))


def references(document: Document) -> list[Reference | Link]:
    """Everything in the texts of ``document`` that is not a string, in order."""
    return [
        part
        for text in document_texts(document)
        for part in text.parts
        if not isinstance(part, str)
    ]


def first_unknown(document: Document) -> Span:
    """Where the first text stands that holds a reference whose value is not known."""
    unknown = (text.span for text in document_texts(document) if text.value is None)
    return next(unknown, NOWHERE)


def json_text(document: Document) -> str:
    """A document without unknown references as JSON: what Python's own module would write,
    which is a third as fast when it indents.
    """
    return f"{_json(tree(document), '')}\n"


def _json(value: Tree, pad: str) -> str:
    match value:
        case Text():
            return _string(value)
        case dict():
            return _object(value, pad)
        case _:
            inner = f"{pad}  "
            items = f",\n{inner}".join(
                [_string(item) if isinstance(item, Text) else _json(item, inner) for item in value]
            )
            return f"[\n{inner}{items}\n{pad}]"


def _object(value: Mapping[str, Tree] | Mapping[Text, Tree], pad: str) -> str:
    inner = f"{pad}  "
    entries = {
        _name(key): _string(item) if isinstance(item, Text) else _json(item, inner)
        for key, item in value.items()
    }
    # INVARIANT: no two keys of a condition stand for one, or the later would hide the other.
    if len(entries) != len(value):
        raise AssertionError(f"a key twice: {list(value)}")
    lines = f",\n{inner}".join([f"{name}: {item}" for name, item in entries.items()])
    return f"{{\n{inner}{lines}\n{pad}}}"


def _name(key: str | Text) -> str:
    return encode_basestring(key) if isinstance(key, str) else _string(key)


def _string(text: Text) -> str:
    parts = text.parts
    if len(parts) == 1 and isinstance(parts[0], str):
        return encode_basestring(parts[0])
    return encode_basestring(_value(text))


def _value(text: Text) -> str:
    value = text.value
    if value is None:
        raise AssertionError(f"not known: {text.written}")
    return value


def _folder(name: str) -> str:
    # IAM takes `.` and `..` as names; as folders they would lead elsewhere.
    return name.replace(".", "%2E") if name in {".", ".."} else name
