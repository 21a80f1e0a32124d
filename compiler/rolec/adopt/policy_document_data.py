"""`data "aws_iam_policy_document"` of Terraform as the document that the AWS provider renders.

Source: the provider's documentation of that data source.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from rolec.adopt.expressions import Expressions
from rolec.adopt.for_expression import Scope
from rolec.adopt.found import Json
from rolec.adopt.json_shape import document, text
from rolec.adopt.parsed import as_text
from rolec.adopt.statement_words import statements_of
from rolec.adopt.unknown import UnknownError
from rolec.ir.document import VERSION
from rolec.read.value import Block, Body, Items, Value

_LISTS = {
    "actions": "Action",
    "not_actions": "NotAction",
    "resources": "Resource",
    "not_resources": "NotResource",
}
_SOURCES = ("source_json", "source_policy_documents")
_OVERRIDES = ("override_json", "override_policy_documents")


def policy_document(block: Block, expressions: Expressions, scope: Scope) -> Json:
    """The document of a data source; an UnknownError where a part of it is not known before a plan."""
    body = block.body
    written: list[dict[str, Json]] = []
    for statement, inner in blocks_of(body, "statement", expressions, scope):
        written.append(_statement(statement.body, expressions, inner))
        # What stands above the document is told where it begins.
        above = [block.span] if len(written) == 1 else []
        expressions.statements.note(written[-1], *above, statement.span)
    statements: list[dict[str, Json]] = []
    for each in _others(body, _SOURCES, expressions, scope):
        statements = _over(statements, each)
    statements = _over(statements, written)
    for each in _others(body, _OVERRIDES, expressions, scope):
        statements = _over(statements, each)
    version = body.get("version")
    said = expressions.value(version, scope) if version else VERSION
    return {"Version": said, "Statement": [*statements]}


def blocks_of(
    body: Body, type_: str, expressions: Expressions, scope: Scope
) -> Iterator[tuple[Block, Scope]]:
    """The blocks of one type, those of a `dynamic` block too, each with what its names stand for."""
    for block in body.blocks:
        if block.type == type_:
            yield block, scope
        elif block.type == "dynamic" and block.labels == (type_,):
            each = block.body.get("for_each")
            content = next((b for b in block.body.blocks if b.type == "content"), None)
            if each is None or content is None:
                raise UnknownError(f"dynamic {type_}")
            iterator = block.body.get("iterator")
            name = getattr(iterator, "text", type_) if iterator else type_
            for key, value in entries_of(expressions.value(each, scope)):
                yield content, {**scope, f"{name}.key": key, f"{name}.value": value}


def entries_of(value: Json) -> list[tuple[Json, Json]]:
    """Keys and values of what `for_each` goes over; an UnknownError for what is not known."""
    match value:
        case list():
            return [(each, each) for each in value]
        case Mapping():
            return list(value.items())
        case _:
            raise UnknownError(f"for_each = {value}")


def _statement(body: Body, expressions: Expressions, scope: Scope) -> dict[str, Json]:
    def get(name: str) -> Json:
        written = body.get(name)
        return expressions.value(written, scope) if written is not None else None

    found: dict[str, Json] = {"Sid": get("sid"), "Effect": get("effect") or "Allow"}
    for argument, element in _LISTS.items():
        value = _texts(body.get(argument), argument, expressions, scope)
        if value:
            found[element] = _variables(value)
    for type_, element in (("principals", "Principal"), ("not_principals", "NotPrincipal")):
        principals = _all_principals(body, type_, expressions, scope)
        if principals:
            found[element] = {"AWS": "*"} if principals == {"*": ["*"]} else principals
    conditions = _conditions(body, expressions, scope)
    if conditions:
        found["Condition"] = conditions
    return {name: value for name, value in found.items() if value is not None and value != ""}


def _all_principals(
    body: Body, type_: str, expressions: Expressions, scope: Scope
) -> dict[str, Json]:
    found: dict[str, Json] = {}
    for block, inner in blocks_of(body, type_, expressions, scope):
        kind, identifiers = _principals(block.body, expressions, inner)
        before = found.get(kind, [])
        found[kind] = [*(before if isinstance(before, list) else []), *identifiers]
    return found


def _conditions(body: Body, expressions: Expressions, scope: Scope) -> dict[str, Json]:
    found: dict[str, dict[str, Json]] = {}
    for block, inner in blocks_of(body, "condition", expressions, scope):
        test, key = (
            expressions.text(written, inner) if (written := block.body.get(name)) else None
            for name in ("test", "variable")
        )
        if not isinstance(test, str) or not isinstance(key, str) or "${" in test:
            raise UnknownError("a condition")
        keys = found.setdefault(test, {})
        before = keys.get(key, [])
        values = _texts(block.body.get("values"), "values", expressions, inner)
        texts = _variables(values)
        keys[key] = [*(before if isinstance(before, list) else []), *texts]
    return {**found}


def _principals(body: Body, expressions: Expressions, scope: Scope) -> tuple[str, list[str]]:
    written = body.get("type")
    kind = expressions.value(written, scope) if written else None
    if not isinstance(kind, str) or "${" in kind:
        raise UnknownError("the type of a principal")
    return kind, _texts(body.get("identifiers"), "identifiers", expressions, scope)


def _texts(written: Value | None, name: str, expressions: Expressions, scope: Scope) -> list[str]:
    match written:
        case None:
            return []
        case Items(items=items):
            value: Json = [expressions.text(each, scope) for each in items]
        case _:
            value = expressions.or_null(written, scope)
    if value is None:
        return []
    if not isinstance(value, list):
        raise UnknownError(f"{name} = {as_text(value)}")
    return [as_text(each) for each in value]


def _variables(values: list[str]) -> list[Json]:
    """The provider takes `&{aws:username}` for a policy variable."""
    return [each.replace("&{", "${") for each in values]


def _others(
    body: Body, arguments: tuple[str, ...], expressions: Expressions, scope: Scope
) -> Iterator[list[dict[str, Json]]]:
    for name in arguments:
        written = body.get(name)
        value = expressions.or_null(written, scope) if written is not None else None
        for each in value if isinstance(value, list) else [value]:
            if each is None or each == "":
                continue
            found = document(each)
            if not statements_of(found):
                raise UnknownError(
                    f"{name} = {each if isinstance(each, str) else json.dumps(each)}"
                )
            yield [dict(statement) for statement in statements_of(found)]


def _over(before: list[dict[str, Json]], more: list[dict[str, Json]]) -> list[dict[str, Json]]:
    """``before`` with ``more``: what has the Sid of one that is there takes its place."""
    out = [*before]
    for each in more:
        sid = text(each, "Sid")
        at = next((n for n, known in enumerate(out) if sid and text(known, "Sid") == sid), None)
        if at is None:
            out.append(each)
        else:
            out[at] = each
    return out
