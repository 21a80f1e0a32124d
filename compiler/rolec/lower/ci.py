"""Jobs of CI systems, each a row of data: who they are is in the subject of their token."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import product
from typing import NamedTuple

from rolec.catalog.ci_system import CiSystem
from rolec.ir.document import Condition
from rolec.ir.text import Text
from rolec.lower import codes, trust_codes
from rolec.lower.context import Context
from rolec.lower.cursor import Cursor
from rolec.lower.identity_provider import OidcProvider, oidc_provider_at, provider_of_host
from rolec.lower.oidc import (
    audience_conditions,
    claim_condition,
    claims_conditions,
    web_identity,
)
from rolec.lower.trust_kind import Grant, TrustKind

_IN_BRACES = re.compile(r"\{([0-9a-f-]{36})\}", re.ASCII)


def ci_kind(system: CiSystem) -> TrustKind:
    """The kind of trust that a row describes."""
    return TrustKind(name=system.key, lower=lambda entry, context: _lower(system, entry, context))


def provider_of(entry: Cursor, host: str, at: Cursor, context: Context) -> OidcProvider | None:
    """The provider that ``entry`` names, or the one of the system's usual ``host``."""
    if "provider" in entry:
        return oidc_provider_at(entry.field("provider"), entry.get("issuer"), context)
    return provider_of_host(host, at.span, context)


def any_job(entry: Cursor, alternatives: tuple[str, ...], context: Context) -> bool | None:
    """Whether ``entry`` trusts every job; None after an error, when it does not say which."""
    everything = entry.get("any_job")
    wanted = everything is not None and everything.boolean
    named = [field for field in (*alternatives, "subjects") if _says(entry, field)]
    names = ", ".join(f"`{field}`" for field in alternatives)
    if wanted and named:
        context.error(
            trust_codes.JOBS,
            f"`any_job` trusts every job, so `{named[0]}` narrows nothing",
            entry.key_span("any_job"),
            help=f"delete `any_job` or `{named[0]}`",
        )
        return None
    if not wanted and not named:
        context.error(
            trust_codes.JOBS,
            "the entry does not say which jobs it trusts",
            entry.opening_span,
            help=f"add {names}, or `any_job: true`",
        )
        return None
    return wanted


def _says(entry: Cursor, field: str) -> bool:
    at = entry.get(field)
    return at is not None and not (at.is_scalar and at.string == "false")


class _Jobs(NamedTuple):
    """The parts of each value, and the templates of the subject, each with its item."""

    parts: list[dict[str, str]]
    templates: tuple[tuple[str, Cursor | None], ...]


def _lower(system: CiSystem, entry: Cursor, context: Context) -> Grant | None:
    values = entry.get_many(system.key)
    parts = [_parts(system, at) for at in values]
    host = _one(system.issuer, system, entry, parts, context)
    templates = _templates(system, entry, context)
    provider = provider_of(entry, host, values[0], context) if host else None
    if provider is None or templates is None:
        return None
    known = [{**each, "issuer": provider.issuer.written, **_ids(entry)} for each in parts]
    usual = _one(system.audience, system, entry, known, context)
    return web_identity(
        entry,
        provider,
        (
            *audience_conditions(entry, provider, context, usual),
            *_subject(system, entry, _Jobs(parts, templates), provider, context),
            *_claims(system, entry, provider, context),
        ),
    )


def _ids(entry: Cursor) -> dict[str, str]:
    """What the usual audience of Bitbucket has beside the name of the workspace."""
    at = entry.get("workspace_id")
    return {"workspace_id": _bare_uuid(at.string)} if at else {}


def _parts(system: CiSystem, at: Cursor) -> dict[str, str]:
    """The parts of a value; the last takes what is left."""
    texts = at.string.split("/", len(system.parts) - 1)
    return {n: _bare_uuid(v) for n, v in zip(system.parts, texts, strict=True)}


def _bare_uuid(string: str) -> str:
    """``string``, or the UUID that it holds in braces, as Bitbucket shows it."""
    match = _IN_BRACES.fullmatch(string)
    return match[1] if match else string


def _one(
    template: str,
    system: CiSystem,
    entry: Cursor,
    parts: list[dict[str, str]],
    context: Context,
) -> str | None:
    """What ``template`` is, which must be one thing for all values of the entry."""
    found = {template.format_map(each) for each in parts}
    if len(found) == 1:
        return found.pop()
    context.error(
        codes.VALUE_NOT_VALID,
        f"the values are of {len(found)} identity providers",
        entry.field(system.key).span,
        help=f"write one entry for each {system.parts[0]}",
    )
    return None


def _templates(
    system: CiSystem, entry: Cursor, context: Context
) -> tuple[tuple[str, Cursor | None], ...] | None:
    """The templates of the subject that the fields of ``entry`` choose, each with its item."""
    alternatives = tuple(system.subjects)
    if not alternatives:
        return () if "subjects" in entry else ((system.everything, None),)
    everything = any_job(entry, alternatives, context)
    if everything is None:
        return None
    if everything:
        return ((system.everything, None),)
    return tuple(
        (template, at)
        for field, template in system.subjects.items()
        for at in entry.get_many(field)
    )


def _subject(
    system: CiSystem, entry: Cursor, jobs: _Jobs, provider: OidcProvider, context: Context
) -> tuple[Condition, ...]:
    found: list[Text] = [context.item(at) for at in entry.get_many("subjects")]
    narrowing = _narrowing(system, entry, jobs, context)
    for (template, at), each, narrow in product(jobs.templates, jobs.parts, narrowing):
        item = _bare_uuid(at.string) if at else ""
        span = at.span if at else entry.field(system.key).span
        subject = template.format_map({**each, **narrow, "item": item})
        found.append(context.text_of(subject, span))
    key = entry.key_span(system.key)
    return (claim_condition(provider, "sub", tuple(found), key),)


def _narrowing(
    system: CiSystem, entry: Cursor, jobs: _Jobs, context: Context
) -> list[Mapping[str, str]]:
    """Every combination of the fields that narrow a subject."""
    choices: list[list[tuple[str, str]]] = []
    for field, (name, default) in system.narrowing.items():
        given = [(name, at.string) for at in entry.get_many(field)]
        needed = any(f"{{{name}}}" in template for template, _ in jobs.templates)
        if not given and default is None and needed:
            context.error(
                trust_codes.JOBS,
                f"the subject of a branch has the {field} too",
                entry.key_span(system.key),
                help=f"add `{field}:`, such as `{field}: github.com/acme/web`",
            )
        choices.append(given or [(name, default or "")])
    return [dict(choice) for choice in product(*choices)]


def _claims(
    system: CiSystem, entry: Cursor, provider: OidcProvider, context: Context
) -> tuple[Condition, ...]:
    own = tuple(
        claim_condition(
            provider,
            claim,
            tuple(context.text(at) for at in entry.get_many(field)),
            entry.key_span(field),
        )
        for field, claim in system.claims.items()
        if field in entry
    )
    return (*own, *claims_conditions(entry, provider, context))
