"""Whether expressions only choose between names of roles, or make other names of them."""

from __future__ import annotations

import re
from collections.abc import Callable

from rolec.adopt.expressions.syntax import INSERTED, arguments

NAMES = frozenset({"name", "id"})
"""The attributes of a role that are its name."""

_CHOOSING = frozenset(
    [
        *("coalesce", "coalescelist", "compact", "concat", "distinct", "element", "flatten"),
        *("keys", "lookup", "nonsensitive", "one", "reverse", "sensitive", "slice", "sort"),
        *("tolist", "tomap", "toset", "tostring", "try", "values"),
    ]
)
"""Functions that give what they are given, or one of it."""
_ROLE = "aws_iam_role."
_REFERENCE = r"(?<![\w.-])aws_iam_role\.[\w-]+(?:\[[^\[\]]*\]|\.\*)*"
_ATTRIBUTE = re.compile(rf"{_REFERENCE}\.(\w+)(?:\[[^\[\]]*\])*(\.)?")
_FOR = re.compile(r"(?<![\w.-])for\s+([\w-]+)(?:\s*,\s*([\w-]+))?\s+in(?![\w-])")
_CALL = re.compile(r"(?<![\w.-])(\w+)\(")
_JOINED = re.compile(r'(?<![\w.-])join\(\s*""\s*,')
_LITERAL = re.compile(r'(?<![\w\])]\[)"[^"$]+"')
FIRST = re.compile(r"^\s*(?:try|coalesce)\((aws_iam_role\.[\w-]+)[^?]*$")
"""A choice of the first of several, which is a role that is there."""
_NAMED = re.compile(r"(?<![\w.-])(aws_iam_role\.[\w-]+(?:\[[^\[\]]*\])?)\.(?:name|id)(?![\w.\[-])")
_ARN = rf"({_REFERENCE})\.arn"
_BEHIND_SLASH = [
    re.compile(rf"basename\(\s*{_ARN}\s*\)"),
    re.compile(rf'replace\(\s*{_ARN}\s*,\s*"/\^?\.\*//"\s*,\s*""\s*\)'),
    re.compile(rf'regex\(\s*"\[\^/\]\+\$"\s*,\s*{_ARN}\s*\)'),
    re.compile(rf'reverse\(\s*split\(\s*"/"\s*,\s*{_ARN}\s*\)\s*\)\[0\]'),
    re.compile(rf'element\(\s*reverse\(\s*split\(\s*"/"\s*,\s*{_ARN}\s*\)\s*\),\s*0\s*\)'),
]
"""The name that is in an ARN: what stands behind the last slash."""
_BEHIND_FIRST = [
    re.compile(rf'(?<![\w(])split\(\s*"/"\s*,\s*{_ARN}\s*\)\[1\]'),
    re.compile(rf'element\(\s*split\(\s*"/"\s*,\s*{_ARN}\s*\)\s*,\s*1\s*\)'),
]
"""The same where a role has no path but `/`: what stands behind the first."""


def with_names(text: str, has_path: Callable[[str], bool]) -> str:
    """``text`` with the name of a role where it takes that of an ARN; ``has_path`` tells of a resource."""
    for each in _BEHIND_SLASH:
        text = each.sub(r"\1.name", text)
    for each in _BEHIND_FIRST:
        text = each.sub(lambda at: at[0] if has_path(at[1]) else f"{at[1]}.name", text)
    return text


def is_made(text: str) -> bool:
    """Whether ``text`` makes a text of a role that may be the name of another."""
    attributes = _ATTRIBUTE.findall(text)
    if any(name not in NAMES or more for name, more in attributes):
        return True
    bound = (
        [each for found in _FOR.findall(text) for each in found if each] if _ROLE in text else []
    )
    role = re.compile(
        "|".join(
            [re.escape(_ROLE), *(rf"(?<![\w.-]){re.escape(each)}(?![\w-])" for each in bound)]
        )
    )
    if any(other not in NAMES for each in bound for other in _attributes(text, each)):
        return True
    return any(_makes(text, each, role) for each in _CALL.finditer(text)) or any(
        role.search(each[1]) and not _is_whole(text, each) for each in INSERTED.finditer(text)
    )


def _attributes(text: str, name: str) -> list[str]:
    return re.findall(rf"(?<![\w.-]){re.escape(name)}\.(\w+)", text)


def is_other(text: str) -> bool:
    """Whether ``text`` may choose a name that is written out."""
    return not FIRST.match(text) and _LITERAL.search(text) is not None


def resolved(text: str, name_of: Callable[[str], str | None]) -> str | None:
    """``text`` with the names of roles as they are known, as strings; None where one is not."""
    names = {at[1]: name_of(at[1]) for at in _NAMED.finditer(text)}
    found = _NAMED.sub(lambda at: f'"{names[at[1]]}"', text)
    return None if None in names.values() or _ROLE in found else found


def may_be_alike(one: str, other: str) -> bool:
    """Whether two texts, with references in them, may be the same: by how they begin and end."""
    if "${" not in one:
        one, other = other, one
    begin, _, rest = one.partition("${")
    if not rest:
        return one == other
    end = rest.rpartition("}")[2]
    if "${" not in other:
        return other.startswith(begin) and other.endswith(end)
    others = other.partition("${")[0], other.rpartition("}")[2]
    return _begins(begin, others[0]) and _begins(end[::-1], others[1][::-1])


def _begins(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


def _makes(text: str, call: re.Match[str], role: re.Pattern[str]) -> bool:
    inner = arguments(text, call.end() - 1)
    has_role = inner is None or any(role.search(each) for each in inner[0])
    is_choosing = call[1] in _CHOOSING or _JOINED.match(text, call.start()) is not None
    return has_role and not is_choosing


def _is_whole(text: str, inserted: re.Match[str]) -> bool:
    """Whether what is ``inserted`` is all of a string."""
    around = text[: inserted.start()][-1:], text[inserted.end() :][:1]
    return around in {('"', '"'), ("", "")}
