"""What has the name of something that was found before: there is one of a name in an account."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from rolec.adopt.found import FoundPolicy, FoundProvider, FoundRole

_SAME_POLICY = "another policy of this name was adopted from elsewhere"
_SAME_PROVIDER = "an identity provider of this name was adopted from elsewhere"


def once(roles: list[FoundRole]) -> tuple[list[FoundRole], dict[str, FoundRole]]:
    """Roles that are there a second time, and the others by account and name."""
    found: dict[str, FoundRole] = {}
    doubles: list[FoundRole] = []
    for role in roles:
        key = f"{role.account or ''}/{role.name.casefold()}"
        if found.setdefault(key, role) is not role:
            doubles.append(role)
    return doubles, found


def unlike_one_before(policies: Mapping[str, FoundPolicy]) -> Iterator[tuple[str, str]]:
    """Managed policies with the name of one before that says something else, and why they are left out."""
    first: dict[str, FoundPolicy] = {}
    for arn, each in policies.items():
        before = first.setdefault(each.name.casefold(), each)
        if _said(before) != _said(each):
            yield arn, _SAME_POLICY


def _said(policy: FoundPolicy) -> tuple[object, ...]:
    """All that a spec says of a managed policy but its name."""
    of_it = (policy.document, policy.path, policy.description, policy.tags, policy.tags_from)
    return (*of_it, policy.in_aws, frozenset(policy.enabled))


def of_one_name(providers: Iterable[FoundProvider]) -> Iterator[tuple[str, str]]:
    """Identity providers with the name of one before, and why they are left out."""
    names: set[str] = set()
    for each in providers:
        name = each.name.casefold()
        if name in names:
            yield each.arn, _SAME_PROVIDER
        names.add(name)
