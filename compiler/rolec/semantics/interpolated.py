"""Accesses with values for what only Terraform knows, put in as Terraform does it: as text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from rolec.policy.mark import as_key, interpolated, is_mark
from rolec.semantics.access import Access
from rolec.semantics.request import Request, Values
from rolec.semantics.statement import Condition, Principal, Statement, Strings


def with_given(access: Access, request: Request) -> Access:
    """``access`` with the values of references that ``request`` gives, if there are any."""
    given = {key: values for key, values in request.context.items() if values and is_mark(key)}
    return with_values(access, given) if given else access


def with_values(access: Access, given: Mapping[str, Values]) -> Access:
    """``access`` with the values of references, by their keys (``policy.mark.as_key``)."""
    return access.rewritten(lambda each: _statement(each, given))


def _statement(statement: Statement, given: Mapping[str, Values]) -> Statement:
    resources, principals = statement.resources, statement.principals
    return replace(
        statement,
        resources=resources and Strings(_texts(resources.items, given), resources.inverted),
        principals=principals
        and principals._replace(
            items=tuple(
                Principal(each.type, value)
                for each in principals.items
                for value in interpolated(each.value, given)
            )
        ),
        conditions=tuple(_condition(each, given) for each in statement.conditions),
    )


def _condition(condition: Condition, given: Mapping[str, Values]) -> Condition:
    # A key that is a mark is that of the value itself: what has to be true for there to be a policy.
    keys = (condition.key,) if is_mark(condition.key) else interpolated(condition.key, given)
    return condition._replace(key=as_key(keys[0]), values=_texts(condition.values, given))


def _texts(texts: tuple[str, ...], given: Mapping[str, Values]) -> tuple[str, ...]:
    return tuple(found for text in texts for found in interpolated(text, given))
