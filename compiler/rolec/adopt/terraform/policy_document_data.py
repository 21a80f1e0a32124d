"""`data "aws_iam_policy_document"` of Terraform as the document that the AWS provider renders.

Source: the provider's documentation of that data source.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from rolec.adopt.expressions.evaluate import Expressions
from rolec.adopt.expressions.for_expression import Scope
from rolec.adopt.expressions.parsed import as_text
from rolec.adopt.expressions.values import is_list
from rolec.adopt.found import Json
from rolec.adopt.json_shape import document, text
from rolec.adopt.statement_words import statements_of
from rolec.adopt.terraform.blocks import (
    blocks_of,
    refuse_unknown,
    refuse_unknown_of_resource,
)
from rolec.adopt.unknown import UnknownError
from rolec.ir.document import VERSION
from rolec.ir.text import SPLAT
from rolec.read.value import Block, Body, Value

_LISTS = {
    "actions": "Action",
    "not_actions": "NotAction",
    "resources": "Resource",
    "not_resources": "NotResource",
}
_ACTIONS = frozenset({"actions", "not_actions"})
"""A spec has to know them."""
_SOURCES = ("source_json", "source_policy_documents")
_OVERRIDES = ("override_json", "override_policy_documents")
_PRINCIPALS = {"principals": "Principal", "not_principals": "NotPrincipal"}
_KNOWN = (*_SOURCES, *_OVERRIDES, "policy_id", "version", "statement")
_KNOWN_OF_STATEMENT = ("sid", "effect", *_LISTS, *_PRINCIPALS, "condition")
_KNOWN_OF_PRINCIPALS = ("type", "identifiers")
_KNOWN_OF_CONDITION = ("test", "variable", "values")


def policy_document(block: Block, expressions: Expressions, scope: Scope) -> Json:
    """The document of a data source; an UnknownError where a part of it is not known before a plan."""
    body = block.body
    refuse_unknown_of_resource(body, _KNOWN, "a policy document")
    written: list[dict[str, Json]] = []
    for statement, inner in blocks_of(body, "statement", expressions, scope):
        written.append(_statement(statement.body, expressions, inner))
        # What stands above the document is told where it begins.
        above = [block.span] if len(written) == 1 else []
        expressions.statements.note(written[-1], *above, statement.span)
    version, id_ = (
        expressions.value(said, scope) if (said := body.get(name)) else None
        for name in ("version", "policy_id")
    )
    own: dict[str, Json] = {"Version": version or VERSION, "Id": id_, "Statement": [*written]}
    return _merged(
        [
            *_others(body, _SOURCES, expressions, scope),
            own,
            *_others(body, _OVERRIDES, expressions, scope),
        ]
    )


def _statement(body: Body, expressions: Expressions, scope: Scope) -> dict[str, Json]:
    refuse_unknown(body, _KNOWN_OF_STATEMENT, "a statement")

    def get(name: str) -> Json:
        written = body.get(name)
        return expressions.value(written, scope) if written is not None else None

    found: dict[str, Json] = {"Sid": get("sid"), "Effect": get("effect") or "Allow"}
    for argument, element in _LISTS.items():
        value = _texts(body.get(argument), argument, expressions, scope)
        if value:
            found[element] = _variables(value)
    for type_, element in _PRINCIPALS.items():
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
        refuse_unknown(block.body, _KNOWN_OF_CONDITION, "a condition")
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
    refuse_unknown(body, _KNOWN_OF_PRINCIPALS, "principals")
    written = body.get("type")
    kind = expressions.value(written, scope) if written else None
    if not isinstance(kind, str) or "${" in kind:
        raise UnknownError("the type of a principal")
    return kind, _texts(body.get("identifiers"), "identifiers", expressions, scope)


def _texts(written: Value | None, name: str, expressions: Expressions, scope: Scope) -> list[str]:
    if written is None:
        return []
    if expressions.nulls.is_null(written):
        return []
    found = expressions.lists.of_argument(written, scope)
    if found is None:
        return []
    value = [found] if isinstance(found, str) and is_list(found) else found
    if not isinstance(value, list):
        raise UnknownError(f"{name} = {as_text(value)}")
    texts = [as_text(each) for each in value]
    several = next((each for each in texts if is_list(each)), None)
    if several is not None and name in _ACTIONS:
        raise UnknownError(f"{name} = {several.replace(SPLAT, '')}")
    return texts


def _variables(values: list[str]) -> list[Json]:
    """The provider takes `&{aws:username}` for a policy variable."""
    return [each.replace("&{", "${") for each in values]


def _others(
    body: Body, arguments: tuple[str, ...], expressions: Expressions, scope: Scope
) -> Iterator[Mapping[str, Json]]:
    for name in arguments:
        written = body.get(name)
        value = expressions.or_null(written, scope) if written is not None else None
        for each in value if isinstance(value, list) else [value]:
            if each is None or each == "":
                continue
            found = document(each)
            if not isinstance(found, Mapping) or not statements_of(found):
                raise UnknownError(
                    f"{name} = {each if isinstance(each, str) else json.dumps(each)}"
                )
            yield found


def _merged(documents: list[Mapping[str, Json]]) -> Json:
    """One document: of the later the Id and the statements, of all the highest Version."""
    statements: list[Mapping[str, Json]] = []
    for each in documents:
        statements = _over(statements, statements_of(each))
    versions, ids = ([text(each, key) for each in documents] for key in ("Version", "Id"))
    known = [each for each in versions if each]
    if len(set(known)) > 1 and any("${" in each for each in known):
        raise UnknownError("the version of a policy document")
    id_ = next((each for each in reversed(ids) if each), None)
    named: dict[str, Json] = {"Id": id_} if id_ else {}
    return {"Version": max(known), **named, "Statement": [*statements]}


def _over(
    before: list[Mapping[str, Json]], more: list[Mapping[str, Json]]
) -> list[Mapping[str, Json]]:
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
