"""Names as IAM takes them, in part of which there may be references."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from itertools import chain, count

from rolec.ir.substitution import substitutions

ROLE_NAME, POLICY_NAME = 64, 128
"""How many characters a name may have; that of an instance profile as that of a policy.

Source: "IAM and AWS STS quotas".
"""
_END = 8
_NOT_IN_NAMES = re.compile("[^A-Za-z0-9_+=,.@-]+")


def is_name(text: str) -> bool:
    """Whether what is known of ``text`` may stand in a name."""
    return _NOT_IN_NAMES.search(_without_references(text)) is None


def known_name(written: str, otherwise: str, at_most: int = POLICY_NAME) -> str:
    """A name as it is ``written``; where Terraform puts it together, what it is called ``otherwise``."""
    known = written and not _NOT_IN_NAMES.search(written)
    return written if known else stand_in(otherwise, at_most)


def stand_in(text: str, at_most: int) -> str:
    """``text`` where a name is needed, without its middle where it is longer than ``at_most``.

    Both ends stay: what tools make begins with words, and ends with a hash of them.
    """
    return text if len(text) <= at_most else text[: at_most - _END] + text[-_END:]


def as_name(text: str) -> str:
    """``text`` with `-` for what stands in no name."""
    return _NOT_IN_NAMES.sub("-", text).strip("-")


def free_name(name: str, taken: set[str], at_most: int) -> str:
    """``name``, with a number where ``taken`` has it, to which it is added."""
    ends = map("-{}".format, count(2))
    numbered = (f"{name[: at_most - len(end)]}{end}" for end in ends)
    free = next(each for each in chain([name], numbered) if each.casefold() not in taken)
    taken.add(free.casefold())
    return free


def called_apart(
    called: Mapping[str, str], unnamed: Collection[str], at_most: int
) -> dict[str, str]:
    """``called`` by address, with numbers for those that are ``unnamed`` where one that is named has the name."""
    taken = {name.casefold() for at, name in called.items() if at not in unnamed}
    return {
        at: free_name(name, taken, at_most) if at in unnamed else name
        for at, name in called.items()
    }


def _without_references(text: str) -> str:
    known, at = "", 0
    for each in substitutions(text):
        known += text[at : each.start]
        at = each.end
    return known + text[at:]
