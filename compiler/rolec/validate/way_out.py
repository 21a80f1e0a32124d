"""What to write instead of a value that is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from rolec.diagnostics.quoted import quoted
from rolec.load.node import Scalar
from rolec.validate.place import Place
from rolec.validate.words import counted, listed

_YES = frozenset({"yes", "on", "y", "true"})
_NO = frozenset({"no", "off", "n", "false"})
_PRINCIPAL = re.compile(
    r"arn:[a-z-]+:(?:iam|sts)::([0-9]{12}):(?:(user|role)/(.+)|root)", re.ASCII
)
_OF_TERRAFORM = {
    "assumerolepolicy": ("trust", "`trust:` with who may assume it, as in `- aws_service: ec2`"),
    "assumerolepolicydocument": (
        "trust",
        "`trust:` with who may assume it, as in `- aws_service: ec2`",
    ),
    "managedpolicies": ("permissions", "`permissions:` with `- managed_policy: NAME` for each"),
    "managedpolicyarns": ("permissions", "`permissions:` with `- managed_policy: NAME` for each"),
    "inlinepolicy": ("permissions", "`permissions:` with `- inline_policy: NAME` for each"),
    "inlinepolicies": ("permissions", "`permissions:` with `- inline_policy: NAME` for each"),
    "policies": ("permissions", "`permissions:` with `- inline_policy: NAME` for each"),
}
_PERMISSION_FIELDS = {
    "allow": "statements",
    "deny": "statements",
    "allow_all_except": "statements",
    "deny_all_except": "statements",
    "statements": "statements",
    "document": "document",
}


def instead_of_type(types: Iterable[str], form: str | None, place: Place) -> str | None:
    """What to write where a value is of the wrong type."""
    if isinstance(place.node, Scalar) and not {"boolean", "flag"}.isdisjoint(types):
        word = place.node.text.casefold()
        if word in _YES:
            return "write `true`"
        if word in _NO:
            return "write `false`" if "boolean" in types else "delete the field"
    return f"write {form}" if form else None


def instead_of_form(pattern: str, form: str | None, place: Place, *, of_list: bool) -> str | None:
    """What to write where a text has the wrong form: the text mended, if that is clear."""
    principal = _PRINCIPAL.fullmatch(place.text)
    if place.name == "aws_account" and principal:
        account, kind, name = principal.groups()
        beside = f" and `{kind}s: {name}` beside it" if kind else ""
        return f"write `aws_account: '{account}'`{beside}"
    for meant in _mended(place):
        if re.fullmatch(pattern, meant, re.ASCII):
            return f"did you mean {quoted(meant)}?"
    items = [item.strip() for item in place.text.split(",")]
    if of_list and len(items) > 1 and all(re.fullmatch(pattern, i, re.ASCII) for i in items):
        return f"write a list: {quoted('[' + ', '.join(items) + ']')}"
    return f"write {form}" if form else None


def instead_of_field(name: str, known: Iterable[str]) -> str | None:
    """What to write instead of a word that Terraform or CloudFormation has for a field of a role."""
    field, way_out = _OF_TERRAFORM.get(name.replace("_", "").lower(), ("", ""))
    return f"write {way_out}" if field in known else None


def instead_of_word(allowed: Iterable[str], form: str | None) -> str:
    """What to write where only some words have a meaning."""
    return f"write {form}" if form else f"write {listed(allowed, 'or')}"


def instead_of_operator(place: Place) -> str | None:
    """What to write where a condition key stands in the place of its operator."""
    if ":" not in place.text:
        return None
    return f"write an operator above it, as in `StringEquals: {{{place.text}: VALUE}}`"


def instead_of_kind(place: Place, family: str) -> str | None:
    """Where the fields of an inline policy belong, if they have none above them."""
    keys = [entry.key for entry in place.entries]
    field = next((_PERMISSION_FIELDS[key] for key in keys if key in _PERMISSION_FIELDS), None)
    if family != "permission" or field is None:
        return None
    return f"begin with `inline_policy: NAME`, and write `{field}:` beside it"


def shorter(length: int, most: int, place: Place) -> str:
    """How much is too much."""
    return f"leave out {counted(length - most, place.node)}"


def _mended(place: Place) -> Iterator[str]:
    yield place.text.lower()
    if place.name == "path":
        yield f"/{place.text.strip('/')}/"
    if place.name == "managed_policy":
        yield place.text.rpartition("/")[2]
