"""Marks for roles of a project, in its policies, to what is known of the ARNs and names of these.

A role of whose name a part alone is known is one thing, whether a policy refers to it or has a wildcard for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from rolec.ir.module import Account, Module
from rolec.ir.text import Entity
from rolec.policy.mark import is_marked, mark_of_project, parts
from rolec.policy.role_arn import known_arn, known_role_name
from rolec.semantics.access import Access
from rolec.semantics.statement import Condition, Principal, Statement


def marks_of_roles(modules: Sequence[Module], here: Account) -> Mapping[str, str]:
    """What policies of the account ``here`` have for the roles of ``modules``, and what is known of these."""
    return dict(_marks(modules, here))


def as_known(access: Access, marks: Mapping[str, str]) -> Access:
    """``access`` with what is known of roles in the place of ``marks``."""
    if not marks:
        return access
    return access.rewritten(lambda each: _statement(each, marks))


def known_text(text: str, marks: Mapping[str, str]) -> str:
    """``text`` with what is known of roles in the place of ``marks``."""
    return "".join(marks.get(part, part) if is_mark else part for part, is_mark in parts(text))


def _marks(modules: Sequence[Module], here: Account) -> Iterator[tuple[str, str]]:
    for module in modules:
        account = module.account
        ways = [account.nickname] if account.nickname else []
        for role in module.roles:
            known = {"arn": known_arn(role, account), "name": known_role_name(role)}
            if not is_marked(known["arn"]):
                continue  # policies have its ARN itself
            for attribute, text in known.items():
                if account == here:
                    yield mark_of_project(Entity.ROLE, role.name, attribute), text
                for way in ways:
                    yield mark_of_project(Entity.ROLE, role.name, attribute, way), text


def _statement(statement: Statement, marks: Mapping[str, str]) -> Statement:
    if not _is_marked(statement):
        return statement
    principals, resources = statement.principals, statement.resources
    return replace(
        statement,
        resources=resources
        and resources._replace(items=tuple(known_text(each, marks) for each in resources.items)),
        principals=principals
        and principals._replace(
            items=tuple(Principal(e.type, known_text(e.value, marks)) for e in principals.items)
        ),
        conditions=tuple(
            Condition(e.operator, e.key, tuple(known_text(v, marks) for v in e.values))
            for e in statement.conditions
        ),
    )


def _is_marked(statement: Statement) -> bool:
    texts = [
        *(statement.resources.items if statement.resources else ()),
        *(each.value for each in (statement.principals.items if statement.principals else ())),
        *(value for each in statement.conditions for value in each.values),
    ]
    return any(map(is_marked, texts))
