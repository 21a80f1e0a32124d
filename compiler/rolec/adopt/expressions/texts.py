"""Functions of Terraform on texts, which count in what people take for characters.

Source: Terraform's documentation, "Built-in functions", string functions; the package `strings` of Go.
"""

from __future__ import annotations

import re
from posixpath import normpath

from rolec.adopt.unknown import UnknownError

BLANKS = (
    "\t\n\v\f\r \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000"
    "\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
)
"""What is a blank to Go; to Python there are more."""
_LONGEST = 1_000_000
"""No policy has so many characters."""
_FIRST_LETTER = re.compile("(?<![A-Za-z0-9_])[a-z]")


def plain(text: str) -> str:
    """``text``; an UnknownError where Terraform may count its characters, or change their case, in another way."""
    if not text.isascii() or "\r\n" in text:
        raise UnknownError(f"what characters there are in {text!r}")
    return text


def title(text: str) -> str:
    """``text`` with the first letter of each word as a capital."""
    return _FIRST_LETTER.sub(lambda found: found[0].upper(), plain(text))


def substr(text: str, start: int, length: int) -> str:
    """``length`` characters from ``start``, which is counted from the end where it is negative."""
    found = plain(text)[start:]
    return found if length < 0 else found[:length]


def basename(path: str) -> str:
    """The last part of ``path``, as `filepath.Base` of Go has it."""
    return path.rstrip("/").rpartition("/")[2] or ("/" if path else ".")


def dirname(path: str) -> str:
    """``path`` without its last part, as `filepath.Dir` of Go has it."""
    found = normpath(path[: path.rfind("/") + 1])
    return f"/{found.lstrip('/')}" if found.startswith("/") else found


def split(between: str, text: str) -> list[str]:
    """The parts of ``text`` with ``between`` them, or its characters."""
    return text.split(between) if between else [*plain(text)]


def replaced(text: str, old: str, new: str) -> str:
    """``text`` with ``new`` for each ``old``; an UnknownError where that is an expression of another language."""
    is_expression = len(old) > 1 and old.startswith("/") and old.endswith("/")
    if is_expression or (len(text) + 1) * max(len(new), 1) > _LONGEST:
        raise UnknownError(f"replace({text[:20]!r}, ...)")
    if not old:
        plain(text)  # Go puts it between characters, too
    return text.replace(old, new)
