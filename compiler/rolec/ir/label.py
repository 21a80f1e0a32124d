"""Terraform labels: valid identifiers, and different for different names."""

from __future__ import annotations

import re

_IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*", re.ASCII)
_LOOKS_HASHED = re.compile(r".*_[0-9a-f]{8}", re.ASCII)
_OTHER = re.compile(r"[^A-Za-z0-9_-]", re.ASCII)


def label(name: str) -> str:
    """The label of ``name``: itself where it is an identifier.

    Else other characters are replaced by ``_`` and eight hexadecimal digits of its
    hash follow; so they do when a name looks like such a label.
    """
    if _IDENTIFIER.fullmatch(name) and not _LOOKS_HASHED.fullmatch(name):
        return name
    return _hashed(_identifier(name), name)


def label_of_part(owner: str, name: str) -> str:
    """The label of what belongs to another: ``OWNER__NAME``, ``owner`` being a label.

    Where the two could not be told apart again, a hash of both follows.
    """
    plain = f"{owner}__{_identifier(name)}"
    clear = (
        _identifier(name) == name
        and "__" not in f"{owner}_"
        and "__" not in f"_{name}"
        and not _LOOKS_HASHED.fullmatch(plain)
    )
    return plain if clear else _hashed(plain, f"{owner}\0{name}")


def _identifier(name: str) -> str:
    replaced = _OTHER.sub("_", name)
    return replaced if _IDENTIFIER.fullmatch(replaced) else f"_{replaced}"


def _hashed(text: str, hashed: str) -> str:
    from hashlib import sha256  # hardly a name needs it, and its import takes longer than a role

    return f"{text}_{sha256(hashed.encode()).hexdigest()[:8]}"
