"""Texts of a source in which `${...}` is what it says, and would be a reference in a spec."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from rolec.adopt.found import Found, FoundPolicy, FoundProvider, FoundRole, Json
from rolec.ir.substitution import Form, substitutions

_READ = frozenset({Form.REFERENCE, Form.LINK, Form.OWN})


def told(written: str) -> str:
    """Why a text cannot be said in a spec in which ``written`` stands."""
    return f"`{written}` is a text in the source, and would be a reference in a spec"


def literal_in(text: str, forms: Iterable[Form] = _READ) -> str | None:
    """The first `${...}` of ``text`` that a spec would read as one of ``forms``."""
    found = substitutions(text) if "${" in text else ()
    return next((text[each.start : each.end] for each in found if each.form in forms), None)


def without_literals(found: Found) -> Found:
    """What a source without references has, but for roles, policies and identity providers with such texts."""
    others: tuple[FoundPolicy | FoundProvider, ...] = (*found.policies, *found.providers)
    reasons = {
        each.arn: reason
        for each in others
        if each.arn is not None and (reason := _reason(_texts_of(each)))
    }
    roles = tuple(_role(each, reasons) for each in found.roles)
    refused = {role.name: role.refused for role in roles if role.refused}
    return replace(
        found,
        roles=roles,
        policies=tuple(each for each in found.policies if each.arn not in reasons),
        providers=tuple(each for each in found.providers if each.arn not in reasons),
        blocks=tuple(
            replace(
                each,
                reason=each.reason
                or refused.get(each.role or "")
                or reasons.get(each.policy or each.provider or ""),
            )
            for each in found.blocks
        ),
    )


def _role(role: FoundRole, reasons: Mapping[str, str]) -> FoundRole:
    """``role``, refused where it has such a text, or a policy that has and is known by its address alone."""
    had = (arn for arn in (*role.attached, role.boundary or "") if not arn.startswith("arn:"))
    lost = (f"its policy `{arn}` is left out: {reasons[arn]}" for arn in had if arn in reasons)
    reason = role.refused or _reason(_texts_of(role)) or next(lost, None)
    return replace(role, refused=reason) if reason else role


def _reason(texts: Iterable[str]) -> str | None:
    found = (written for each in texts if (written := literal_in(each)))
    return next(map(told, found), None)


def _texts_of(made: FoundRole | FoundPolicy | FoundProvider) -> Iterator[str]:
    """The texts that come from the source and are no names of blocks in it."""
    match made:
        case FoundRole():
            yield from _texts([made.trust, made.path, made.description, {**made.tags}])
            yield from _texts([made.boundary, *made.attached])
            for policy in made.inline:
                yield from _texts([policy.document])
            for profile in made.instance_profiles:
                yield from _texts([profile.path, {**profile.tags}])
        case FoundPolicy():
            yield from _texts([made.document, made.path, made.description, {**made.tags}])
        case FoundProvider():
            yield from _texts([made.url, *made.client_ids, made.metadata, {**made.tags}])


def _texts(value: Json) -> Iterator[str]:
    match value:
        case str():
            yield value
        case list():
            for each in value:
                yield from _texts(each)
        case Mapping():
            for key, each in value.items():
                yield from _texts([key, each])
        case _:
            pass
