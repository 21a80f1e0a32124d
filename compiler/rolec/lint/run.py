"""Running lints: over the documents of a module, over its roles, over JSON of any shape."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from rolec.diagnostics.diagnostic import Diagnostic
from rolec.diagnostics.level import Level
from rolec.discover import discover
from rolec.ir.module import Module
from rolec.lint import policies, roles, shapes
from rolec.lint.facts import Facts
from rolec.lint.json_document import JsonDocument
from rolec.lint.lint import Family, Lint
from rolec.policy.boundaries import boundaries_alone
from rolec.policy.of_document import of_document
from rolec.policy.of_json import of_json
from rolec.policy.policy_text import Kind, PolicyText
from rolec.policy.whole_role import whole_role


def lint_module(module: Module, facts: Facts) -> Iterator[Diagnostic]:
    """What the lints find in the policies and roles of a module."""
    policies = {
        policy.name: of_document(policy.document, Kind.IDENTITY) for policy in module.policies
    }
    limits = boundaries_alone(module)
    for name, policy in policies.items():
        yield from _lint_policy(policy, facts, gives=name not in limits)
    for role in module.roles:
        whole = whole_role(role, policies)
        yield from _lint_policy(whole.trust, facts)
        for inline in whole.inline:
            yield from _lint_policy(inline.policy, facts)
        for family in _role_families():
            yield from family.check(whole, facts)


def lint_guard_rail(policy: PolicyText, facts: Facts) -> Iterator[Diagnostic]:
    """What the lints find in the words of a guard rail; ``policy`` denies what it denies.

    Only in its words: one that says too little or too much is what the author wants.
    """
    from rolec.lint.policies import (
        action,
        arn_form,
        condition_identifier,
        condition_key_name,
        condition_operator,
        condition_type,
        condition_value,
        mismatch,
        resource_arn,
        service_key,
        service_value,
        unlisted_region,
    )

    for lints in (action, resource_arn, arn_form, mismatch, service_key):
        yield from lints.FAMILY.check(policy, facts)
    for lints in (condition_operator, condition_key_name, condition_type):
        yield from lints.FAMILY.check(policy, facts)
    for lints in (condition_value, condition_identifier, service_value, unlisted_region):
        yield from lints.FAMILY.check(policy, facts)


def lint_json(document: JsonDocument, facts: Facts) -> Iterator[Diagnostic]:
    """What the lints find in a policy document that is JSON of any shape."""
    for family in _shape_families():
        yield from family.check(document, facts)
    policy = of_json(document.value, document.kind)
    yield from _lint_policy(policy, facts)
    for family in _role_families():
        if family.alone:
            yield from family.alone(policy, facts)


def form_errors(document: JsonDocument, facts: Facts) -> Iterator[Diagnostic]:
    """What keeps a policy document from saying anything: without, it has a meaning.

    It may be longer than IAM takes, stand where IAM would not take it, and be of the old version of
    the policy language, in which IAM takes no new ones: documents of it are still in force.
    """
    from rolec.lint.policies import condition_operator
    from rolec.lint.shapes import condition, element, principal, statement, version

    old = {version.NO_VERSION_OF_PERMISSIONS.id, version.OLD_VERSION.id}
    for family in (element, version, statement, principal, condition):
        found = _errors(family.FAMILY.check(document, facts))
        yield from (each for each in found if each.code.id not in old)
    policy = of_json(document.value, document.kind)
    yield from _errors(condition_operator.FAMILY.check(policy, facts))


def misplaced(document: JsonDocument, facts: Facts) -> Iterator[Diagnostic]:
    """What IAM refuses in a document of its kind, though it has a meaning elsewhere."""
    from rolec.lint.shapes import misplaced_element

    return _errors(misplaced_element.FAMILY.check(document, facts))


def _errors(found: Iterator[Diagnostic]) -> Iterator[Diagnostic]:
    return (each for each in found if each.level is Level.ERROR)


@cache
def all_lints() -> tuple[Lint, ...]:
    """Every lint, by id."""
    families = (*_policy_families(), *_shape_families(), *_role_families())
    return tuple(sorted((lint for f in families for lint in f.lints), key=lambda lint: lint.id))


def lint_named(name: str) -> Lint | None:
    """The lint that ``name`` is the name or the id of."""
    return _by_name().get(name)


@cache
def _by_name() -> dict[str, Lint]:
    return {name: lint for lint in all_lints() for name in (lint.id, lint.name)}


def _lint_policy(policy: PolicyText, facts: Facts, *, gives: bool = True) -> Iterator[Diagnostic]:
    for family in _policy_families():
        if gives or not family.of_grants:
            yield from family.check(policy, facts)


@cache
def _policy_families() -> tuple[Family[Any], ...]:
    return discover(policies, "FAMILY", Family)


@cache
def _shape_families() -> tuple[Family[Any], ...]:
    return discover(shapes, "FAMILY", Family)


@cache
def _role_families() -> tuple[Family[Any], ...]:
    return discover(roles, "FAMILY", Family)
