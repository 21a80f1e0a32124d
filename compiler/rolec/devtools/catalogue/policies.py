"""AWS managed policies, from the copy that moto carries."""

from __future__ import annotations

import ast
import json
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from rolec.devtools.catalogue.pack import dictionary_of, packed
from rolec.devtools.catalogue.source import Wheel, digest

MODULE = "moto/iam/aws_managed_policies.py"


def managed_policy_files(wheel: Wheel, version: str) -> dict[str, bytes]:
    """The table of names, and the documents."""
    text = managed_policy_text(wheel)
    policies = json.loads(text)
    documents = {name: policy["Document"] for name, policy in policies.items()}
    entries = {
        name: {
            "version": policy["DefaultVersionId"],
            "updated": policy["UpdateDate"][: len("2026-10-27")],
            "document": documents[name],
        }
        for name, policy in policies.items()
    }
    return {
        "managed_policies.json": _names(policies, text, version),
        **packed("managed_documents", entries, dictionary_of(documents)),
    }


def managed_policy_text(wheel: Wheel) -> str:
    """All policies as JSON: the one string of their module, of which nothing is run."""
    [found] = [
        node.value.value
        for node in ast.parse(wheel.text(MODULE)).body
        if isinstance(node, ast.Assign)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    ]
    return found


def _names(policies: Mapping[str, Any], text: str, version: str) -> bytes:
    names: dict[str, list[str]] = defaultdict(list)
    for name, policy in policies.items():
        names[policy.get("Path", "/")].append(name)
    table = {
        "source": f"moto {version}, {MODULE}",
        "licence": "Apache-2.0",
        "sha256": digest(text.encode()),
        "count": len(policies),
        "names": {path: sorted(names[path]) for path in sorted(names)},
    }
    return (json.dumps(table, indent=0) + "\n").encode()
