"""`until`: the day after which a grant is over."""

from __future__ import annotations

from datetime import date, timedelta

from rolec.ir.document import Condition
from rolec.ir.text import text
from rolec.lower import codes
from rolec.lower.condition import condition
from rolec.lower.context import Context
from rolec.lower.cursor import Cursor


def lower_until(at: Cursor | None, context: Context) -> tuple[Condition, ...]:
    """The condition that a request comes before the end of that day in UTC."""
    if at is None:
        return ()
    try:
        last = date.fromisoformat(at.string)
        end = last + timedelta(days=1)
    except (ValueError, OverflowError):
        context.error(
            codes.NO_SUCH_DAY,
            f"`{at.string}` is not a day of the calendar",
            at.span,
            help="write a day as YEAR-MONTH-DAY, such as `2027-01-31`",
        )
        return ()
    if context.today is not None and last < context.today:
        context.warn(
            codes.PASSED,
            f"`{at.string}` has passed, so this gives no access",
            at.span,
            help="delete the grant, or write a later day",
        )
    value = text(f"{end.isoformat()}T00:00:00Z", at.span)
    return (condition("DateLessThan", "aws:CurrentTime", (value,), at.span),)
