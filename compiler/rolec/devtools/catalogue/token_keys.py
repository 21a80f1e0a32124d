"""Keys of tokens and of SAML assertions that have several values, where the reference says one.

The IAM User Guide says which attributes can be lists, and `rolec.catalog` has them from there. The authorization
reference has types of the same keys under STS, and gives some of the lists as one text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from rolec.catalog.condition_key import KEY_TYPES
from rolec.catalog.token_key import token_key
from rolec.devtools.catalogue.record import ServiceRecord

_LIST = "ArrayOf"


def with_lists(services: Mapping[str, ServiceRecord]) -> dict[str, ServiceRecord]:
    """``services``, each such key with the type of a list."""
    return {
        prefix: replace(
            service,
            keys={
                folded: (name, _type(name, kind)) for folded, (name, kind) in service.keys.items()
            },
        )
        for prefix, service in services.items()
    }


def _type(name: str, kind: str) -> str:
    known = token_key(name)
    _, is_list = KEY_TYPES[kind]
    return f"{_LIST}{kind}" if known and known.multivalued and not is_list else kind
