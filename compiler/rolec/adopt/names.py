"""Names as IAM takes them, in part of which there may be references."""

from __future__ import annotations

import re

from rolec.ir.substitution import substitutions

_NOT_IN_NAMES = re.compile("[^A-Za-z0-9_+=,.@-]+")


def is_name(text: str) -> bool:
    """Whether what is known of ``text`` may stand in a name."""
    return _NOT_IN_NAMES.search(_without_references(text)) is None


def known_name(written: str, otherwise: str) -> str:
    """A name as it is ``written``; where Terraform puts it together, what it is called ``otherwise``."""
    return written if written and not _NOT_IN_NAMES.search(written) else otherwise


def as_name(text: str) -> str:
    """``text`` with `-` for what stands in no name."""
    return _NOT_IN_NAMES.sub("-", text).strip("-")


def _without_references(text: str) -> str:
    known, at = "", 0
    for each in substitutions(text):
        known += text[at : each.start]
        at = each.end
    return known + text[at:]
