"""An AWS managed policy and its document."""

from __future__ import annotations

import json
from collections.abc import Mapping

from rolec.catalog.managed_document import ManagedPolicy
from rolec.cli.query.answer import Answer, Cell


def policies_answer(pattern: str) -> Answer:
    """The policies whose names ``pattern`` covers, with IAM's wildcards, in any case."""
    from rolec.catalog.managed_policy import managed_policy_paths
    from rolec.ir.glob import matches

    wanted = pattern.lower()
    rows: tuple[dict[str, Cell], ...] = tuple(
        {"policy": name, "arn": f"arn:aws:iam::aws:policy{path}{name}"}
        for name, path in sorted(managed_policy_paths().items())
        if matches(wanted, name.lower())
    )
    return Answer(("policy", "arn"), rows)


def policy_text(policy: ManagedPolicy) -> str:
    """The policy for people: a line on each fact, and the document."""
    facts = {
        "arn": policy.arn(),
        "version": policy.version,
        "updated": policy.updated,
        "attachable": "no: AWS attaches it to its own roles only" if _is_own(policy) else "yes",
    }
    lines = (f"{name:<10}  {value}" for name, value in facts.items())
    return "\n".join((*lines, "", _json(_document(policy))))


def policy_json(policy: ManagedPolicy) -> str:
    """The policy for programs."""
    return _json(
        {
            "name": policy.name,
            "arn": policy.arn(),
            "version": policy.version,
            "updated": policy.updated,
            "attachable": not _is_own(policy),
            "document": _document(policy),
        }
    )


_ORDER = (
    ("Version", "Id", "Statement"),
    ("Sid", "Effect", "Principal", "Action", "NotAction", "Resource", "NotResource", "Condition"),
)


def _document(policy: ManagedPolicy) -> dict[str, object]:
    """The document, its elements in the order of the console."""
    found = json.loads(policy.document)
    given = found["Statement"]
    statements = given if isinstance(given, list) else [given]
    ordered = [_ordered(statement, _ORDER[1]) for statement in statements]
    return _ordered({**found, "Statement": ordered}, _ORDER[0])


def _ordered(element: Mapping[str, object], order: tuple[str, ...]) -> dict[str, object]:
    return {key: element[key] for key in (*order, *element) if key in element}


def _json(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def _is_own(policy: ManagedPolicy) -> bool:
    return policy.path == "/aws-service-role/"
