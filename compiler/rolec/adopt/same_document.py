"""Whether two policy documents are written the same, but for what has no meaning."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from rolec.adopt.found import Json
from rolec.adopt.statement_words import statements_of

ACCOUNT = re.compile(r"[0-9]{12}|\$\{data\.aws_caller_identity\.[\w-]+\.account_id\}")
"""The id of an account, or what Terraform has of the one that it works in."""

_LISTS = ("Action", "NotAction", "Resource", "NotResource")


def are_written_the_same(one: Json, other: Json) -> bool:
    """Whether both have the same version, Id and statements, the order of lists and keys aside."""
    return normal(one) == normal(other)


def normal(document: Json) -> list[str]:
    """The version, the Id and the statements of a document, each as one text, in order."""
    about = document if isinstance(document, Mapping) else {}
    version, id_ = about.get("Version"), about.get("Id") or None
    return [
        str(version),
        str(id_),
        *sorted(normal_statement(each) for each in statements_of(document)),
    ]


def normal_statement(statement: Mapping[str, Json]) -> str:
    """A statement as one text: lists sorted and each item once, one value for a list of one."""
    found: dict[str, object] = {}
    for element, value in statement.items():
        match element:
            case "Sid" if not value:
                continue
            case "Principal" | "NotPrincipal" if value == "*":
                found[element] = {"AWS": ["*"]}  # IAM takes both for everybody
            case "Principal" | "NotPrincipal" if isinstance(value, Mapping):
                found[element] = {kind: _principals(kind, each) for kind, each in value.items()}
            case "Condition" if isinstance(value, Mapping):
                block = {
                    operator: {key.lower(): _sorted(each) for key, each in keys.items()}
                    for operator, keys in value.items()
                    if isinstance(keys, Mapping) and keys
                }
                if block:
                    found[element] = block
            case _ if element in _LISTS:
                found[element] = _sorted(value)
            case _:
                found[element] = value
    return json.dumps(found, sort_keys=True)


def _sorted(value: Json) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return sorted({_text(each) for each in values})


def _principals(kind: str, value: Json) -> list[str]:
    # An account is written in two ways, which IAM keeps as one.
    return sorted({_account(each) if kind == "AWS" else each for each in _sorted(value)})


def _account(principal: str) -> str:
    return f"arn:aws:iam::{principal}:root" if ACCOUNT.fullmatch(principal) else principal


def _text(value: Json) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
