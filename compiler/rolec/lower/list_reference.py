"""References to whole lists, which stand where any number of texts may."""

from __future__ import annotations

from rolec.diagnostics.diagnostic import Diagnostic, error
from rolec.ir.substitution import Form, Substitution, substitutions
from rolec.ir.text import SPLAT
from rolec.lower import word_codes
from rolec.source.span import Span


def may_have_list(string: str) -> bool:
    """Whether ``string`` may have a reference to a list; most have none."""
    return f"{SPLAT}}}" in string


def is_list(string: str) -> bool:
    """Whether ``string`` is a reference to a list and nothing else."""
    found = substitutions(string)
    return len(found) == 1 and _is_list(found[0]) and string == f"${{{found[0].body}}}"


def without_lists(string: str) -> str:
    """``string`` with a reference to one text for each that is to a list."""
    for found in reversed(substitutions(string)):
        if _is_list(found):
            string = f"{string[: found.end - len(SPLAT) - 1]}}}{string[found.end :]}"
    return string


def not_a_text(string: str, span: Span) -> Diagnostic:
    """Says that a list stands where ``string`` is to be one text."""
    first = next(found.body for found in substitutions(string) if _is_list(found))
    whole = f"${{{first}}}"
    if string == whole:
        message = f"`{whole}` is a list, and one text stands here"
    else:
        message = f"`{whole}` is a list, and no part of a text"
    return error(
        word_codes.LIST_ALONE,
        message,
        span,
        help="a list stands alone in `on`, in a `managed_policy` of `permissions`, among the values of a"
        " condition or among principals;"
        f" name one item, as in `${{{first.removesuffix(SPLAT)}[0]}}`, or let Terraform make the"
        " whole texts and refer to those",
    )


def _is_list(found: Substitution) -> bool:
    return found.form is Form.REFERENCE and found.body.endswith(SPLAT)
