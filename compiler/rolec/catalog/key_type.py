"""What the values of a condition key are, and which operators compare them."""

from __future__ import annotations

from functools import cache, lru_cache
from types import MappingProxyType

from rolec.catalog.condition_key import ConditionKey, KeyType
from rolec.catalog.global_key import ALSO, global_key, global_keys
from rolec.catalog.read_service import service
from rolec.catalog.token_key import token_key
from rolec.ir.operator import Family

TAG_KEYS = ("aws:PrincipalTag/", "aws:RequestTag/", "aws:ResourceTag/")
"""Keys that end with the key of a tag."""

_FAMILIES = MappingProxyType(
    {
        KeyType.STRING: (Family.STRING,),
        KeyType.ARN: (Family.ARN, Family.STRING),
        KeyType.BOOL: (Family.BOOL,),
        KeyType.NUMERIC: (Family.NUMERIC,),
        KeyType.DATE: (Family.DATE,),
        KeyType.IP_ADDRESS: (Family.IP_ADDRESS,),
    }
)


@lru_cache(maxsize=2048)
def key_type(key: str) -> ConditionKey | None:
    """What ``key`` holds, or None where that is not known; the case of keys does not count."""
    known = global_key(key)
    if known is not None:
        return known
    found = service(key.partition(":")[0])
    return found.key(key) if found else token_key(key)


def families(key: ConditionKey) -> tuple[Family, ...]:
    """The operators that can compare ``key``, the best first; none where its type is not known."""
    if key.type is None:
        return ()
    also = ALSO.get(key.name)
    return _FAMILIES[key.type] + (_FAMILIES[also] if also else ())


@cache
def aws_keys() -> tuple[str, ...]:
    """The keys that start with ``aws:``, those for tags aside."""
    names = (key.name for key in global_keys())
    return tuple(name for name in names if name.startswith("aws:") and "$" not in name)
