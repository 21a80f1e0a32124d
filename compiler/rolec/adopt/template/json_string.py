"""What `Fn::ToJsonString` makes of an object or a list.

Source: the CloudFormation template reference, "Fn::ToJsonString", which has no blanks in its examples.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from rolec.adopt.found import Json
from rolec.adopt.template.shape import Absent

_NO_TEXT = re.compile(
    r"true|false|yes|no|on|off|null|~|[-+]?(?:[0-9][0-9_]*(?:\.[0-9]*)?|\.[0-9]+)(?:e[-+]?[0-9]+)?",
    re.IGNORECASE,
)
"""What YAML takes for something else than a text where it has no quotes."""


def json_string(found: Json | Absent) -> str | None:
    """The text of ``found``; None where that is no object and no list, or not known.

    A scalar of YAML is read as its text, of which nobody can say any more whether it had quotes.
    """
    if not isinstance(found, list | Mapping) or _is_open(found):
        return None
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))


def _is_open(found: Json) -> bool:
    match found:
        case str():
            return _NO_TEXT.fullmatch(found) is not None
        case list():
            return any(map(_is_open, found))
        case Mapping():
            return any(map(_is_open, found.values()))
        case _:
            return False
