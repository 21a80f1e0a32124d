"""Fields that several documents have, read the same way in each."""

from __future__ import annotations

import re
from typing import NamedTuple

from rolec.diagnostics.code import Code
from rolec.ir.document import OLD_VERSION, VERSION
from rolec.ir.label import label
from rolec.ir.text import Link, Reference, Text
from rolec.lower import word_codes
from rolec.lower.context import Context
from rolec.lower.cursor import Cursor
from rolec.source.span import NOWHERE, Span

_TRUTH = "reference to `true` or `false`"
_SECONDS = {"": 1, "s": 1, "m": 60, "h": 3600}
_DURATION = re.compile(r"([0-9]+)([smh]?)", re.ASCII)


class NameInAws(NamedTuple):
    """What AWS calls something, or how that begins; neither where the project calls it the same."""

    name_in_aws: Text | None
    name_prefix: Text | None


def label_at(root: Cursor, name: str) -> str:
    """The Terraform label that ``root`` pins, or that its name gives."""
    return root.get_string("label") or label(name)


def named_at(at: Cursor, context: Context) -> NameInAws:
    """What AWS calls the thing at ``at``, where that is not what the project calls it."""
    name, prefix = at.get("name"), at.get("name_prefix")
    found = NameInAws(text_of_terraform(name, context), text_of_terraform(prefix, context))
    if name and prefix and not all(each is None or each.is_reference for each in found):
        context.error(
            word_codes.NAME_AND_PREFIX,
            "a name that is given has no prefix",
            prefix.span,
            help="delete one of the two, or let each be a reference of Terraform, of which one is null",
        )
    return found


def text_of_terraform(at: Cursor | None, context: Context) -> Text | None:
    """What ``at`` says, parts of which Terraform may know; an error where another document does."""
    if at is None:
        return None
    found = context.text(at)
    links = [part for part in found.parts if isinstance(part, Link)]
    if not links:
        return found
    context.error(
        word_codes.NAMED_BY_ANOTHER,
        f"`{at.string}` is made of another document",
        at.span,
        help="write it out, or use a reference that Terraform has, such as `${var.NAME}`",
    )
    return None


def version_at(at: Cursor | None, context: Context) -> str | None:
    """The version of a policy document; None where it is to have none."""
    if at is None or at.string == VERSION:
        return VERSION
    context.note(
        word_codes.OLD_LANGUAGE,
        f"IAM reads this policy as one of {OLD_VERSION}, in which `${{...}}` is ordinary text",
        at.span,
        help=f"write `{VERSION}`, unless the policy is to stay as IAM has it",
    )
    return at.string if at.string == OLD_VERSION else None


def tags_from_at(root: Cursor, context: Context) -> Text | None:
    """The map of Terraform that gives tags to ``root``."""
    at = root.get("tags_from")
    if at is None:
        return None
    return _reference_at(at, context, word_codes.NO_MAP_OF_TAGS, "map of tags", "tags")


def enabled_at(root: Cursor, context: Context) -> tuple[Text, ...]:
    """The references of Terraform that have to be true for what is at ``root`` to be made."""
    return tuple(
        found
        for at in root.get_many("enabled")
        if (found := _reference_at(at, context, word_codes.NO_TRUTH, _TRUTH, "enabled"))
    )


def _reference_at(at: Cursor, context: Context, code: Code, what: str, name: str) -> Text | None:
    """The one reference that ``at`` is; an error where it is more, or none."""
    found = context.text(at)
    if len(found.parts) == 1 and isinstance(found.parts[0], Reference):
        return found
    context.error(
        code,
        f"`{at.string}` is no {what}",
        at.span,
        help=f"write one reference alone, as in `${{var.{name}}}`",
    )
    return None


def moved_from(root: Cursor) -> tuple[str, ...]:
    """The labels that ``root`` had before."""
    return tuple(at.string for at in root.get_many("moved_from"))


def moved_from_span(root: Cursor) -> Span:
    """Where those labels are written."""
    found = root.get("moved_from")
    return found.span if found else NOWHERE


def seconds(duration: str) -> int:
    """The seconds of ``90m``, ``1h`` or ``3600``; the schema knows the form."""
    match = _DURATION.fullmatch(duration)
    if match is None:
        raise AssertionError(f"schema admitted the duration `{duration}`")
    return int(match[1]) * _SECONDS[match[2]]


def duration_at(root: Cursor, context: Context) -> int | Text | None:
    """How long a session of ``root`` may be, in seconds; a text where Terraform alone knows."""
    at = root.get("max_session_duration")
    if at is None:
        return None
    if "${" not in at.string:
        return seconds(at.string)
    found = context.text(at)
    if len(found.parts) == 1 and isinstance(found.parts[0], Reference):
        return found
    context.error(
        word_codes.NO_SECONDS,
        f"`{at.string}` is no number of seconds",
        at.span,
        help="write one reference alone, as in `${var.seconds}`",
    )
    return None
