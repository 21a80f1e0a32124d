"""Trusted entities in words."""

from __future__ import annotations

import re

from rolec.cli.render_role.page import Quoted, Words
from rolec.ir.document import Principal, PrincipalType
from rolec.ir.text import Entity, Link, Text

_ACCOUNT = re.compile(r"(?:arn:[a-z-]+:iam::)?(\d{12})(?::root)?", re.ASCII)
_IAM = re.compile(r"arn:[a-z-]+:(?:iam|sts)::\d{12}:(role|user|assumed-role)/.*", re.ASCII)
_PROVIDER = re.compile(r"arn:[a-z-]+:iam::\d{12}:(oidc|saml)-provider/(.+)", re.ASCII)

_ENTITIES = {
    Entity.ROLE: "role ",
    Entity.POLICY: "policy ",
    Entity.OIDC_PROVIDER: "web identity of the project's provider ",
    Entity.SAML_PROVIDER: "SAML 2.0 federation with the project's provider ",
}
_KINDS = {"role": "role ", "user": "IAM user ", "assumed-role": "role session "}


def principal_words(principal: Principal) -> Words:
    """Who a principal is."""
    link = _link(principal.value)
    if link:
        return (_ENTITIES[link.entity], Quoted(link.name))
    written = principal.value.written
    match principal.type:
        case PrincipalType.SERVICE:
            return ("AWS service ", Quoted(written))
        case PrincipalType.AWS:
            return _aws(written)
        case PrincipalType.FEDERATED:
            return _federated(written)


def _link(value: Text) -> Link | None:
    match value.parts:
        case (Link() as link,):
            return link
        case _:
            return None


def _aws(written: str) -> Words:
    account = _ACCOUNT.fullmatch(written)
    if account:
        return ("AWS account ", Quoted(account[1]))
    if written == "*":
        return ("anyone in any AWS account",)
    kind = _IAM.fullmatch(written)
    return (_KINDS[kind[1]] if kind else "AWS principal ", Quoted(written))


def _federated(written: str) -> Words:
    match _PROVIDER.fullmatch(written):
        case None:
            return ("web identity of ", Quoted(written))
        case found if found[1] == "saml":
            return ("SAML 2.0 federation with ", Quoted(found[2]))
        case found:
            return ("web identity of ", Quoted(found[2]))
