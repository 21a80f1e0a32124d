"""Finds conditions on what nobody has who comes with a token or an assertion.

`sts:AssumeRoleWithWebIdentity` and `sts:AssumeRoleWithSAML` are called without credentials of AWS: the request is
not signed, and nothing is known of the caller but what the provider vouches for.
"""

from __future__ import annotations

from collections.abc import Iterator

from rolec.diagnostics.diagnostic import Diagnostic
from rolec.diagnostics.level import Level
from rolec.lint.example import policy
from rolec.lint.facts import Facts
from rolec.lint.lint import Family, Lint
from rolec.lint.met import holds_without_key, needs_key
from rolec.policy.policy_text import ConditionText, Kind, PolicyText, StatementText


def _trust(condition: str) -> str:
    return policy(
        '{"Effect": "Allow",'
        ' "Principal": {"Federated": "arn:aws:iam::111122223333:saml-provider/Directory"},'
        f' "Action": "sts:AssumeRoleWithSAML", "Condition": {{{condition}}}}}'
    )


_AUDIENCE = '"StringEquals": {"saml:aud": "https://signin.aws.amazon.com/saml"}'

NEVER_MET = Lint(
    id="L0634",
    name="key-that-no-federated-caller-has",
    level=Level.ERROR,
    explain="""
Who assumes a role with a token or an assertion calls without credentials of AWS: without MFA of IAM,
outside of any organization, and not as a user or a role. A condition that needs one of them is never met,
and nobody can assume the role. What the provider says of the caller stands in its own keys, such as
`saml:aud` and `HOST:sub`.
""",
    bad=_trust('"Bool": {"aws:MultiFactorAuthPresent": "true"}'),
    good=_trust(_AUDIENCE),
)

ALWAYS_MET = Lint(
    id="L0635",
    name="condition-that-any-federated-caller-meets",
    level=Level.SECURITY_WARNING,
    explain="""
Who assumes a role with a token or an assertion calls without credentials of AWS, so that the request says
nothing of MFA, of an organization, or of a user or a role. A condition that holds where nothing is said, as
with `IfExists`, holds for everybody: it looks like a limit and is none.
""",
    bad=_trust(f'{_AUDIENCE}, "BoolIfExists": {{"aws:MultiFactorAuthPresent": "true"}}'),
    good=_trust(_AUDIENCE),
)

_OF_SIGNED_REQUESTS = frozenset(
    {
        "aws:multifactorauthage",
        "aws:multifactorauthpresent",
        "aws:principalarn",
        "aws:principalorgid",
        "aws:principalorgpaths",
        "aws:username",
    }
)
"""Keys, in lower case, that a request without credentials does not have.

Source: the IAM User Guide, "AWS global condition context keys", on the availability of each; the API reference
of STS on the two actions, which need no credentials. `aws:PrincipalAccount` and `aws:userid` are in requests of
anybody, and tags of a principal may be of the session that is asked for: what they hold here is not told.
"""

_MFA = "aws:multifactorauth"


def _check(document: PolicyText, _: Facts) -> Iterator[Diagnostic]:
    if document.kind is not Kind.TRUST:
        return
    for statement in document.statements:
        if statement.allows and _is_for_federated_alone(statement):
            for condition in statement.conditions:
                if condition.key.text.lower() in _OF_SIGNED_REQUESTS:
                    yield from _judged(condition)


def _is_for_federated_alone(statement: StatementText) -> bool:
    principals = statement.principals
    return bool(principals) and all(each.type == "Federated" for each in principals)


def _judged(condition: ConditionText) -> Iterator[Diagnostic]:
    key = condition.key
    if needs_key(condition):
        yield NEVER_MET.at(
            key.span,
            f"nobody who comes from an identity provider has what `{key.text}` compares",
            help=_instead(key.text),
        )
    elif holds_without_key(condition):
        yield ALWAYS_MET.at(
            condition.operator.span,
            f"`{condition.operator.text}` lets in everybody here: nobody who comes from an"
            f" identity provider has `{key.text}`",
            help=_instead(key.text),
        )


def _instead(key: str) -> str:
    if key.lower().startswith(_MFA):
        return "delete the condition, and require MFA at the identity provider"
    return "compare what the provider says of the caller, or trust accounts in a statement of their own"


FAMILY = Family((NEVER_MET, ALWAYS_MET), _check)
