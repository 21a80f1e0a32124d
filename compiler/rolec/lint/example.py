"""The text of policy documents, for the examples of lints."""

from __future__ import annotations


def policy(*statements: str, version: str = '"Version": "2012-10-17", ') -> str:
    """A document of ``statements``, each the text of a JSON object."""
    return f'{{{version}"Statement": [\n  ' + ",\n  ".join(statements) + "]}\n"
