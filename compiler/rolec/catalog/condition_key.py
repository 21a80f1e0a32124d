"""Condition keys, and the names of keys that have a part of the user's own."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from rolec.record import dataclass


class KeyType(StrEnum):
    """What a value of a condition key is; the names are those of the authorization reference."""

    STRING = "String"
    ARN = "ARN"
    BOOL = "Bool"
    NUMERIC = "Numeric"
    DATE = "Date"
    IP_ADDRESS = "IPAddress"


KEY_TYPES: dict[str, tuple[KeyType | None, bool]] = {
    "": (None, False),
    **{str(each): (each, False) for each in KeyType},
    **{f"ArrayOf{each}": (each, True) for each in KeyType},
}
"""The type, and whether there are several values, by the name that AWS has for both."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionKey:
    """A condition key; its name may have placeholders, as ``aws:RequestTag/${TagKey}`` has.

    ``type`` is None where AWS names the key and does not say what its values are.
    """

    name: str
    type: KeyType | None
    multivalued: bool = False

    def covers(self, name: str) -> bool:
        """Whether ``name``, in any case, is this key; a placeholder stands for any text."""
        return key_covers(self.name, name)


def key_covers(pattern: str, name: str) -> bool:
    """Whether the key ``pattern`` of the catalogue is what a policy calls ``name``."""
    folded = name.lower()
    return pattern.lower() == folded or _compiled(pattern).fullmatch(folded) is not None


def condition_key(name: str, type_name: str) -> ConditionKey:
    """A key from the name of its type in the authorization reference, such as ArrayOfString."""
    key_type, multivalued = KEY_TYPES[type_name]
    return ConditionKey(name=name, type=key_type, multivalued=multivalued)


# AWS leaves the placeholder of a tag's key out at times, or writes `tag-key` for it.
_PLACEHOLDER = re.compile(r"\$\{[^}]*\}|<[^>]*>|(?<=/)(?:tag-key)?$")


@lru_cache(maxsize=4096)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(".+".join(map(re.escape, _PLACEHOLDER.split(pattern.lower()))), re.DOTALL)
