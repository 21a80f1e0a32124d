"""Finds principals that IAM refuses, that mean everybody, or that are the id of what is gone.

Who may assume a role is the first question about it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from rolec.diagnostics.diagnostic import Diagnostic
from rolec.diagnostics.level import Level
from rolec.ir.operator import Family as Operators
from rolec.ir.principal_form import AWS_PRINCIPAL
from rolec.lint.example import policy
from rolec.lint.facts import Facts
from rolec.lint.lint import Family, Lint
from rolec.lint.met import conditions_on, names_one
from rolec.policy.policy_text import (
    Kind,
    PolicyText,
    PrincipalText,
    StatementText,
)
from rolec.source.span import Span


def _trust(principal: str, action: str = "sts:AssumeRole") -> str:
    return policy(f'{{"Effect": "Allow", "Principal": {principal}, "Action": "{action}"}}')


_ROLE = _trust('{"AWS": "arn:aws:iam::111122223333:role/deploy"}')

WILDCARD = Lint(
    id="L0601",
    name="wildcard-in-principal",
    level=Level.ERROR,
    access_analyzer="UNSUPPORTED_WILDCARD_IN_PRINCIPAL",
    explain="""
IAM reads no wildcards in a principal: it would look for a role that is called `ci-*`, and refuses the
policy because there is none. To trust several, name their account and compare `aws:PrincipalArn` by
ArnLike.
""",
    bad=_ROLE.replace("role/deploy", "role/deploy-*"),
    good=_ROLE,
)

EVERYONE = Lint(
    id="L0602",
    name="anyone-in-trust",
    level=Level.ERROR,
    access_analyzer="ROLE_TRUST_POLICY_UNSUPPORTED_WILDCARD_IN_PRINCIPAL",
    explain="""
The principal `*` is everybody who has an AWS account. Only a condition that names an organization,
`aws:PrincipalOrgID` or the paths of `aws:PrincipalOrgPaths`, or an account, `aws:PrincipalAccount` or
`aws:PrincipalArn` with an account in each ARN, makes it somebody.
""",
    bad=_trust('{"AWS": "*"}'),
    good=_trust('{"AWS": "111122223333"}'),
)

SERVICE_FORM = Lint(
    id="L0603",
    name="service-name-in-wrong-form",
    level=Level.ERROR,
    access_analyzer="INVALID_SERVICE_PRINCIPAL_FORMAT",
    explain="""
The principal of an AWS service is its name and `.amazonaws.com`, in lower case. `kms:ViaService` has
the region between the two, `s3.eu-west-1.amazonaws.com`; `aws:CalledVia` has none.
""",
    bad=_trust('{"Service": "ec2.aws.com"}'),
    good=_trust('{"Service": "ec2.amazonaws.com"}'),
)

ROLE_ID = Lint(
    id="L0604",
    name="role-id-as-principal",
    level=Level.WARNING,
    access_analyzer="INVALID_ROLE_REFERENCE",
    explain="""
IAM stores a role that is trusted by its id, AROA..., and shows its ARN. Where the id shows, the role
has been deleted, or the policy is a copy of one whose role was. A new role of the same name does not
get in.
""",
    bad=_trust('{"AWS": "AROAEXAMPLEID12345678"}'),
    good=_ROLE,
)

USER_ID = Lint(
    id="L0605",
    name="user-id-as-principal",
    level=Level.WARNING,
    access_analyzer="INVALID_USER_REFERENCE",
    explain="""
IAM stores a user who is trusted by an id, AIDA..., and shows the ARN. Where the id shows, the user has
been deleted, or the policy is a copy of one whose user was. A new user of the same name does not get
in.
""",
    bad=_trust('{"AWS": "AIDAEXAMPLEID12345678"}'),
    good=_trust('{"AWS": "arn:aws:iam::111122223333:user/alice"}'),
)

FEDERATED_FORM = Lint(
    id="L0606",
    name="federated-principal-in-wrong-form",
    level=Level.ERROR,
    access_analyzer="INVALID_FEDERATED_PRINCIPAL_SYNTAX_IN_ROLE_TRUST_POLICY",
    explain="""
A federated principal is the ARN of an OpenID Connect or SAML provider of the account, or the domain
of one that is built into IAM, such as `cognito-identity.amazonaws.com`. It is never a URL.
""",
    bad=_trust('{"Federated": "https://accounts.google.com"}', "sts:AssumeRoleWithWebIdentity"),
    good=_trust('{"Federated": "accounts.google.com"}', "sts:AssumeRoleWithWebIdentity"),
)

AWS_FORM = Lint(
    id="L0646",
    name="aws-principal-in-wrong-form",
    level=Level.ERROR,
    access_analyzer=None,
    explain="""
