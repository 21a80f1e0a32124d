"""Paths of roles, policies and instance profiles."""

from __future__ import annotations

from rolec.ir.role import NO_PATH
from rolec.ir.text import Text
from rolec.lower import word_codes
from rolec.lower.context import Context
from rolec.lower.cursor import Cursor
from rolec.lower.words import text_of_terraform


def path_at(root: Cursor, context: Context) -> Text:
    """The IAM path of ``root``, or the project's."""
    at = root.get("path")
    return path_of(at, context) if at else context.defaults.path


def path_of(at: Cursor, context: Context) -> Text:
    """The path that stands at ``at``, parts of which Terraform may know."""
    found = text_of_terraform(at, context)
    if found is None or found.literal is not None:
        return found or NO_PATH
    if not _may_be_path(found):
        context.error(
            word_codes.BROKEN_PATH,
            f"`{at.string}` is no path",
            at.span,
            help="begin and end it with `/`, and write no two of them side by side",
        )
    return found


def _may_be_path(text: Text) -> bool:
    known = [part if isinstance(part, str) else None for part in text.parts]
    first, last = known[0], known[-1]
    return (
        (first is None or first.startswith("/"))
        and (last is None or last.endswith("/"))
        and not any("//" in part for part in known if part)
    )
