"""Finds denies by address that also deny what services of AWS do for the caller.

CloudFormation, Athena and others call further services with the permissions of who called them, from addresses of
their own.
"""

from __future__ import annotations

from collections.abc import Iterator

from rolec.diagnostics.diagnostic import Diagnostic
from rolec.diagnostics.level import Level
from rolec.ir.operator import Family as Operators
from rolec.lint.example import policy
from rolec.lint.facts import Facts
from rolec.lint.lint import Family, Lint
from rolec.lint.met import conditions_on
from rolec.policy.policy_text import ConditionText, Kind, PolicyText, StatementText


def _deny(more: str = "") -> str:
    return policy(
        '{"Effect": "Deny", "Action": "*", "Resource": "*",'
        f' "Condition": {{"NotIpAddress": {{"aws:SourceIp": "203.0.113.0/24"}}{more}}}}}'
    )


FORWARDED = Lint(
    id="L0344",
    name="deny-of-forwarded-calls",
    level=Level.SUGGESTION,
    explain="""
A service that goes on with the permissions of its caller, as CloudFormation does, calls from an
address of its own, which is none of those that are named: the deny is for that too.
`aws:ViaAWSService` is true of such calls. Source: the IAM User Guide, "AWS: Denies access to AWS
based on the source IP".
""",
    bad=_deny(),
    good=_deny(', "Bool": {"aws:ViaAWSService": "false"}'),
)

_ADDRESS = "aws:sourceip"
_OF_SERVICES = ("aws:viaawsservice", "aws:calledvia", "aws:calledviafirst", "aws:calledvialast")


def _check(document: PolicyText, _: Facts) -> Iterator[Diagnostic]:
    if document.kind is not Kind.IDENTITY:
        return
    for statement in document.statements:
        condition = _by_address(statement) if statement.denies else None
        if condition and not any(conditions_on(statement, *_OF_SERVICES)):
            yield FORWARDED.at(
                condition.operator.span,
                "this also denies what services of AWS do for who calls them",
                help='add `"Bool": {"aws:ViaAWSService": "false"}` where they may',
            )


def _by_address(statement: StatementText) -> ConditionText | None:
    """The condition that a request comes from none of some addresses."""
    for condition in conditions_on(statement, _ADDRESS):
        operator = condition.parsed
        if operator and operator.family is Operators.IP_ADDRESS and operator.negated:
            return condition
    return None


FAMILY = Family((FORWARDED,), _check)
