"""Which parts of a spec of an adoption its mistakes are in, so that the others keep their words."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import NamedTuple

_FIELD = re.compile(r"([a-z_]+):")
_ENTRY = "  - "
_INLINE = f"{_ENTRY}inline_policy: "


class AtFault(NamedTuple):
    """Statements of the trust policy by number, and inline policies by name."""

    trust: frozenset[int]
    inline: frozenset[str]


def at_fault(spec: str, mistakes: Iterable[int]) -> AtFault | None:
    """What of the text of a spec has ``mistakes`` at these places; None where one of these is in something else."""
    trust: set[int] = set()
    inline: set[str] = set()
    for start in mistakes:
        lines = spec[: spec.find("\n", start)].split("\n")
        fields = {at: found[1] for at, each in enumerate(lines) if (found := _FIELD.match(each))}
        if not fields:
            return None
        at = max(fields)
        entries = [each for each in lines[at:] if each.startswith(_ENTRY)]
        if fields[at] == "trust" and entries:
            trust.add(len(entries) - 1)
        elif fields[at] == "permissions" and entries and entries[-1].startswith(_INLINE):
            name = entries[-1].removeprefix(_INLINE)
            inline.add(json.loads(name) if name.startswith('"') else name)
        else:
            return None
    return AtFault(frozenset(trust), frozenset(inline)) if trust or inline else None
