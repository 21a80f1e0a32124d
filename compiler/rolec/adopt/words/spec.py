"""Found roles and policies to the fields of specs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import field

from rolec.adopt.found import FoundName, FoundPolicy, FoundProvider, FoundRole, Json, said_id
from rolec.adopt.own_values import PARTITION
from rolec.adopt.role_links import linked
from rolec.adopt.statement_words import UnsaidError, as_written, statement_words, statements_of
from rolec.adopt.words.trust import Accounts, as_it_is, trust_words
from rolec.adopt.yaml_text import Commented, Value
from rolec.ir.document import OLD_VERSION, VERSION
from rolec.ir.role import DEFAULT_SESSION
from rolec.record import dataclass

_OF_AWS = re.compile(rf"arn:(?:[^:$]+|{re.escape(PARTITION)}):iam::aws:policy/(?:.*/)?([^/]+)")
_HOUR, _MINUTE = 3600, 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Literal:
    """What of a role is written as IAM has it: trust statements by number, inline policies by name."""

    trust: frozenset[int] = frozenset()
    inline: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What specs may name: nicknames, customer managed policies by ARN, AWS's by name, and roles.

    ``links`` are the references to roles by what the source has in the place of each.
    """

    accounts: Accounts
    policies: Mapping[str, str]
    of_aws: frozenset[str]
    links: Mapping[str, str] = field(default_factory=dict)


def role_fields(role: FoundRole, known: Known, literal: Literal) -> dict[str, Value]:
    """The fields of the spec of ``role``, in the order of the console's steps."""
    return _given(
        {
            "role": role.name,
            **_about(role),
            "max_session_duration": _duration(role.max_session_duration),
            "permissions_boundary": role.boundary and _boundary(role.boundary, known),
            **_enabled(role.enabled),
            **_tags(role),
            **_version(role.trust, "trust_version"),
            "trust_id": said_id(role.trust),
            "trust": tuple(_trust(role, known, literal)),
            "permissions": (
                *(
                    Commented(
                        {**_managed(arn, known), **_beside(role, role.attached_if.get(arn))},
                        role.attached_comments.get(arn, ()),
                    )
                    for arn in role.attached
                ),
                *_inline(role, known, literal),
            ),
            "instance_profile": _instance_profile(role),
            "exclusive": role.exclusive,
            "force_detach_policies": role.force_detach_policies,
        }
    )


def policy_fields(
    policy: FoundPolicy, links: Mapping[str, str], made: Mapping[str, Value], *, literal: bool
) -> dict[str, Value]:
    """The fields of the spec of a customer managed policy, which refers to roles by ``links``.

    ``made`` are those that say where it is made, for its roles do not.
    """
    document = _document(policy, links, literal=literal)
    about = {**_about(policy), **_enabled(policy.enabled), **_tags(policy)}
    return _given({"policy": policy.name, **about, **made, **document})


def provider_fields(provider: FoundProvider, metadata: str) -> dict[str, Value]:
    """The fields of the spec of an identity provider; ``metadata`` is the path of a file with that of SAML."""
    label = provider.label if provider.label != provider.name else None
    if provider.url is None:
        return _given(
            {
                "saml_provider": provider.name,
                "label": label,
                "metadata": metadata,
                **_tags(provider),
            }
        )
    return _given(
        {
            "oidc_provider": provider.name,
            "label": label,
            "url": provider.url,
            "client_id_list": provider.client_ids,
            "thumbprint_list": provider.thumbprints,
            **_tags(provider),
        }
    )


def _given(fields: Mapping[str, Value | None]) -> dict[str, Value]:
    """The fields that say something."""
    return {key: value for key, value in fields.items() if value}


def _about(of: FoundRole | FoundPolicy) -> dict[str, Value | None]:
    return {
        **_named(of.in_aws),
        "label": of.label if of.label != of.name else None,
        "description": of.description,
        "path": of.path if of.path != "/" else None,
    }


def _tags(of: FoundRole | FoundPolicy | FoundProvider) -> dict[str, Value | None]:
    return {"tags": dict(of.tags), "tags_from": of.tags_from}


def _instance_profile(role: FoundRole) -> Value | None:
    profile = role.instance_profile
    if profile is None:
        return None
    fields: dict[str, Value] = {}
    if profile.name != (role.in_aws or FoundName(role.name)):
        fields |= _named(profile.name)
    if profile.path != role.path:
        fields["path"] = profile.path
    if (profile.tags, profile.tags_from) != (role.tags, role.tags_from):
        fields["tags"] = dict(profile.tags)
        fields |= {"tags_from": profile.tags_from} if profile.tags_from else {}
    fields |= _beside(role, profile.enabled)
    return fields or True


def _trust(role: FoundRole, known: Known, literal: Literal) -> Iterator[Value]:
    statements = statements_of(role.trust)
    comments = role.trust_comments or ((),) * len(statements)
    words_of_all = trust_words(linked(role.trust, known.links), known.accounts)
    written = zip(statements, words_of_all, comments, strict=True)
    for number, (statement, words, comment) in enumerate(written):
        yield Commented(as_it_is(statement) if number in literal.trust else words, comment)


def _inline(role: FoundRole, known: Known, literal: Literal) -> Iterator[Value]:
    for each in role.inline:
        document = _document(each, known.links, literal=each.name in literal.inline)
        about = {**_named(each.in_aws), **_beside(role, each.enabled)}
        yield Commented({"inline_policy": each.name, **about, **document}, each.comment)


def _document(policy: FoundPolicy, links: Mapping[str, str], *, literal: bool) -> dict[str, Value]:
    document = policy.document
    if not literal:
        document = linked(document, links)
        try:
            words = statement_words(document)
        except UnsaidError:
            words = ()
        if words:
            pairs = zip(words, policy.statement_comments or ((),) * len(words), strict=True)
            statements = tuple(Commented(each, comment) for each, comment in pairs)
            id_ = said_id(document)
            about = {**_version(document, "version"), **({"id": id_} if id_ else {})}
            return {**about, "statements": statements}
    # What stands there as it is has a version; IAM reads one without as one of 2008.
    means = OLD_VERSION if "${" in json.dumps(document) else VERSION
    versioned = {"Version": means, **document} if isinstance(document, Mapping) else document
    return {"document": as_written(versioned)}


def _named(name: FoundName | None) -> dict[str, Value]:
    both = {"name": name.name, "name_prefix": name.prefix} if name else {}
    return {field: text for field, text in both.items() if text is not None}


def _enabled(references: tuple[str, ...]) -> dict[str, Value]:
    match references:
        case ():
            return {}
        case (one,):
            return {"enabled": one}
        case _:
            return {"enabled": references}


def _beside(role: FoundRole, enabled: tuple[str, ...] | None) -> dict[str, Value]:
    """What has to be true for a part of ``role`` to be there, beside what has to be for the role."""
    return _enabled(tuple(each for each in enabled or () if each not in role.enabled))


def _version(document: Json, field: str) -> dict[str, Value]:
    version = document.get("Version") if isinstance(document, Mapping) else VERSION
    # Any other is none of the language: what it means, the proof says.
    return {field: version or "none"} if version is None or version == OLD_VERSION else {}


def _managed(arn: str, known: Known) -> dict[str, Value]:
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


def _duration(seconds: int | str | None) -> str | None:
    if seconds is None or seconds == DEFAULT_SESSION:
        return None
    if isinstance(seconds, str):
        return seconds
    for unit, size in (("h", _HOUR), ("m", _MINUTE)):
        if seconds % size == 0:
            return f"{seconds // size}{unit}"
    return str(seconds)
