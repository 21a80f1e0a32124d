"""Finds conditions on what nobody has who comes with a token or an assertion.

`sts:AssumeRoleWithWebIdentity` and `sts:AssumeRoleWithSAML` are called without credentials of AWS: the request is
not signed, and nothing is known of the caller but what the provider vouches for.
"""

from __future__ import annotations

from collections.abc import Iterator

from rolec.catalog.trust_action import WITH_SAML, WITH_WEB_IDENTITY
from rolec.diagnostics.diagnostic import Diagnostic
from rolec.diagnostics.level import Level
from rolec.ir.glob import matches
from rolec.lint.example import policy
from rolec.lint.facts import Facts
from rolec.lint.known_action import listed
from rolec.lint.lint import Family, Lint
from rolec.lint.met import holds_without_key, needs_key
from rolec.policy.policy_text import ConditionText, Kind, PolicyText, StatementText


def _of_directory(effect: str, condition: str) -> str:
    return (
        f'{{"Effect": "{effect}",'
        ' "Principal": {"Federated": "arn:aws:iam::111122223333:saml-provider/Directory"},'
        f' "Action": "sts:AssumeRoleWithSAML", "Condition": {{{condition}}}}}'
    )


def _trust(condition: str) -> str:
    return policy(_of_directory("Allow", condition))


_AUDIENCE = '"StringEquals": {"saml:aud": "https://signin.aws.amazon.com/saml"}'


def _and_deny(condition: str) -> str:
    return policy(_of_directory("Allow", _AUDIENCE), _of_directory("Deny", condition))


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

DENIES_NOBODY = Lint(
    id="L0648",
    name="deny-that-no-federated-caller-meets",
    level=Level.SECURITY_WARNING,
    explain="""
Who assumes a role with a token or an assertion calls without credentials of AWS. A deny that needs what such
a request never says, as `Bool` does of MFA, denies nobody, and what it was written against gets in.
""",
    bad=_and_deny('"Bool": {"aws:MultiFactorAuthPresent": "false"}'),
    good=_and_deny('"StringNotEquals": {"saml:iss": "https://idp.example.com"}'),
)

DENIES_EVERYBODY = Lint(
    id="L0649",
    name="deny-that-every-federated-caller-meets",
    level=Level.ERROR,
    explain="""
Who assumes a role with a token or an assertion calls without credentials of AWS, so that the request says
nothing of MFA, of an organization, or of a user or a role. A deny that holds where nothing is said, as with
`BoolIfExists`, denies all of them: nobody who comes from an identity provider can assume the role.
""",
    bad=_and_deny('"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}'),
    good=_and_deny('"StringNotEquals": {"saml:iss": "https://idp.example.com"}'),
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
        unsaid = [each for each in statement.conditions if _is_unsaid(each)]
        if unsaid and statement.allows and _is_for_federated_alone(statement):
            for condition in unsaid:
                yield from _judged(condition)
        elif unsaid and statement.denies:
            yield from _of_deny(statement, unsaid, document)


def _is_unsaid(condition: ConditionText) -> bool:
    return condition.key.text.lower() in _OF_SIGNED_REQUESTS


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


def _of_deny(
    statement: StatementText, unsaid: list[ConditionText], document: PolicyText
) -> Iterator[Diagnostic]:
    first = unsaid[0]
    alone = _is_for_federated_alone(statement)
    if alone and (unmet := next(filter(needs_key, unsaid), None)):
        yield DENIES_NOBODY.at(
            unmet.key.span,
            f"this denies nobody: who comes from an identity provider has no `{unmet.key.text}`",
            help=_instead_of_deny(unmet.key.text),
        )
    elif (
        len(unsaid) == len(statement.conditions)
        and all(map(holds_without_key, unsaid))
        and (alone or _is_for_everybody(statement))
        and _denies_one_of(statement, _let_in(document))
    ):
        yield DENIES_EVERYBODY.at(
            first.operator.span,
            f"`{first.operator.text}` denies everybody who comes from an identity provider:"
            f" none of them has `{first.key.text}`",
            help=_instead_of_deny(first.key.text)
            if alone
            else "deny `sts:AssumeRole` alone, which they do not use",
        )


def _is_for_everybody(statement: StatementText) -> bool:
    return not statement.not_principal and any(
        each.type == "AWS" and each.value.text == "*" and each.value.exact
        for each in statement.principals
    )


def _let_in(document: PolicyText) -> list[str]:
    """The actions with which somebody from an identity provider may assume the role."""
    allows = [
        each
        for each in document.statements
        if each.allows and any(who.type == "Federated" for who in each.principals)
    ]
    return [
        action
        for action in (WITH_SAML, WITH_WEB_IDENTITY)
        if any(_names(a, action) for a in allows)
    ]


def _denies_one_of(statement: StatementText, actions: list[str]) -> bool:
    return any(_names(statement, action) for action in actions)


def _names(statement: StatementText, action: str) -> bool:
    words = listed(statement)
    return any(word.exact and matches(word.text.lower(), action.lower()) for word in words)


def _instead_of_deny(key: str) -> str:
    if key.lower().startswith(_MFA):
        return "delete the statement, and require MFA at the identity provider"
    return (
        "compare what the provider says of the caller, such as `saml:iss` or a claim of the token"
    )


def _instead(key: str) -> str:
    if key.lower().startswith(_MFA):
        return "delete the condition, and require MFA at the identity provider"
    return "compare what the provider says of the caller, or trust accounts in a statement of their own"


FAMILY = Family((NEVER_MET, ALWAYS_MET, DENIES_NOBODY, DENIES_EVERYBODY), _check)
