"""How much of IAM's quotas a policy document takes.

Source: the IAM User Guide, "IAM and AWS STS quotas"; IAM does not count white space.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from rolec.ir.document import Document
from rolec.ir.text import Text
from rolec.ir.texts import document_texts, known_text
from rolec.ir.tree import Tree, tree
from rolec.record import dataclass

TRUST_POLICY_SIZE = 2048
"""Characters of a trust policy; AWS raises it to 8,192 when asked."""

MOST_OF_TRUST = 8192
"""The most to which AWS raises the quota of a trust policy."""

INLINE_POLICIES_SIZE = 10_240
"""Characters of all inline policies of a role together."""

MANAGED_POLICY_SIZE = 6144
"""Characters of one customer managed policy."""

ATTACHED_POLICIES = 20
"""Managed policies attached to one role; AWS raises it to 25 when asked."""

ROLE_NAME_SIZE, PATH_SIZE, DESCRIPTION_SIZE = 64, 512, 1000
"""Characters of the name of a role, of its path and of its description."""

TAGS = 50
"""Tags of one role."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotas:
    """The quotas of an account that AWS raises when asked."""

    trust_policy_size: int = TRUST_POLICY_SIZE
    managed_policies_per_role: int = ATTACHED_POLICIES


_ESCAPED = re.compile('["\\\\\x00-\x1f<>&\u2028\u2029]')
_SHORT = frozenset('"\\\b\f\n\r\t')
_SPACE = re.compile(r"\s")


@dataclass(frozen=True, slots=True)
class Size:
    """Characters of a document as Terraform's ``jsonencode`` sends it.

    ``characters`` leaves out white space inside texts too, and ``sent`` has it: AWS says that its
    quotas do not count white space, and not which. Not ``exact`` when there are references that only Terraform
    knows, which count nothing.
    """

    characters: int = 0
    sent: int = 0
    exact: bool = True

    def __add__(self, other: Size) -> Size:
        return Size(
            self.characters + other.characters,
            self.sent + other.sent,
            self.exact and other.exact,
        )


def size(document: Document) -> Size:
    """The size of ``document``."""
    return _size(tree(document))


def at_most(document: Document) -> int:
    """A number of characters that ``document`` has at most; much cheaper than to count them."""
    bound = _FRAME
    for statement in document.statements:
        bound += _STATEMENT + len(statement.sid or "")
        bound += sum(len(condition.operator) + _MEMBER for condition in statement.conditions)
    texts = document_texts(document)
    known = known_text(texts)
    plain = known.isascii() and not _ESCAPED.search(known)
    return bound + len(texts) * _MEMBER + len(known) * (1 if plain else _LONGEST_ESCAPE)


_FRAME = 100
"""More than the version and the brackets around statements take."""

_STATEMENT = 120
"""More than the names of the elements of a statement and its effect take."""

_MEMBER = 8
"""More than the quotes, the comma, the colon and the brackets around a text take."""


_LONGEST_ESCAPE = 6
"""A JSON string has six characters at most for one of the text."""


def total(sizes: Iterable[Size]) -> Size:
    """The sizes together."""
    return sum(sizes, Size())


def _size(node: Tree) -> Size:
    match node:
        case Text():
            return _text_size(node)
        case Mapping():
            members = (_key_size(key) + _size(value) + _signs(1) for key, value in node.items())
            return total(members) + _brackets(len(node))
        case _:
            # The items of a list that only Terraform knows count nothing: there may be none.
            certain = [item for item in node if not _is_unknown_list(item)]
            known = total(map(_size, certain)) + _brackets(len(certain))
            return known if len(certain) == len(node) else replace(known, exact=False)


def _is_unknown_list(item: Tree) -> bool:
    return isinstance(item, Text) and item.is_list and item.value is None


def _brackets(count: int) -> Size:
    """Two brackets, and commas between ``count`` items."""
    return _signs(2 + max(0, count - 1))


def _signs(count: int) -> Size:
    return Size(count, count)


def _key_size(key: str | Text) -> Size:
    return _text_size(key) if isinstance(key, Text) else _literal_size(key) + _signs(2)


def _text_size(text: Text) -> Size:
    values = [part if isinstance(part, str) else part.value for part in text.parts]
    known = _literal_size("".join(value for value in values if value is not None))
    return Size(known.characters + 2, known.sent + 2, exact=None not in values)


def _literal_size(text: str) -> Size:
    sent = len(text) + sum(map(_growth, _ESCAPED.findall(text)))
    # What is escaped is no white space any more: "\n" counts two.
    spaces = sum(1 for space in _SPACE.findall(text) if not _ESCAPED.match(space))
    return Size(sent - spaces, sent)


def _growth(char: str) -> int:
    return 1 if char in _SHORT else 5
