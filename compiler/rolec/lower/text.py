"""Strings of a spec to texts: the one place where ``${...}`` becomes a part."""

from __future__ import annotations

import re
from collections.abc import Mapping

from rolec.ir.substitution import Form, Substitution, substitutions
from rolec.ir.text import Entity, Link, Part, Reference, Text, joined
from rolec.source.span import Span

_LINK = re.compile(r"(roles|policies)\.([A-Za-z0-9_+=,.@-]+)\.(arn|name)", re.ASCII)
_ENTITIES = {"roles": Entity.ROLE, "policies": Entity.POLICY}


def lower_text(string: str, span: Span, references: Mapping[str, str]) -> Text:
    """The text of ``string``: policy variables stay as they are, for IAM to read.

    ``references`` are the values that Terraform references stand for in JSON.
    """
    if "${" not in string:
        return Text((string,) if string else (), span)
    parts: list[Part] = []
    at = 0
    for found in substitutions(string):
        parts += [string[at : found.start], _part(string, found, references)]
        at = found.end
    return joined((*parts, string[at:]), span)


def link_of(body: str) -> Link | None:
    """The link that ``roles.NAME.arn`` or ``policies.NAME.name`` is, or None."""
    match = _LINK.fullmatch(body)
    return Link(_ENTITIES[match[1]], match[2], match[3]) if match else None


def _part(string: str, found: Substitution, references: Mapping[str, str]) -> Part:
    match found.form:
        case Form.REFERENCE:
            return Reference(found.body, references.get(found.body))
        case Form.LINK:
            link = link_of(found.body)
            if link is None:
                raise AssertionError(f"schema admitted `{string}`")
            return link
        case Form.POLICY_VARIABLE:
            return string[found.start : found.end]
        case Form.OWN | Form.UNKNOWN | Form.UNCLOSED:
            raise AssertionError(f"schema admitted `{string}`")
