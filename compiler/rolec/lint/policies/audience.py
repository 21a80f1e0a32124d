"""Finds qualifiers for sets on the audience of a token, which is one value.

`ForAnyValue` and `ForAllValues` are made for keys that hold several values. On a key that holds one they
change what happens where it holds none.
"""

from __future__ import annotations

from collections.abc import Iterator

from rolec.diagnostics.diagnostic import Diagnostic
from rolec.diagnostics.level import Level
from rolec.lint.example import policy
from rolec.lint.facts import Facts
from rolec.lint.lint import Family, Lint
from rolec.policy.policy_text import Kind, PolicyText


def _trust(operator: str) -> str:
    return policy(
        '{"Effect": "Allow", "Principal": {"Federated": "cognito-identity.amazonaws.com"},'
        ' "Action": "sts:AssumeRoleWithWebIdentity",'
        f' "Condition": {{"{operator}": {{"cognito-identity.amazonaws.com:aud": "eu-west-1:pool"}}}}}}'
    )


FOR_ANY_VALUE = Lint(
    id="L0624",
    name="any-value-of-audience",
    level=Level.SECURITY_WARNING,
    access_analyzer="FORANYVALUE_WITH_AUDIENCE_CLAIM_TYPE",
    explain="""
The audience that IAM compares is one value. `ForAnyValue` is for keys with several, and lets in more than
is meant where the operator is negated.
""",
    bad=_trust("ForAnyValue:StringEquals"),
    good=_trust("StringEquals"),
)

QUALIFIED = Lint(
    id="L0625",
    name="audience-as-set",
    level=Level.SUGGESTION,
    access_analyzer="CONFIRM_AUDIENCE_CLAIM_TYPE",
    explain="""
The audience that IAM compares is one value. `ForAllValues` is for keys with several, and is met by tokens
that have none.
""",
    bad=_trust("ForAllValues:StringEquals"),
    good=_trust("StringEquals"),
)

_LINTS = {"ForAnyValue": FOR_ANY_VALUE, "ForAllValues": QUALIFIED}


def _check(document: PolicyText, _: Facts) -> Iterator[Diagnostic]:
    if document.kind is not Kind.TRUST:
        return
    for statement in document.statements:
        for condition in statement.conditions:
            operator = condition.parsed
            if operator and operator.qualifier and condition.key.text.lower().endswith(":aud"):
                yield _LINTS[operator.qualifier].at(
                    condition.operator.span,
                    f"`{condition.key.text}` is one value, and no set",
                    help=f"delete `{operator.qualifier}:`",
                )


FAMILY = Family((FOR_ANY_VALUE, QUALIFIED), _check)
