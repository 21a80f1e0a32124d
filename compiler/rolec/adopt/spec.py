"""Found roles and policies to the fields of specs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from rolec.adopt.found import FoundPolicy, FoundRole, Json
from rolec.adopt.statement_words import UnsaidError, as_written, statement_words, statements_of
from rolec.adopt.trust_words import Accounts, as_it_is, trust_words
from rolec.adopt.yaml_text import Value
from rolec.ir.document import VERSION
from rolec.record import dataclass

_OF_AWS = re.compile(r"arn:[^:]+:iam::aws:policy/(?:.*/)?([^/]+)")
_HOUR, _MINUTE, _DEFAULT_SESSION = 3600, 60, 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Literal:
    """What of a role is written as IAM has it: trust statements by number, inline policies by name."""

    trust: frozenset[int] = frozenset()
    inline: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What specs may name: nicknames, customer managed policies by ARN, and AWS's by name."""

    accounts: Accounts
    policies: Mapping[str, str]
    of_aws: frozenset[str]


def role_fields(role: FoundRole, known: Known, literal: Literal) -> dict[str, Value]:
    """The fields of the spec of ``role``, in the order of the console's steps."""
    fields: dict[str, Value] = {"role": role.name}
    if role.label and role.label != role.name:
        fields["label"] = role.label
    if role.description:
        fields["description"] = role.description
    if role.path != "/":
        fields["path"] = role.path
    if role.max_session_duration not in {None, _DEFAULT_SESSION}:
        fields["max_session_duration"] = _duration(role.max_session_duration or 0)
    if role.boundary:
        fields["permissions_boundary"] = _boundary(role.boundary, known)
    if role.tags:
        fields["tags"] = dict(role.tags)
    fields["trust"] = tuple(_trust(role.trust, known, literal))
    permissions = (*(_managed(arn, known) for arn in role.attached), *_inline(role, literal))
    if permissions:
        fields["permissions"] = permissions
    if role.instance_profiles:
        name = role.instance_profiles[0]
        fields["instance_profile"] = True if name == role.name else {"name": name}
    if role.force_detach_policies:
        fields["force_detach_policies"] = True
    return fields


def policy_fields(policy: FoundPolicy, *, literal: bool) -> dict[str, Value]:
    """The fields of the spec of a customer managed policy."""
    fields: dict[str, Value] = {"policy": policy.name}
    if policy.label and policy.label != policy.name:
        fields["label"] = policy.label
    if policy.description:
        fields["description"] = policy.description
    if policy.path != "/":
        fields["path"] = policy.path
    if policy.tags:
        fields["tags"] = dict(policy.tags)
    return {**fields, **_document(policy.document, literal=literal)}


def _trust(document: Json, known: Known, literal: Literal) -> Iterator[Value]:
    written = zip(statements_of(document), trust_words(document, known.accounts), strict=True)
    for number, (statement, words) in enumerate(written):
        yield as_it_is(statement) if number in literal.trust else words


def _inline(role: FoundRole, literal: Literal) -> Iterator[Value]:
    for each in role.inline:
        document = _document(each.document, literal=each.name in literal.inline)
        yield {"inline_policy": each.name, **document}


def _document(document: Json, *, literal: bool) -> dict[str, Value]:
    if not literal:
        try:
            words = statement_words(document)
        except UnsaidError:
            words = ()
        if words:
            return {"statements": words}
    # IAM takes a document without its version as one of 2008; the proof says if that matters.
    versioned = {"Version": VERSION, **document} if isinstance(document, Mapping) else document
    return {"document": as_written(versioned)}


def _managed(arn: str, known: Known) -> Value:
    if arn in known.policies:
        return {"policy": known.policies[arn]}
    return {"managed_policy": _name(arn, known)}


def _boundary(arn: str, known: Known) -> Value:
    if arn in known.policies:
        return {"policy": known.policies[arn]}
    return _name(arn, known)


def _name(arn: str, known: Known) -> str:
    found = _OF_AWS.fullmatch(arn)
    return found[1] if found and found[1] in known.of_aws else arn


def _duration(seconds: int) -> str:
    for unit, size in (("h", _HOUR), ("m", _MINUTE)):
        if seconds % size == 0:
            return f"{seconds // size}{unit}"
    return str(seconds)
