"""Whether a reference may be to a list, by what it is called."""

from __future__ import annotations

import re

_DIGITS = tuple(f"{digit}]" for digit in range(10))
_WORDS = re.compile(r"[A-Za-z0-9]+")
_OF_ONE = frozenset(
    [
        "account",
        "address",
        "alias",
        "arn",
        "audience",
        "aws",
        "bucket",
        "cluster",
        "dns",
        "domain",
        "email",
        "env",
        "environment",
        "host",
        "hostname",
        "id",
        "issuer",
        "json",
        "key",
        "name",
        "namespace",
        "number",
        "partition",
        "path",
        "prefix",
        "region",
        "service",
        "stage",
        "subject",
        "suffix",
        "url",
        "workspace",
    ]
)
"""Last words of what things are called of which there is one."""


def is_list_in_name(reference: str) -> bool:
    """Whether a reference may be to a list, by what it is called."""
    if reference.endswith("]"):
        return not reference.endswith(_DIGITS)
    head, _, last = reference.rpartition(".")
    words = _WORDS.findall(last.lower())
    if not words or words[-1] in _OF_ONE:
        return False
    of_resource = not head.startswith(("var", "local", "module"))
    return not of_resource or last.endswith("s")
