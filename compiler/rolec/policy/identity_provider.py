"""Who a federated principal is."""

from __future__ import annotations

import re
from enum import Enum, auto
from functools import lru_cache
from typing import NamedTuple

from rolec.catalog.oidc_issuer import is_built_in
from rolec.policy.policy_text import PrincipalText


class Protocol(Enum):
    """How a provider vouches for somebody."""

    OIDC = auto()
    SAML = auto()


class Provider(NamedTuple):
    """An identity provider; ``name`` is the host of an issuer, or the name of a SAML provider."""

    protocol: Protocol
    name: str


_ARN = re.compile(r"arn:[^:]+:iam::[0-9]*:(oidc|saml)-provider/(.+)", re.ASCII | re.DOTALL)


def provider_of(principal: PrincipalText) -> Provider | None:
    """The identity provider that ``principal`` is, or None where it is none, or is not known."""
    if principal.type != "Federated" or not principal.value.exact:
        return None
    return _provider(principal.value.text)


@lru_cache(maxsize=1024)
def _provider(text: str) -> Provider | None:
    if is_built_in(text):
        return Provider(Protocol.OIDC, text)
    match = _ARN.fullmatch(text)
    return Provider(Protocol[match[1].upper()], match[2]) if match else None
