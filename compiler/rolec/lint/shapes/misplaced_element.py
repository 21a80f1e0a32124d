"""Finds principals where a policy is attached to one, and resources where it is attached to a role.

A trust policy says who may assume the role it belongs to; all other policies of a role say what the
role may do. Each has one element that the other cannot have.
"""

from __future__ import annotations

from collections.abc import Iterator

from rolec.diagnostics.diagnostic import Diagnostic
from rolec.diagnostics.level import Level
from rolec.lint.example import policy
from rolec.lint.facts import Facts
from rolec.lint.json_document import JsonDocument
from rolec.lint.lint import Family, Lint
from rolec.policy.of_json import element, entries, items
from rolec.policy.policy_text import Kind
from rolec.read.value import Template, Value

_TRUST = policy(
    '{"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole"}'
)

UNSUPPORTED_PRINCIPAL = Lint(
    id="L0516",
    name="principal-in-identity-policy",
    level=Level.ERROR,
    access_analyzer="UNSUPPORTED_PRINCIPAL",
    explain="""
The principal of an identity policy is whoever it is attached to, so that IAM refuses `Principal` and
`NotPrincipal` there. Who may assume a role is said in its trust policy.
""",
    bad=policy('{"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "*"}'),
    good=policy('{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}'),
    kind=Kind.IDENTITY,
)

NOT_PRINCIPAL = Lint(
    id="L0517",
    name="not-principal-in-trust",
    level=Level.ERROR,
    access_analyzer="ROLE_TRUST_POLICY_SYNTAX_ERROR_NOTPRINCIPAL",
    explain="""
A trust policy names whom it trusts; IAM refuses `NotPrincipal` there. To keep somebody out, deny
with a condition on `aws:PrincipalArn`.
""",
    bad=_TRUST.replace('"Principal"', '"NotPrincipal"'),
    good=_TRUST,
)

RESOURCE = Lint(
    id="L0518",
    name="resource-in-trust",
    level=Level.ERROR,
    access_analyzer="ROLE_TRUST_POLICY_SYNTAX_ERROR_RESOURCE",
    explain="""
The resource of a trust policy is the role that has it, so that IAM refuses `Resource` and
`NotResource` there.
""",
    bad=_TRUST.replace('"sts:AssumeRole"', '"sts:AssumeRole", "Resource": "*"'),
    good=_TRUST,
)


CANONICAL_USER = Lint(
    id="L0522",
    name="canonical-user-in-trust",
    level=Level.ERROR,
    explain="""
The canonical id of an account, `CanonicalUser`, is a principal of the policies of S3 buckets alone. A trust
policy names an account by its id, under `AWS`.
""",
    bad=_TRUST.replace(
        '"AWS": "111122223333"', '"CanonicalUser": "79a59df900b949e55d96a1e698fbac"'
    ),
    good=_TRUST,
    kind=Kind.TRUST,
)


def _check(document: JsonDocument, _: Facts) -> Iterator[Diagnostic]:
    for statement in items(element(document.value, "Statement")):
        if document.kind is Kind.TRUST:
            yield from _canonical_users(element(statement, "Principal"))
        for key, _value in entries(statement):
            name = key.text
            if document.kind is Kind.IDENTITY and name in {"Principal", "NotPrincipal"}:
                yield UNSUPPORTED_PRINCIPAL.at(
                    key.span,
                    f"an identity policy has no `{name}`",
                    help="delete it; who may assume a role stands in its trust policy",
                )
            elif document.kind is Kind.TRUST and name == "NotPrincipal":
                yield NOT_PRINCIPAL.at(
                    key.span,
                    "a trust policy has no `NotPrincipal`",
                    help="name in `Principal` who is meant",
                )
            elif document.kind is Kind.TRUST and name in {"Resource", "NotResource"}:
                yield RESOURCE.at(
                    key.span,
                    f"a trust policy has no `{name}`",
                    help="this is the policy of a resource, such as a bucket: rolec checks those of roles"
                    if _acts_elsewhere(statement)
                    else "delete it: the role itself is meant",
                )


def _acts_elsewhere(statement: Value) -> bool:
    """Whether all actions of ``statement`` are of other services than the one that gives sessions."""
    actions = items(element(statement, "Action"))
    names = [
        each.literal.lower() for each in actions if isinstance(each, Template) and each.literal
    ]
    return bool(names) and not any(name.startswith(("sts:", "*")) for name in names)


def _canonical_users(principal: Value | None) -> Iterator[Diagnostic]:
    for key, _ in entries(principal):
        if key.text == "CanonicalUser":
            yield CANONICAL_USER.at(
                key.span,
                "a trust policy has no `CanonicalUser`",
                help="name the account by its id, under `AWS`",
            )


FAMILY = Family((UNSUPPORTED_PRINCIPAL, NOT_PRINCIPAL, RESOURCE, CANONICAL_USER), _check)