Under `AWS` stands an account, as twelve digits or as the ARN of its root, or the ARN of a role, of a
user or of a session. A group is no principal. IAM refuses the policy with `Invalid principal in policy`.
""",
    bad=_trust('{"AWS": "arn:aws:iam::111122223333:group/ops"}'),
    good=_trust('{"AWS": "arn:aws:iam::111122223333:user/ops"}'),
)

_SUFFIX = r"\.amazonaws\.com(?:\.cn)?"
_SERVICE = re.compile(rf"[a-z0-9-]+(?:\.[a-z0-9-]+)*{_SUFFIX}", re.ASCII)
_DOMAIN = re.compile(r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+", re.ASCII)
_PROVIDER = re.compile(
    r"arn:aws[a-z-]*:iam::[0-9]{12}:(?:oidc|saml)-provider/[\x21-\x7e]+", re.ASCII
)
_IDS = {"AROA": ROLE_ID, "AIDA": USER_ID}
_ID = re.compile(r"(AROA|AIDA)[A-Z0-9]{12,}(?::.*)?", re.ASCII)
_WITHOUT_WILDCARD = {
    "AWS": "name the account, and compare `aws:PrincipalArn` by ArnLike",
    "Service": "name each service",
}
_SERVICE_KEYS = ("kms:viaservice", "aws:calledvia", "aws:calledviafirst", "aws:calledvialast")


def _check(document: PolicyText, _: Facts) -> Iterator[Diagnostic]:
    for statement in document.statements:
        if document.kind is Kind.TRUST:
            for principal in statement.principals:
                if principal.value.exact and "${" not in principal.value.text:
                    yield from _check_principal(principal, statement)
        for condition in conditions_on(statement, *_SERVICE_KEYS):
            if condition.parsed and condition.parsed.family is Operators.STRING:
                for value in condition.values:
                    if value.exact and not _has_wildcard(value.text) and "${" not in value.text:
                        yield from _check_service(value.text, value.span)


def _check_principal(principal: PrincipalText, statement: StatementText) -> Iterator[Diagnostic]:
    text, span = principal.value.text, principal.value.span
    if principal.type == "AWS" and text == "*":
        if statement.allows and not any(map(names_one, statement.conditions)):
            yield EVERYONE.at(
                span,
                "the principal `*` trusts everybody with an AWS account",
                help="name an account, or compare `aws:PrincipalOrgID` or `aws:PrincipalAccount` by StringEquals",
            )
    elif _has_wildcard(text):
        yield WILDCARD.at(
            span,
            f"`{text}` is not a pattern: IAM reads no wildcards under `{principal.type}`",
            help=_WITHOUT_WILDCARD.get(principal.type, "name each principal"),
        )
    elif principal.type == "Service":
        yield from _check_service(text, span)
    elif principal.type == "Federated":
        yield from _check_federated(text, span)
    elif principal.type == "AWS" and not (AWS_PRINCIPAL.fullmatch(text) or _ID.fullmatch(text)):
        yield AWS_FORM.at(
            span,
            f"`{text}` is neither an account nor a role, user or session",
            help="write twelve digits or the ARN of a role, user or session",
        )
    elif match := _ID.fullmatch(text):
        what = "role" if match[1] == "AROA" else "user"
        yield _IDS[match[1]].at(
            span,
            f"`{text}` is the id of a {what}, not its name",
            help=f"write the ARN of a {what} that exists",
        )


def _check_service(text: str, span: Span) -> Iterator[Diagnostic]:
    if not _is_service(text):
        yield SERVICE_FORM.at(
            span,
            f"`{text}` is not the name of an AWS service",
            help="write `NAME.amazonaws.com`, in lower case; with `kms:ViaService`,"
            " `NAME.REGION.amazonaws.com`",
        )


def _check_federated(text: str, span: Span) -> Iterator[Diagnostic]:
    if not _is_federated(text):
        yield FEDERATED_FORM.at(
            span,
            f"`{text}` is neither the ARN of an identity provider nor a domain",
            help="write `arn:aws:iam::ACCOUNT:oidc-provider/HOST`,"
            " `arn:aws:iam::ACCOUNT:saml-provider/NAME` or a domain that IAM knows",
        )


def _has_wildcard(text: str) -> bool:
    return "*" in text or "?" in text


@lru_cache(maxsize=1024)
def _is_service(text: str) -> bool:
    return _SERVICE.fullmatch(text) is not None


@lru_cache(maxsize=1024)
def _is_federated(text: str) -> bool:
    return bool(_PROVIDER.fullmatch(text) or _DOMAIN.fullmatch(text))


FAMILY = Family(
    (WILDCARD, EVERYONE, AWS_FORM, SERVICE_FORM, ROLE_ID, USER_ID, FEDERATED_FORM), _check
)
